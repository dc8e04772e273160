package org.sallyport.formats.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.formats.audit.SampleReceipt;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.formats.feed.Reading;
import org.sallyport.formats.feed.Samples;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.formats.notice.NoticeJson;
import org.sallyport.formats.notice.NoticeJsonTest;
import org.sallyport.formats.request.Receipt;
import org.sallyport.formats.request.ReminderJson;
import org.sallyport.formats.request.RequestReader;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.NoticeKind;
import org.sallyport.problem.Checked;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestId;
import tools.jackson.databind.JsonNode;

/** The examples of docs/formats, the schemas beside them and the readers agree. */
final class DocumentedFormatsTest {
    private static final Path DOCS = Path.of("..", "docs", "formats");
    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final FeedReader FEED = new FeedReader(List.of(Samples.MONTGOMERY));
    private static final Instant RECEIVED = Instant.parse("2026-09-02T18:21:00Z");

    static List<CustodyFact> facts() {
        return Samples.facts();
    }

    @Test
    void every_type_of_event_has_an_example_that_is_valid_and_taken() throws IOException {
        var schema = schema("custody-event");
        var types = new TreeSet<String>();
        for (var example : examples("custody-feed")) {
            valid(schema, example);
            assertInstanceOf(Reading.Taken.class, FEED.read(example.getBytes(UTF_8), 1, RECEIVED), example);
            types.add(parsed(example).get("type").stringValue());
        }
        assertEquals(CustodyFact.class.getPermittedSubclasses().length, types.size());
    }

    @ParameterizedTest
    @MethodSource("facts")
    void what_sallyport_writes_as_a_feed_is_valid(CustodyFact fact) throws IOException {
        valid(schema("custody-event"), FeedWriter.json(Samples.event(fact)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"custody.unheard-of\"",
                "\"type\":\"custody.released\",\"data\":{\"at\":\"2026-09-02T14:00:00-04:00\","
                        + "\"reason\":\"bonded out\"}",
                "\"type\":\"custody.released\",\"data\":{\"reason\":\"bond\"}",
                "\"type\":\"custody.linked\",\"data\":{\"bookings\":[]}",
                "\"type\":\"custody.booked\",\"data\":{\"person\":{\"name\":7},"
                        + "\"bookedAt\":\"2026-09-02T14:00:00-04:00\"}",
                "\"type\":\"custody.held\"",
            })
    void what_the_reader_refuses_the_schema_refuses(String rest) throws IOException {
        var event = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/us/md/montgomery/mcdc\",\"subject\":\"B-1\","
                + "\"time\":\"2026-09-02T14:05:00-04:00\"," + rest + "}";

        assertFalse(schema("custody-event").validate(event, InputFormat.JSON).isEmpty());
        assertInstanceOf(Reading.Refused.class, FEED.read(event.getBytes(UTF_8), 1, RECEIVED));
    }

    @Test
    void the_mappings_in_the_documentation_and_in_the_program_are_valid() throws IOException {
        var example = example("roster");
        valid(schema("roster-mapping"), example);
        assertEquals(List.of(), RosterMapping.read(example.getBytes(UTF_8)).all());
        valid(
                schema("roster-mapping"),
                Files.readString(Path.of("src", "main", "resources", "mappings", "nyc-doc.mapping.json")));
    }

    @Test
    void the_receipt_of_record_is_valid_and_holds() throws IOException {
        var file = new String(ReceiptFile.write(SampleReceipt.cosigned()), UTF_8);

        valid(schema("receipt-of-record"), file);
        assertEquals(file, example("receipt-of-record"));
    }

    @Test
    void the_request_is_valid_and_taken_in_and_its_receipt_is_valid() throws IOException {
        var example = example("request");
        valid(schema("request"), example);
        var directory =
                new Directory(Set.of(new FacilityId("us/md/montgomery/mcdc")), Map.of("us-ice-ero-bal", "immigration"));
        assertInstanceOf(
                Intake.Accepted.class,
                RequestReader.intake(example.getBytes(UTF_8), "R-2041", "", directory, LocalDate.of(2026, 9, 2)));

        var receipt =
                new String(new Receipt("R-2041", RECEIVED, List.of("basis.no-box"), Optional.empty()).json(), UTF_8);
        valid(schema("receipt"), receipt);
        assertEquals(receipt, CanonicalJson.of(parsed(example("receipt"))));
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void every_kind_of_notice_is_valid_with_and_without_content(NoticeKind kind) throws IOException {
        var content = NoticeJsonTest.content(kind, "death", List.of("release-date"));
        for (boolean full : new boolean[] {true, false}) {
            valid(schema("notice"), NoticeJson.text(content, "https://sallyport.example/n/abc", full));
        }
    }

    @Test
    void the_notice_in_the_documentation_is_what_is_sent() throws IOException {
        var content = NoticeJsonTest.content(NoticeKind.SHORT, "release-projected", List.of("release-date"));
        assertEquals(
                NoticeJson.text(content, "https://sallyport.example/n/abc", true),
                CanonicalJson.of(parsed(example("notice"))));
    }

    @Test
    void the_reminder_in_the_documentation_is_what_is_sent() throws IOException {
        var id = new RequestId(UUID.fromString("00000000-0000-0000-0000-000000000007"));
        var at = Instant.parse("2027-08-03T13:00:00Z");
        var jail = new FacilityId("us/md/montgomery/mcdc");
        var through = Reminder.revalidate(id, "R-2041", LocalDate.of(2027, 9, 2), 30, at);
        var sent = new String(new ReminderJson(jail, Optional.empty(), through).bytes(), UTF_8);
        valid(schema("reminder"), sent);
        assertEquals(sent, CanonicalJson.of(parsed(example("reminder"))));

        var stay = new EpisodeId(id.value());
        var outcome = Reminder.outcome(id.value(), "R-2041", "N-7F3A21C9", 7, at);
        var asked = new ReminderJson(jail, Optional.of(CaseId.of(id, stay)), outcome);
        valid(schema("reminder"), new String(asked.bytes(), UTF_8));
        assertEquals(
                "us/md/montgomery/mcdc sent you notice N-7F3A21C9 about your request R-2041. Please say what your"
                        + " agency did, or that it did nothing. Without an answer the record will"
                        + " say: outcome not reported.\n"
                        + "This reminder says nothing about whether any person is or was in custody.",
                asked.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledgement", "problem"})
    void other_examples_are_valid(String name) throws IOException {
        valid(schema(name), example(name));
    }

    private static Schema schema(String name) throws IOException {
        var text = Files.readString(DOCS.resolve("schemas").resolve(name + ".schema.json"));
        return SCHEMAS.getSchema(text, InputFormat.JSON);
    }

    private static void valid(Schema schema, String json) {
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON), json);
    }

    private static JsonNode parsed(String json) {
        return switch (StrictJson.parse(json)) {
            case Checked.Good<JsonNode>(var node) -> node;
            case Checked.Bad<JsonNode>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static String example(String page) throws IOException {
        var all = examples(page);
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private static List<String> examples(String page) throws IOException {
        var all = new ArrayList<String>();
        var matcher = BLOCK.matcher(Files.readString(DOCS.resolve(page + ".md")));
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        assertTrue(!all.isEmpty(), page);
        return all;
    }
}
