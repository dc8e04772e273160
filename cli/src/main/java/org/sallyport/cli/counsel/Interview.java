package org.sallyport.cli.counsel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.sallyport.cli.counsel.CountyRules.AgencyRule;
import org.sallyport.cli.counsel.CountyRules.ImmigrationRule;
import org.sallyport.cli.counsel.CountyRules.Paper;
import org.sallyport.cli.counsel.CountyRules.Source;
import org.sallyport.cli.counsel.CountyRules.Told;
import org.sallyport.cli.counsel.CountyRules.VictimRule;
import org.sallyport.cli.counsel.CountyRules.When;
import org.sallyport.policy.SourceBasis;
import org.sallyport.policy.Worded;

/** Asks a person at a terminal about a county's rules. An answer that is not understood is asked for again. */
public final class Interview {
    /** The input ended before the last question was answered. */
    public static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfinished(String question) {
            super("The answers ended at \"" + question + "\"; nothing was written. Answer every question.");
        }
    }

    private static final int HOURS = 48;

    private final BufferedReader in;
    private final PrintWriter out;

    /** An interview over a terminal or a file of answers, one a line. */
    public Interview(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Asks everything.
     *
     * @param today the calendar day offered where nothing is typed
     * @throws Unfinished if the input ends early
     */
    public CountyRules about(String place, LocalDate today) {
        out.println("The county's own written rule about immigration authorities. Superior law is read before it.");
        var immigration = immigration(source(today));
        out.println(
                "Its rule about victims who registered, such as the state's victim-notification law or a practice.");
        var victims =
                yes("Draft a table for them") ? Optional.of(victims(source(today))) : Optional.<VictimRule>empty();
        out.println("Its rule about other agencies with a warrant, a hold or a supervision order.");
        var agencies =
                yes("Draft a table for them") ? Optional.of(agencies(source(today))) : Optional.<AgencyRule>empty();
        return new CountyRules(place, immigration, victims, agencies);
    }

    private Source source(LocalDate today) {
        var citation = text("Citation of the rule, such as \"County Code 2-101\"");
        var from = day("First day it is in force", today);
        var read = day("Day someone read the source", today);
        var basis = choose("How is the source known", List.of(SourceBasis.values()), b -> switch (b) {
            case TEXT -> "text: the operative words were read";
            case EXCERPT -> "excerpt: the opening part was read";
            case SECONDARY -> "secondary: a report says so";
            case MEMORY -> "memory: nobody looked it up; it will always ask";
            case PRACTICE -> "practice: the facility's own way, with no law behind it";
        });
        return new Source(citation, from, read, basis);
    }

    private ImmigrationRule immigration(Source source) {
        var notice = choose("May the facility tell of a release", List.of(When.values()), When::words);
        var lookBack = notice == When.JUDGE_OR_FELONY
                ? number("Years within which the conviction counts; empty for any age", OptionalInt.empty(), 120)
                : OptionalInt.empty();
        var notifyBy = notice == When.NEVER ? HOURS : hours();
        var handOver = choose("May a person be handed over inside the facility", When.withoutFelony(), When::words);
        var hold = choose("May custody go on past release", When.withoutFelony(), When::words);
        return new ImmigrationRule(source, notice, lookBack, notifyBy, handOver, hold);
    }

    private VictimRule victims(Source source) {
        var told = choose("A victim who registered", Told.of(source.basis()), Told::words);
        var events = told != Told.NEVER && yes("Told also of a death, a transfer and an escape");
        return new VictimRule(source, told, events);
    }

    private AgencyRule agencies(Source source) {
        var told = choose("An agency that shows its paper", Told.of(source.basis()), Told::words);
        var paper = choose("What it has to show", List.of(Paper.values()), Paper::words);
        return new AgencyRule(source, told, paper, told == Told.NEVER ? HOURS : hours());
    }

    private int hours() {
        return number("Hours before release the agency is told", OptionalInt.of(HOURS), 8760)
                .orElse(HOURS);
    }

    private boolean yes(String question) {
        return choose(question, List.of("yes", "no"), answer -> answer).equals("yes");
    }

    private String text(String question) {
        return ask(question, "", line -> line.isBlank() || line.contains("|") ? Optional.empty() : Optional.of(line));
    }

    private LocalDate day(String question, LocalDate offered) {
        return ask(question, offered.toString(), line -> {
            try {
                return Optional.of(LocalDate.parse(line));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    private OptionalInt number(String question, OptionalInt offered, int most) {
        return ask(question, offered.isPresent() ? Integer.toString(offered.getAsInt()) : "", line -> {
            if (line.isEmpty()) {
                return Optional.of(OptionalInt.empty());
            }
            return line.matches("[1-9]\\d{0,4}") && Integer.parseInt(line) <= most
                    ? Optional.of(OptionalInt.of(Integer.parseInt(line)))
                    : Optional.empty();
        });
    }

    private <E> E choose(String question, List<E> values, Function<E, String> words) {
        for (var n = 0; n < values.size(); n++) {
            out.println("  " + (n + 1) + "  " + words.apply(values.get(n)));
        }
        return ask(question + " (1 to " + values.size() + ", or the word)", "", line -> {
            for (var n = 0; n < values.size(); n++) {
                var value = values.get(n);
                if (line.equals(Integer.toString(n + 1))
                        || line.equals(words.apply(value))
                        || value instanceof Worded worded && line.equals(worded.word())) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        });
    }

    private <T> T ask(String question, String offered, Function<String, Optional<T>> read) {
        while (true) {
            out.print(question + (offered.isEmpty() ? "? " : " [" + offered + "]? "));
            out.flush();
            var line = line(question).strip();
            var answer = read.apply(line.isEmpty() ? offered : line);
            if (answer.isPresent()) {
                return answer.get();
            }
            out.println("  \"" + line + "\" is not an answer to that.");
        }
    }

    private String line(String question) {
        try {
            var line = in.readLine();
            if (line == null) {
                throw new Unfinished(question);
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
