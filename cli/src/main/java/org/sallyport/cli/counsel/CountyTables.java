package org.sallyport.cli.counsel;

import static org.sallyport.cli.counsel.DraftTable.ordered;

import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.cli.counsel.CountyRules.AgencyRule;
import org.sallyport.cli.counsel.CountyRules.ImmigrationRule;
import org.sallyport.cli.counsel.CountyRules.Paper;
import org.sallyport.cli.counsel.CountyRules.Source;
import org.sallyport.cli.counsel.CountyRules.Told;
import org.sallyport.cli.counsel.CountyRules.VictimRule;
import org.sallyport.cli.counsel.CountyRules.When;
import org.sallyport.cli.counsel.DraftTable.Example;
import org.sallyport.cli.counsel.DraftTable.Row;
import org.sallyport.policy.SourceBasis;

/**
 * A county's first tables, written from the answers of its counsel, with worked examples of every row and of both sides
 * of a look-back. What superior law makes of a case of immigration authorities is left to counsel, as an open point.
 */
public final class CountyTables {
    private static final String SUPERIOR =
            "The examples name the row; what must come of each under superior law is for counsel to add.";

    private CountyTables() {}

    /** Path to text of every file. */
    public static Map<String, String> of(CountyRules rules) {
        var tables = new ArrayList<DraftTable>();
        var place = rules.place();
        var rule = rules.immigration();
        tables.add(immigration(
                place, rule, "notice", rule.notice(), "May the facility tell immigration authorities of a release?"));
        tables.add(immigration(
                place, rule, "hand-over", rule.handOver(), "May a person be handed over inside the facility?"));
        tables.add(immigration(
                place, rule, "hold", rule.hold(), "May custody go on past release for immigration authorities?"));
        rules.victims().ifPresent(victims -> tables.add(victims(place, victims)));
        rules.agencies().ifPresent(agencies -> tables.add(agencies(place, agencies)));
        var files = new LinkedHashMap<String, String>();
        tables.forEach(table -> files.putAll(table.files()));
        return files;
    }

    private static DraftTable immigration(String place, ImmigrationRule rule, String act, When when, String title) {
        var ground = new ArrayList<String>();
        if (when == When.JUDGE || when == When.JUDGE_OR_FELONY) {
            ground.add("attached: judicial-warrant or court-order, by a judge");
        }
        if (when == When.JUDGE_OR_FELONY) {
            ground.add("convicted of a felony"
                    + (rule.lookBack().isPresent()
                            ? " within " + rule.lookBack().getAsInt() + " years"
                            : ""));
        }
        return new DraftTable(
                place,
                act,
                act,
                "immigration",
                rule.source(),
                List.of(SUPERIOR),
                title,
                ground,
                ground.isEmpty() ? Optional.empty() : Optional.of("ground"),
                rows(rule, when, act.equals("notice") ? rule.notifyBy() + " hours" : ""));
    }

    private static List<Row> rows(ImmigrationRule rule, When when, String hours) {
        var day = ordinaryDay(rule.source());
        return switch (when) {
            case NEVER ->
                List.of(new Row(
                        "",
                        "may not",
                        "",
                        "",
                        "The county's rule bars it.",
                        List.of(detainer("Any request: the rule has no condition.", day, List.of()))));
            case ALWAYS ->
                List.of(new Row(
                        "",
                        "may",
                        hours,
                        "",
                        "The county's rule allows what superior law allows.",
                        List.of(detainer("Any request: the rule has no condition.", day, List.of()))));
            case JUDGE, JUDGE_OR_FELONY -> {
                var yes = new ArrayList<>(List.of(detainer(
                        "A federal magistrate's warrant came with the request.",
                        day,
                        List.of(ordered("type", "judicial-warrant", "issuer", "federal-magistrate")))));
                var no = new ArrayList<>(List.of(detainer(
                        "An administrative warrant is no judge's paper, and there is no conviction.",
                        day,
                        List.of(ordered("type", "I-200", "issuer", "immigration-officer")))));
                if (when == When.JUDGE_OR_FELONY) {
                    convictions(rule, day, yes, no);
                }
                yield List.of(
                        new Row("yes", "may", hours, "", "A ground of the county's rule exists.", yes),
                        new Row("no", "may not", "", "", "No ground of the county's rule exists.", no),
                        new Row(
                                "unknown",
                                "ask",
                                "",
                                "",
                                "The record does not settle whether a ground exists.",
                                List.of(detainer(
                                        "A court order came with it, and who signed it is not recorded.",
                                        day,
                                        List.of(ordered("type", "court-order"))))));
            }
        };
    }

    private static void convictions(ImmigrationRule rule, LocalDate day, List<Example> yes, List<Example> no) {
        if (rule.lookBack().isEmpty()) {
            yes.add(felony("A felony conviction of long ago: the rule sets no age.", day, day.minusYears(20)));
            return;
        }
        var within = Period.ofYears(rule.lookBack().getAsInt());
        yes.add(felony(
                "The day before the look-back is over: inside.",
                day,
                day.plusDays(1).minus(within)));
        yes.add(felony("The anniversary of the conviction: still inside.", day, day.minus(within)));
        no.add(felony(
                "The day after the anniversary: outside.", day, day.minusDays(1).minus(within)));
        var year = rule.source().from().getYear() + 1;
        while (!Year.isLeap(year - (long) within.getYears())) {
            year++;
        }
        var leapDay = LocalDate.of(year - within.getYears(), 2, 29);
        yes.add(felony("Convicted on 29 February, on its anniversary: inside.", leapDay.plus(within), leapDay));
        no.add(felony(
                "Convicted on 29 February, the day after its anniversary: outside.",
                leapDay.plus(within).plusDays(1),
                leapDay));
    }

    /** A day in force whose neighbours are not the end of February, so that a look-back counts plainly. */
    private static LocalDate ordinaryDay(Source source) {
        var day = source.from().plusDays(1);
        return day.getMonthValue() == 2 && day.getDayOfMonth() > 26
                        || day.getMonthValue() == 3 && day.getDayOfMonth() < 3
                ? day.plusDays(7)
                : day;
    }

    private static Example detainer(String reason, LocalDate day, List<Map<String, Object>> attachments) {
        var request = ordered(
                "form",
                "I-247A",
                "requester",
                "immigration",
                "issuedOn",
                day.toString(),
                "asks",
                List.of("notice", "hold"),
                "basis",
                List.of("pc-final-order"),
                "officer",
                Map.of("signed", true),
                "served",
                ordered("on", day.toString(), "how", "in-person"));
        if (!attachments.isEmpty()) {
            request.put("attachments", attachments);
        }
        return new Example(reason, Map.of(), day, request, List.of());
    }

    private static Example felony(String reason, LocalDate day, LocalDate convicted) {
        var plain = detainer(reason, day, List.of());
        return new Example(
                reason,
                plain.expect(),
                day,
                plain.request(),
                List.of(ordered("severity", "felony", "disposition", "convicted", "on", convicted.toString())));
    }

    private static DraftTable victims(String place, VictimRule rule) {
        var told = rule.told();
        var items = told == Told.NEVER ? "" : "event, release-date";
        var why = told == Told.NEVER ? "The county's rule bars it." : "A registered victim " + told.words() + ".";
        return new DraftTable(
                place,
                "notice.victim",
                "notice, after-release"
                        + (rule.events() ? ", event-notice.death, event-notice.transfer, event-notice.escape" : ""),
                "victim",
                rule.source(),
                List.of(),
                "Is a victim who registered told of a release?",
                List.of(),
                Optional.of("form is victim"),
                List.of(
                        new Row(
                                "yes",
                                told.answer(),
                                "",
                                items,
                                why,
                                List.of(other(
                                        "A registration on the victim form.",
                                        rule.source(),
                                        told.answer(),
                                        "victim",
                                        "victim",
                                        List.of()))),
                        new Row(
                                "no",
                                "ask",
                                "",
                                "",
                                "Only a registration on the victim form is covered.",
                                List.of(other(
                                        "A letter without the form.",
                                        rule.source(),
                                        "ask",
                                        "other",
                                        "victim",
                                        List.of())))));
    }

    private static DraftTable agencies(String place, AgencyRule rule) {
        var told = rule.told();
        var hours = told == Told.NEVER ? "" : rule.notifyBy() + " hours";
        var paper = rule.paper() == Paper.JUDGE;
        var warrant = List.<Map<String, Object>>of(ordered("type", "judicial-warrant", "issuer", "state-judge"));
        return new DraftTable(
                place,
                "notice.agencies",
                "notice",
                "law-enforcement, court, supervision, other-state",
                rule.source(),
                List.of(),
                "Is another agency with a warrant, hold or supervision order told of a release?",
                List.of(),
                Optional.of(
                        paper
                                ? "attached: judicial-warrant, by a judge"
                                : "form is warrant or hold or probation or parole or iad"),
                List.of(
                        new Row(
                                "yes",
                                told.answer(),
                                hours,
                                "",
                                told == Told.NEVER ? "The county's rule bars it." : "The paper is on file.",
                                List.of(other(
                                        paper ? "A state judge's warrant is attached." : "A warrant of another agency.",
                                        rule.source(),
                                        told.answer(),
                                        "warrant",
                                        "law-enforcement",
                                        paper ? warrant : List.of()))),
                        new Row(
                                paper ? "no, unknown" : "no",
                                "ask",
                                "",
                                "",
                                "A person reads the request.",
                                List.of(other(
                                        "A request without the paper.",
                                        rule.source(),
                                        "ask",
                                        "other",
                                        "law-enforcement",
                                        List.of())))));
    }

    /** A case of a requester about whom no superior table speaks: the row decides, unless it is from memory. */
    private static Example other(
            String reason,
            Source source,
            String answer,
            String form,
            String requester,
            List<Map<String, Object>> attachments) {
        var day = source.from().plusDays(1);
        var request = ordered(
                "form",
                form,
                "requester",
                requester,
                "issuedOn",
                day.toString(),
                "asks",
                List.of("notice"),
                "officer",
                Map.of("signed", true));
        if (!attachments.isEmpty()) {
            request.put("attachments", attachments);
        }
        var outcome = source.basis() == SourceBasis.MEMORY ? "ask" : answer.replace(' ', '-');
        return new Example(reason, Map.of("outcome", outcome), day, request, List.of());
    }
}
