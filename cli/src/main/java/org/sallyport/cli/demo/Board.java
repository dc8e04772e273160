package org.sallyport.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.cli.text.Paint;
import org.sallyport.cli.text.Sheet;
import org.sallyport.custody.CustodyFact;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeContent;
import org.sallyport.policy.Outcome;
import org.sallyport.request.RequestEvent;

/** What the screen of the demonstration shows: a row for each county, and what happened last. Names nobody. */
final class Board {
    private static final int HAPPENED_MOST = 200;
    private static final int WIDE = 100;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM HH:mm zzz", Locale.ENGLISH);

    /** Counts of one county. */
    private static final class Row {
        private long held;
        private long requests;
        private final Map<CaseId, Outcome> answers = new HashMap<>();
        private long sent;
        private long acknowledged;
        private long escalated;
        private long waiting;

        long of(Outcome outcome) {
            return answers.values().stream().filter(outcome::equals).count();
        }
    }

    private final Map<String, County> counties = new TreeMap<>();
    private final Map<String, Row> rows = new HashMap<>();
    private final Deque<String> happened = new ArrayDeque<>();
    private final Paint paint;
    private Optional<String> newest = Optional.empty();

    Board(Paint paint) {
        this.paint = paint;
        for (var county : County.ALL) {
            counties.put(county.id().path(), county);
            rows.put(county.id().path(), new Row());
        }
    }

    /** Takes in one entry of the journal. */
    void see(Envelope entry) {
        newest = Optional.empty();
        var county = counties.get(entry.facility());
        var row = rows.get(entry.facility());
        if (county == null || row == null) {
            return;
        }
        switch (entry.event()) {
            case EpisodeEvent event -> see(county, row, event);
            case RequestEvent.Received _ -> row.requests++;
            default -> {
                // Not on the board.
            }
        }
    }

    private void see(County county, Row row, EpisodeEvent event) {
        switch (event) {
            case EpisodeEvent.FactReceived(var fact) -> {
                row.held += fact.fact() instanceof CustodyFact.Booked ? 1 : 0;
                row.held -= fact.fact() instanceof CustodyFact.Released ? 1 : 0;
            }
            case EpisodeEvent.Determined d ->
                row.answers.put(d.caseId(), d.determination().outcome());
            case EpisodeEvent.AttemptStarted a
            when a.attempt() == 1 -> {
                row.sent++;
                say(county, a.at(), a.content().notice().number(), sentence(a.content()));
            }
            case EpisodeEvent.AttemptEnded e
            when !e.taken() ->
                say(county, e.at(), e.notice().number(), "attempt " + e.attempt() + " not taken: " + e.detail());
            case EpisodeEvent.Acknowledged a -> {
                row.acknowledged++;
                say(county, a.at(), a.notice().number(), paint.good("acknowledged") + ", " + a.answer());
            }
            case EpisodeEvent.Escalated e -> {
                row.escalated++;
                say(county, e.at(), e.notice().number(), paint.warning("not acknowledged") + ": " + e.role() + " told");
            }
            case EpisodeEvent.DecisionAsked d -> {
                row.waiting++;
                say(county, d.at(), number(d.caseId()), "waits for a decision of " + d.role());
            }
            case EpisodeEvent.DecisionGiven d -> {
                row.waiting--;
                say(county, d.at(), number(d.caseId()), d.role() + " decided " + (d.yes() ? "yes" : "no"));
            }
            case EpisodeEvent.NotSentInTime n ->
                say(county, n.at(), number(n.caseId()), paint.warning("no notice") + ": " + n.cause());
            default -> {
                // Too small for the board.
            }
        }
    }

    private static String number(CaseId id) {
        return "C-" + id.toString().substring(0, 8);
    }

    private static String sentence(NoticeContent content) {
        var lead = content.releaseAt()
                .map(at -> Duration.between(content.fixedAt(), at))
                .filter(d -> !d.isNegative())
                .map(d -> String.format(Locale.ROOT, ", %.1f h ahead", d.toMinutes() / 60.0))
                .orElse("");
        var cause = content.shortCause().isEmpty() ? "" : " (" + content.shortCause() + ")";
        return content.kind().word() + cause + " sent" + lead;
    }

    private void say(County county, Instant at, String number, String words) {
        var line = String.format(
                Locale.ROOT,
                "%-20s %-13s %-12s %s",
                LOCAL.format(at.atZone(county.facility().zone())),
                county.shortName(),
                number,
                words);
        newest = Optional.of(line);
        happened.addFirst(line);
        if (happened.size() > HAPPENED_MOST) {
            happened.removeLast();
        }
    }

    /** What the last entry put on the board, for a terminal that cannot be drawn on. */
    Optional<String> newest() {
        return newest;
    }

    /**
     * The screen.
     *
     * @param now    the business clock (UTC instant)
     * @param words  what stands at the right of the time: pace, keys
     * @param height lines of the terminal
     */
    List<String> screen(Instant now, String words, int width, int height) {
        var lines = new ArrayList<String>();
        var here = now.atZone(County.ALL.getFirst().facility().zone());
        lines.add(paint.strong("Sallyport  " + LOCAL.format(here) + " in Montgomery") + "   " + paint.faint(words));
        lines.add("");
        boolean wide = width >= WIDE;
        var sheet = new Sheet("");
        var law = wide ? "its law" : "";
        sheet.row("county", law, "held", "asked", "must", "may", "ask", "not", "wait", "sent", "ack", "esc");
        for (var county : County.ALL) {
            var row = rows.getOrDefault(county.id().path(), new Row());
            sheet.row(
                    county.shortName(),
                    wide ? county.law() : "",
                    row.held,
                    row.requests,
                    row.of(Outcome.MUST),
                    row.of(Outcome.MAY),
                    row.of(Outcome.ASK),
                    row.of(Outcome.MAY_NOT),
                    row.waiting,
                    row.sent,
                    row.acknowledged,
                    row.escalated);
        }
        lines.addAll(sheet.lines(width));
        lines.add("");
        happened.stream().limit(Math.max(0, height - lines.size() - 1)).forEach(lines::add);
        return lines;
    }
}
