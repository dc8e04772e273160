package org.sallyport.cli.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.policy.Act;
import org.sallyport.policy.Answer;
import org.sallyport.policy.Case;
import org.sallyport.policy.Composite;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Explanation;
import org.sallyport.policy.Explanation.Answered;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Layers;
import org.sallyport.policy.Notify;
import org.sallyport.policy.Outcome;
import org.sallyport.policy.Spoken;

/** An explanation as a person would give it, for a terminal. */
final class ExplanationText {
    private static final int WIDTH = 100;

    private final Facts facts;
    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Facts facts, Explanation explanation) {
        this.facts = facts;
        this.explanation = explanation;
    }

    static List<String> lines(Facts facts, Explanation explanation) {
        var text = new ExplanationText(facts, explanation);
        text.write();
        return text.lines;
    }

    private void write() {
        var found = explanation.determination();
        lines.add("Case " + facts.id() + ": " + facts.request().form().word() + " from "
                + facts.request().requester().word() + ", " + facts.facility().jurisdiction() + " ("
                + facts.facility().kind().word() + "), law of " + explanation.day());
        lines.add("");
        lines.add("  The law says     " + words(found.outcome()));
        lines.add("  Sallyport does   " + words(found.toNotify()));
        found.notifyBy().ifPresent(lead -> lines.add("  Notify by        " + words(lead) + " before release"));
        found.notBefore().ifPresent(window -> lines.add("  Not before       " + words(window) + " before release"));
        if (found.outcome() != Outcome.MAY_NOT) {
            lines.add("  May disclose     " + String.join(", ", found.items()));
        }
        if (!found.obligations().isEmpty()) {
            lines.add("  Goes with it     " + String.join(", ", found.obligations()));
        }
        for (var stop : found.stops()) {
            lines.add("  Stop             " + stop);
        }
        lines.add("");
        why(found);
        otherActs(found);
        for (var flag : found.flags()) {
            wrap("  ! ", flag);
        }
        if (!found.flags().isEmpty()) {
            lines.add("");
        }
        lines.add("  facts " + FactsDigest.of(facts));
        lines.add("  book  " + found.bookHash() + ", evaluator " + found.evaluatorVersion());
        lines.add("  Not legal advice: tables are adopted by the county's own counsel.");
    }

    private void why(Determination found) {
        var said = explanation.said().getOrDefault(Act.NOTICE, List.of());
        lines.add("Why, layer by layer");
        if (facts.request().status() != Facts.RequestStatus.ACTIVE) {
            lines.add("  There is no active request: nothing may be told, whatever the tables say.");
        }
        if (said.isEmpty()) {
            lines.add("  No table speaks about this request here, so a person decides.");
        }
        var folded = Layers.fold(said);
        for (var spoken : said) {
            lines.add("");
            lines.add("  " + spoken.reason().layer() + says(spoken, folded));
            wrap("    ", spoken.reason().text());
            wrap("    ", spoken.reason().clause() + ", " + place(spoken) + standing(spoken));
            explanation.answers().forEach((table, answers) -> {
                if (table.id().equals(spoken.reason().table())) {
                    answers.forEach(this::answered);
                }
            });
        }
        stateWithoutTable(said).ifPresent(state -> {
            lines.add("");
            lines.add("  " + state + " has no table about this request");
        });
        lines.add("");
        if (!found.reasons().isEmpty()
                && found.outcome() == Outcome.ASK
                && found.stops().isEmpty()
                && folded.answer() == Answer.ASK) {
            wrap("  ", "The answer is for a person: " + because(folded));
            lines.add("");
        }
    }

    private static String says(Spoken spoken, Layers.Folded folded) {
        if (spoken.declared() == Answer.SILENT && spoken.counted() == Answer.SILENT) {
            return " is silent";
        }
        var part = folded.deciders().contains(spoken)
                ? ""
                : spoken.counted() == Answer.SILENT ? " (counts as silent)" : " (does not decide)";
        return " says " + plain(spoken.declared().word()) + part;
    }

    /** A row of a table, or the court order, which has no rows. */
    private static String place(Spoken spoken) {
        var reason = spoken.reason();
        return reason.row() == 0 ? "order " + reason.table() : "row " + reason.row() + " of " + reason.table();
    }

    private Optional<String> stateWithoutTable(List<Spoken> said) {
        var parts = facts.facility().jurisdiction().split("/", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        var state = parts[0] + "/" + parts[1];
        return said.stream().anyMatch(spoken -> spoken.reason().layer().equals(state))
                ? Optional.empty()
                : Optional.of(state);
    }

    private static String because(Layers.Folded folded) {
        for (var spoken : folded.deciders()) {
            if (spoken.declared() != spoken.counted()) {
                return switch (spoken.basis()) {
                    case MEMORY ->
                        "nobody has read the source of " + spoken.reason().table() + " yet.";
                    case SECONDARY, EXCERPT, PRACTICE, TEXT ->
                        "this facility has not adopted " + spoken.reason().table() + ".";
                };
            }
        }
        return "the row says so.";
    }

    private void answered(Answered answered) {
        lines.add("      " + answered.question().text() + ": " + answered.answer());
        if (answered.question() instanceof Composite composite) {
            for (var part : composite.parts()) {
                var holds = part.holds(new Case(facts, explanation.day()));
                lines.add("        " + part.text() + ": " + holds.word());
            }
        }
    }

    private void otherActs(Determination found) {
        if (found.acts().size() < 2) {
            return;
        }
        lines.add("Other acts");
        found.acts().forEach((act, outcome) -> {
            if (act != Act.NOTICE) {
                var said = Layers.fold(explanation.said().getOrDefault(act, List.of()))
                        .deciders();
                var by = said.isEmpty()
                        ? "  no table speaks"
                        : "  " + said.getLast().reason().clause() + " (" + place(said.getLast()) + ")";
                lines.add("  " + pad(act.word(), 23) + pad(plain(outcome.word()), 9) + by);
            }
        });
        lines.add("");
    }

    private static String standing(Spoken spoken) {
        return switch (spoken.basis()) {
            case MEMORY -> "; from memory, cannot be adopted";
            case TEXT, EXCERPT, SECONDARY, PRACTICE ->
                "; basis " + spoken.basis().word() + (spoken.adopted() ? ", adopted" : ", not adopted");
        };
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case MUST -> "must: telling the release is a duty";
            case MAY -> "may: telling the release is allowed";
            case MAY_NOT -> "may not: telling the release is barred";
            case ASK -> "ask: the tables do not settle it";
        };
    }

    private static String words(Notify toDo) {
        return switch (toDo) {
            case YES -> "yes: it notifies";
            case NO -> "no: it does not notify";
            case ASK -> "ask: a person decides, nothing leaves before";
        };
    }

    private static String words(Duration length) {
        var hours = length.toHours();
        return hours % 24 == 0 && hours > 72 ? hours / 24 + " days" : hours + " hours";
    }

    private static String plain(String word) {
        return word.replace('-', ' ');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private void wrap(String margin, String text) {
        var line = new StringBuilder(margin);
        for (var word : text.split(" ", -1)) {
            if (line.length() + word.length() + 1 > WIDTH && line.length() > margin.length()) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(margin.length()));
            }
            if (!line.toString().isBlank() && line.length() > margin.length()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
    }
}
