package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.DeterminationWriter;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.formats.policy.FactsReader;
import org.sallyport.formats.policy.PolicyFindings;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Answer;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.SourceBasis;
import org.sallyport.problem.Checked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Everything shipped: every file is good, every row has a worked example, and every example comes out as written. */
class ShippedPoliciesTest {
    @Test
    void every_row_and_boundary_has_a_worked_example_and_every_example_comes_out_as_written() {
        var found = PolicyFindings.of(Shipped.FILES, _ -> true);

        assertTrue(found.errors().isEmpty(), () -> Shipped.said(found.errors()));
        assertTrue(found.tables() > 150 && found.examples() > found.tables(), found.examples() + " examples");
    }

    @Test
    void worked_examples_give_a_reason_in_words() {
        for (var table : Shipped.book().contents().tables()) {
            for (var example : Shipped.examples(table)) {
                assertFalse(example.reason().split(" ", -1).length < 2, table.id() + ": " + example.reason());
            }
        }
    }

    @Test
    void determinations_are_the_same_in_every_locale_and_zone() {
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            var here = Shipped.allDecided();
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertEquals(here, Shipped.allDecided());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void determinations_are_the_same_in_another_process_of_another_locale_zone_and_encoding() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other = new ProcessBuilder(
                        java,
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Shipped.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, other.waitFor());
        assertEquals(Shipped.allDecided(), said.lines().toList());
    }

    @Test
    void the_order_of_members_fields_of_no_meaning_and_defaults_spelled_out_change_nothing() {
        var json = JsonMapper.builder().build();
        var book = Shipped.book().withAdoptions(new Adoptions.All());
        var random = new Random(4);
        for (var table : book.contents().tables()) {
            var file = Shipped.FILES.text(WorkedExample.file(table)).orElse("");
            for (var line : file.lines().filter(l -> !l.isBlank()).toList()) {
                var facts = json.readTree(line).path("facts");
                var other = shuffled(facts, random).asObject();
                other.put("somethingElse", 7);
                other.withObjectProperty("release").put("note", "x");
                if (!facts.path("request").has("status")) {
                    other.withObjectProperty("request").put("status", "active");
                }
                if (!facts.has("priors")) {
                    other.putArray("priors");
                }

                assertEquals(decided(book, facts), decided(book, other), table.id());
            }
        }
    }

    private static String decided(PolicyBook book, JsonNode node) {
        return switch (new FactsReader().read(node.toString())) {
            case Checked.Good<Facts>(var facts) ->
                DeterminationWriter.line(book.decide(facts).withFactsDigest(FactsDigest.of(facts)));
            case Checked.Bad<Facts>(var problems) -> fail(Shipped.said(problems));
        };
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node.isArray()) {
            var items = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> items.add(shuffled(item, random)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        var names = new ArrayList<>(node.propertyNames());
        Collections.shuffle(names, random);
        var members = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> members.set(name, shuffled(node.path(name), random)));
        return members;
    }

    @Test
    void a_place_alone_gives_the_same_answers_as_the_whole_country() {
        PolicyBook.Contents place = switch (Shipped.FILES.governing("us/md/montgomery")) {
            case Checked.Good<PolicyBook.Contents>(var contents) -> contents;
            case Checked.Bad<PolicyBook.Contents>(var problems) -> fail(Shipped.said(problems));
        };

        assertEquals(
                Shipped.book().contents().tables().stream()
                        .filter(t -> Set.of("us", "us/md", "us/md/montgomery")
                                .contains(t.head().layer()))
                        .toList(),
                place.tables());
    }

    @Test
    void the_index_names_every_file() throws IOException {
        var root = Path.of("").toAbsolutePath();
        try (var files = Files.walk(root.resolve("us"))) {
            var found = new ArrayList<>(files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList());
            found.add("zones.csv");
            found.sort(String::compareTo);
            assertEquals(
                    String.join("\n", found) + "\n",
                    Files.readString(root.resolve("index.txt")),
                    "policies/index.txt is stale: list of zones.csv and all files below policies/us, sorted");
        }
    }

    /** The date of a copy is no day of reading: nobody here read a source before the notes they come from were begun. */
    @Test
    void no_table_was_read_before_the_reading_began() {
        var begun = LocalDate.of(2026, 11, 23);
        assertEquals(
                List.of(),
                Shipped.book().contents().tables().stream()
                        .filter(table -> table.head().read().isBefore(begun))
                        .map(DecisionTable::id)
                        .toList());
    }

    @Test
    void law_from_memory_asks_whatever_is_adopted() {
        var book = Shipped.book().withAdoptions(new Adoptions.All());
        var seen = 0;
        for (var table : book.contents().tables()) {
            if (table.head().basis() != SourceBasis.MEMORY) {
                continue;
            }
            for (var example : Shipped.examples(table)) {
                if (example.facts() instanceof Checked.Good<Facts>(var facts)) {
                    for (var said : book.explain(facts).said().values()) {
                        for (var spoken : said) {
                            if (spoken.reason().table().equals(table.id())) {
                                seen++;
                                assertTrue(
                                        EnumSet.of(Answer.ASK, Answer.SILENT).contains(spoken.counted()), facts.id());
                            }
                        }
                    }
                }
            }
        }
        assertTrue(seen > 20, "too few examples of law from memory: " + seen);
    }
}
