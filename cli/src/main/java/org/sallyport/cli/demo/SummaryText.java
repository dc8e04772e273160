package org.sallyport.cli.demo;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sallyport.cli.text.Paint;
import org.sallyport.cli.text.Sheet;

/** Prints a summary for a person. */
final class SummaryText {
    private static final List<String> OUTCOMES = List.of("must", "may", "ask", "may-not");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

    private final Summary sum;
    private final int width;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private SummaryText(Summary sum, int width, Paint paint) {
        this.sum = sum;
        this.width = width;
        this.paint = paint;
    }

    /** The lines; {@code width} is that of the terminal. */
    static List<String> of(Summary sum, int width, Paint paint) {
        var text = new SummaryText(sum, width, paint);
        text.write();
        return List.copyOf(text.lines);
    }

    private void write() {
        lines.add(paint.strong("Four counties, " + sum.days() + " days from " + day() + ", seed " + sum.seed()));
        feedAndRequests();
        determinations();
        notices();
        replies();
        promises();
    }

    private String day() {
        return DAY.format(sum.from().atOffset(ZoneOffset.UTC));
    }

    private void heading(String words) {
        lines.add("");
        lines.add(paint.strong(words));
    }

    private void add(Sheet sheet) {
        lines.addAll(sheet.lines(width));
    }

    private void feedAndRequests() {
        var f = sum.feed();
        var r = sum.requests();
        heading("Feeds and requests");
        var refused = r.refused().values().stream().mapToLong(Long::longValue).sum();
        add(new Sheet("  ")
                .row("feed events", f.events(), "and " + count(f.heartbeats()) + " heartbeats")
                .row("people booked", f.booked(), "of whom " + count(f.released()) + " left")
                .row(
                        "requests received",
                        r.received(),
                        count(r.defects()) + " with a defect of form, shown to a person")
                .row("  refused", refused, counts(r.refused()))
                .row("  bound to a stay", r.bound(), "")
                .row("  proposed to a person", r.proposed(), count(r.confirmed()) + " confirmed")
                .row(
                        "  ended before",
                        r.withdrawn() + r.cancelled() + r.expired(),
                        "withdrawn " + r.withdrawn() + ", cancelled " + r.cancelled() + ", expired " + r.expired()));
    }

    private void determinations() {
        var d = sum.determinations();
        heading("What the law answers: must / may / ask / may not (" + count(d.made()) + " determinations)");
        var sheet = new Sheet("  ");
        var head = new ArrayList<Object>(List.of("requester"));
        County.ALL.forEach(c -> head.add(c.shortName()));
        sheet.row(head.toArray());
        d.byRequester().forEach((requester, places) -> {
            var row = new ArrayList<Object>(List.of(requester));
            for (var county : County.ALL) {
                row.add(answers(places.getOrDefault(county.facility().jurisdiction(), Map.of())));
            }
            sheet.row(row.toArray());
        });
        add(sheet);
    }

    private static String answers(Map<String, Long> outcomes) {
        return OUTCOMES.stream()
                .map(o -> String.valueOf(outcomes.getOrDefault(o, 0L)))
                .collect(Collectors.joining(" / "));
    }

    private void notices() {
        var t = sum.timing();
        heading("Notices");
        var total = sum.notices().values().stream().mapToLong(Long::longValue).sum();
        var shorts =
                t.shortByCause().values().stream().mapToLong(Long::longValue).sum();
        var notSent =
                t.notSentByCause().values().stream().mapToLong(Long::longValue).sum();
        add(new Sheet("  ")
                .row("sent", total, counts(sum.notices()))
                .row("  in time", t.onTime(), "advance notices taken by their deadline")
                .row("  short", shorts, counts(t.shortByCause()))
                .row("  late", t.late(), "")
                .row("not sent in time", notSent, counts(t.notSentByCause()))
                .row("undecided", t.undecided(), "nobody answered before the person left: no notice")
                .row("lead time", "", lead())
                .row("  p50 since it", "", leadFrom()));
    }

    private String lead() {
        var l = sum.leadTime();
        return l.cases() == 0
                ? "nobody left yet whose notice had been sent"
                : "p10 " + hours(l.p10()) + ", p50 " + hours(l.p50()) + ", p90 " + hours(l.p90())
                        + " before the door, over " + l.cases() + " cases";
    }

    /** From when what the notice rests on happened, was entered and was received, and from when Sallyport acted. */
    private String leadFrom() {
        return sum.leadTimeFrom().entrySet().stream()
                .map(e -> e.getKey() + " " + hours(e.getValue().p50()))
                .collect(Collectors.joining(", "));
    }

    private static String hours(Optional<Double> hours) {
        return hours.map(h -> String.format(Locale.ROOT, "%.1f h", h)).orElse("-");
    }

    private void replies() {
        var r = sum.replies();
        var d = sum.deliveries();
        heading("Receivers and roles");
        add(new Sheet("  ")
                .row("acknowledged", r.acknowledged(), counts(r.answers()))
                .row("escalated", r.escalated(), "a named role was told instead")
                .row("attempts", d.attempts(), d.failed() + " not taken and tried again")
                .row(
                        "signed webhooks",
                        d.webhooks(),
                        "under " + count(d.keys()) + " keys; " + d.unverified() + " with a wrong signature")
                .row("e-mails", d.mails(), "to agencies, and " + count(d.roleMails()) + " to named roles")
                .row(
                        "alarms",
                        sum.alarms().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        counts(sum.alarms()))
                .row("journal entries", sum.journal(), ""));
    }

    private void promises() {
        heading("Promises, checked over the journal");
        var byWord = new TreeMap<String, TreeSet<String>>();
        sum.promises()
                .forEach((promise, said) ->
                        byWord.computeIfAbsent(said, _ -> new TreeSet<>()).add(promise));
        byWord.forEach((said, which) -> {
            var names = String.join(" ", which);
            if (said.equals("holds")) {
                lines.add("  " + paint.good("hold  ") + names);
            } else {
                lines.add("  " + paint.bad("BROKEN") + " " + names + ": " + said);
            }
        });
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Counts by code, most frequent first. */
    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(e -> e.getKey() + " " + count(e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
