package org.sallyport.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.policy.DecisionTable.Head;
import org.sallyport.policy.DecisionTable.LocalRules;

/** Reads the lines between the two {@code ---} of a table file: one {@code key: value} a line, keys may repeat. */
final class FrontMatter {
    private static final LocalDate UNDATED = LocalDate.of(1, 1, 1);
    private static final Set<String> KEYS = Set.of(
            "act",
            "requesters",
            "in force",
            "source",
            "read",
            "basis",
            "confidence",
            "contested",
            "local rules",
            "service gates",
            "standing duty",
            "open");

    private record Line(int number, String value) {}

    private final Problems problems;
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();

    private FrontMatter(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads the front matter of {@code file}.
     *
     * @param layer   the jurisdiction, from the path
     * @param dated   the date in the file's name: {@code 2026-06-01} or {@code undated}
     * @param text    all lines of the file
     * @param end     index of the closing {@code ---}
     * @param quotes  words quoted in the body
     * @return the head, or empty when problems were noted
     */
    static Optional<Head> read(
            String layer, String dated, List<String> text, int end, List<String> quotes, Problems problems) {
        var matter = new FrontMatter(problems);
        for (var i = 1; i < end; i++) {
            matter.line(i + 1, text.get(i));
        }
        return matter.head(layer, dated, quotes);
    }

    private void line(int number, String text) {
        if (text.isBlank()) {
            return;
        }
        var colon = text.indexOf(':');
        var key = colon < 0 ? text.strip() : text.substring(0, colon).strip();
        if (colon < 0 || !KEYS.contains(key)) {
            problems.at(
                    number,
                    "table.front-matter.key",
                    key,
                    "Front matter holds lines \"key: value\" with the keys "
                            + String.join(", ", KEYS.stream().sorted().toList()) + ".",
                    "Correct the key, or move the sentence below the second ---.");
            return;
        }
        lines.computeIfAbsent(key, _ -> new ArrayList<>())
                .add(new Line(number, text.substring(colon + 1).strip()));
    }

    private Optional<Head> head(String layer, String dated, List<String> quotes) {
        var acts = words(Act.class, "act", true);
        var requesters = words(Facts.Requester.class, "requesters", true);
        var gates = words(Facts.Form.class, "service gates", false);
        var from = UNDATED;
        var to = Optional.<LocalDate>empty();
        var force = one("in force", "2026-06-01 to open");
        if (force.isPresent()) {
            var ends = force.get().value().split(" to ", -1);
            if (ends.length != 2) {
                problems.at(
                        force.get().number(),
                        "table.in-force",
                        force.get().value(),
                        "Two dates with \"to\" between them, such as \"2026-06-01 to open\".",
                        "The first day is in force, the second is the first day no longer in force.");
            } else {
                from = ends[0].equals("undated") ? UNDATED : date(force.get(), ends[0]);
                to = ends[1].equals("open") ? Optional.empty() : Optional.of(date(force.get(), ends[1]));
                if (!dated.equals(ends[0])) {
                    problems.at(
                            force.get().number(),
                            "table.in-force.name",
                            ends[0],
                            "The file's name says " + dated + ".",
                            "Rename the file or correct the date: a changed law is a new dated file.");
                }
                if (to.isPresent() && !from.isBefore(to.get())) {
                    problems.at(
                            force.get().number(),
                            "table.in-force.reversed",
                            force.get().value(),
                            "The second date lies after the first.",
                            "Swap the dates.");
                }
            }
        }
        var read = one("read", "2026-06-29").map(l -> date(l, l.value())).orElse(UNDATED);
        var basis = one("basis", "text").flatMap(l -> word(SourceBasis.class, l));
        var local = one("local rules", "may narrow").flatMap(l -> word(LocalRules.class, l));
        var sources = values("source");
        if (sources.isEmpty()) {
            missing("source", "SB 791 (2026), Community Trust Act");
        }
        if (!problems.none()) {
            return Optional.empty();
        }
        return Optional.of(new Head(
                List.copyOf(acts),
                layer,
                requesters,
                from,
                to,
                sources,
                quotes,
                read,
                basis.orElseThrow(),
                lowConfidence(),
                values("contested").stream().findFirst(),
                local.orElseThrow(),
                gates,
                values("standing duty").stream().findFirst(),
                values("open")));
    }

    private boolean lowConfidence() {
        var confidence = lines.getOrDefault("confidence", List.of());
        for (var line : confidence) {
            if (!Set.of("low", "medium", "high").contains(line.value())) {
                problems.at(line.number(), "table.confidence", line.value(), "One of low, medium, high.", "");
            }
        }
        return confidence.stream().anyMatch(l -> l.value().equals("low"));
    }

    private List<String> values(String key) {
        return lines.getOrDefault(key, List.of()).stream().map(Line::value).toList();
    }

    private Optional<Line> one(String key, String example) {
        var found = lines.getOrDefault(key, List.of());
        if (found.isEmpty()) {
            missing(key, example);
            return Optional.empty();
        }
        if (found.size() > 1) {
            problems.at(
                    found.get(1).number(),
                    "table.front-matter.twice",
                    key,
                    "This key stands once; it is already on line "
                            + found.get(0).number() + ".",
                    "Remove one of the two.");
        }
        return Optional.of(found.get(0));
    }

    private void missing(String key, String example) {
        problems.at(
                1,
                "table.front-matter.missing",
                "",
                "The front matter has no \"" + key + "\".",
                "Add a line such as \"" + key + ": " + example + "\".");
    }

    private <E extends Enum<E> & Worded> EnumSet<E> words(Class<E> type, String key, boolean needed) {
        var found = EnumSet.noneOf(type);
        var given = lines.getOrDefault(key, List.of());
        if (given.isEmpty() && needed) {
            missing(key, type.getEnumConstants()[0].word());
        }
        for (var line : given) {
            for (var word : line.value().split(", *", -1)) {
                word(type, new Line(line.number(), word)).ifPresent(found::add);
            }
        }
        return found;
    }

    private <E extends Enum<E> & Worded> Optional<E> word(Class<E> type, Line line) {
        var value = Worded.of(type, line.value());
        if (value.isEmpty()) {
            problems.at(
                    line.number(),
                    "table.front-matter.value",
                    line.value(),
                    "One of " + Worded.words(type) + ".",
                    "Correct the word.");
        }
        return value;
    }

    private LocalDate date(Line line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problems.at(line.number(), "table.date", text, "A calendar day such as 2026-06-01.", "Correct the date.");
            return UNDATED;
        }
    }
}
