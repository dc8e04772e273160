package org.sallyport.bench.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.Facility;
import org.sallyport.policy.Facts.FacilityKind;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.ReleaseBasis;
import org.sallyport.policy.Facts.Request;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Facts.Severity;
import org.sallyport.policy.Facts.Statute;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.StatuteList;
import org.sallyport.policy.Ternary;

/**
 * Invented cases in the shape of the country's jails, the same for the same seed: each person in custody has one to
 * three charges, some have priors, and each is asked about by an immigration request and by one of another kind.
 */
public final class JailCases {
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 2);
    private static final List<String> NIBRS = List.of("13A", "13B", "220", "23C", "23H", "35A", "520", "90D", "90Z");
    private static final List<ReleaseBasis> ENDS =
            List.of(ReleaseBasis.SENTENCE_END, ReleaseBasis.BOND, ReleaseBasis.BOND, ReleaseBasis.COURT_ORDER);
    private static final List<Disposition> COURTS = List.of(
            Disposition.PENDING,
            Disposition.PENDING,
            Disposition.PENDING,
            Disposition.CONVICTED,
            Disposition.CONVICTED,
            Disposition.DISMISSED,
            Disposition.PROBABLE_CAUSE_FOUND,
            Disposition.UNKNOWN);

    private final SplittableRandom random;
    private final List<String> places;
    private final List<Statute> listed = new ArrayList<>();
    private long number;
    private Facts last;

    /** Cases in every place the tables name, and one county more in each state, drawn with a seed. */
    public JailCases(PolicyBook.Contents contents, long seed) {
        var found = new LinkedHashSet<String>();
        var lists = new LinkedHashSet<StatuteList>();
        for (var table : contents.tables()) {
            var layer = table.head().layer();
            if (layer.indexOf('/') > 0) {
                found.add(layer);
                found.add(layer.substring(0, 5) + "/another-county");
            }
            table.columns().forEach(question -> lists.addAll(question.lists()));
        }
        for (var list : lists) {
            list.entries().stream()
                    .filter(entry -> !entry.section().isEmpty())
                    .map(entry -> new Statute(entry.jurisdiction(), entry.section()))
                    .forEach(listed::add);
        }
        this.places = List.copyOf(found);
        this.random = new SplittableRandom(seed);
        this.last = person(places.getFirst());
        this.number = 0;
    }

    /** Cases in one place only. */
    public static List<Facts> in(PolicyBook.Contents contents, String place, int count, long seed) {
        var cases = new JailCases(contents, seed);
        var found = new ArrayList<Facts>(count);
        for (var n = 0; n < count; n++) {
            found.add(cases.person(place));
        }
        return found;
    }

    /** The next case: the immigration request about a new person, then another request about the same one. */
    public Facts next() {
        if (number % 2 == 0) {
            last = person(places.get(random.nextInt(places.size())));
        } else {
            number++;
            last = new Facts(
                    "c-" + number,
                    last.asOf(),
                    last.facility(),
                    otherRequest(),
                    last.person(),
                    last.charges(),
                    last.priors(),
                    last.recordComplete(),
                    last.release());
        }
        return last;
    }

    private Facts person(String place) {
        number++;
        var asOf = OffsetDateTime.of(
                        TODAY.minusDays(random.nextInt(90)), java.time.LocalTime.NOON, java.time.ZoneOffset.UTC)
                .plusMinutes(random.nextInt(1_440));
        var charges = new ArrayList<Charge>();
        var day = asOf.toLocalDate();
        for (var c = 1 + random.nextInt(3); c > 0; c--) {
            charges.add(charge(Integer.toString(c), COURTS.get(random.nextInt(COURTS.size())), place, day));
        }
        var priors = new ArrayList<Charge>();
        for (var p = random.nextInt(6) - 3; p > 0; p--) {
            priors.add(charge("p" + p, Disposition.CONVICTED, place, day));
        }
        return new Facts(
                "c-" + number,
                asOf,
                new Facility(place, chance(8) ? FacilityKind.STATE_PRISON : FacilityKind.COUNTY_JAIL),
                immigrationRequest(day),
                new Facts.Person(
                        chance(50) ? Ternary.UNKNOWN : Ternary.of(chance(60)),
                        chance(40) ? Facts.Claim.CLAIMED : Facts.Claim.NONE,
                        Facts.Claim.NONE,
                        chance(80) ? Ternary.YES : Ternary.NO,
                        Ternary.of(chance(25)),
                        Ternary.of(!chance(5))),
                charges,
                priors,
                chance(10) ? Ternary.UNKNOWN : Ternary.YES,
                new Facts.Release(
                        Optional.of(asOf.plusHours(random.nextInt(400))),
                        ENDS.get(random.nextInt(ENDS.size())),
                        chance(15)));
    }

    private Charge charge(String id, Disposition disposition, String place, LocalDate day) {
        var statute = chance(3) && !listed.isEmpty()
                ? listed.get(random.nextInt(listed.size()))
                : new Statute(place.substring(0, 5), "Code " + (100 + random.nextInt(300)) + (chance(3) ? "(a)" : ""));
        var severity = Severity.values()[random.nextInt(3)];
        var on = day.minusDays(random.nextInt(7_000));
        return new Charge(
                id,
                statute,
                "Charge as written",
                NIBRS.get(random.nextInt(NIBRS.size())),
                severity,
                chance(6) ? "F2" : "",
                Optional.of(on.minusDays(90)),
                disposition,
                disposition == Disposition.PENDING ? Optional.empty() : Optional.of(on),
                disposition == Disposition.CONVICTED
                        ? new Facts.Sentence(
                                OptionalInt.of(random.nextInt(3_000)), OptionalInt.of(0), OptionalInt.of(3_650))
                        : Facts.Sentence.UNKNOWN);
    }

    private Request immigrationRequest(LocalDate day) {
        var papers = new ArrayList<Facts.Attachment>();
        if (chance(2)) {
            papers.add(paper(
                    chance(2) ? Facts.AttachmentType.I_200 : Facts.AttachmentType.I_205,
                    Facts.Issuer.IMMIGRATION_OFFICER,
                    day));
        }
        if (chance(12)) {
            papers.add(paper(Facts.AttachmentType.JUDICIAL_WARRANT, Facts.Issuer.FEDERAL_MAGISTRATE, day));
        }
        var form = chance(10) ? Form.I_247G : Form.I_247A;
        return request(form, Requester.IMMIGRATION, List.of(Facts.Asked.NOTICE, Facts.Asked.HOLD), papers, !chance(4));
    }

    private Request otherRequest() {
        return switch (random.nextInt(3)) {
            case 0 ->
                request(
                        Form.WARRANT,
                        Requester.LAW_ENFORCEMENT,
                        List.of(Facts.Asked.NOTICE, Facts.Asked.TRANSFER),
                        List.of(paper(Facts.AttachmentType.JUDICIAL_WARRANT, Facts.Issuer.STATE_JUDGE, TODAY)),
                        false);
            case 1 -> request(Form.VICTIM, Requester.VICTIM, List.of(Facts.Asked.NOTICE), List.of(), false);
            default -> request(Form.PROBATION, Requester.SUPERVISION, List.of(Facts.Asked.NOTICE), List.of(), false);
        };
    }

    private Request request(
            Form form, Requester requester, List<Facts.Asked> asks, List<Facts.Attachment> papers, boolean served) {
        return new Request(
                form,
                "02/17",
                requester,
                chance(100) ? Facts.RequestStatus.CANCELLED : Facts.RequestStatus.ACTIVE,
                Optional.of(TODAY.minusDays(100)),
                asks,
                chance(2) ? Optional.of(Duration.ofHours(48)) : Optional.empty(),
                List.of(Facts.Basis.PC_FINAL_ORDER),
                Ternary.NO,
                papers,
                served
                        ? Optional.of(
                                new Facts.Service(Optional.of(TODAY.minusDays(99)), Facts.Service.How.IN_PERSON, "es"))
                        : Optional.empty(),
                new Facts.Officer("Test Officer", Ternary.YES),
                Ternary.NO);
    }

    private static Facts.Attachment paper(Facts.AttachmentType type, Facts.Issuer issuer, LocalDate day) {
        return new Facts.Attachment(
                type,
                issuer,
                Facts.Purpose.CRIMINAL_IMMIGRATION_OFFENCE,
                Facts.Grade.FELONY,
                Optional.of(day.minusDays(3)),
                "");
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
