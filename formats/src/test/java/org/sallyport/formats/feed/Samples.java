package org.sallyport.formats.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.custody.Charge;
import org.sallyport.custody.Claim;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;

/** One fact of every kind, with every part filled and with none. */
public final class Samples {
    public static final Facility MONTGOMERY = Facility.usual(
            new FacilityId("us/md/montgomery/mcdc"), "us/md/montgomery", "county-jail", ZoneId.of("America/New_York"));
    public static final Instant AT = Instant.parse("2026-09-02T18:05:00Z");
    public static final Instant RECEIVED = Instant.parse("2026-09-02T18:21:00Z");

    private static final PersonName NAME = new PersonName("Test", "Person 1");
    private static final Sentence FIVE_YEARS =
            new Sentence(OptionalInt.of(1825), OptionalInt.of(0), OptionalInt.of(9131), OptionalInt.of(12));
    public static final Charge CHARGE = new Charge(
            "1",
            "C-15-CR-26-000412",
            "Circuit Court",
            new Statute("us/md", "Crim. Law 3-202"),
            "First-degree assault",
            "13A",
            "felony",
            "1",
            Optional.of(LocalDate.of(2025, 1, 10)),
            Known.NO,
            Disposition.CONVICTED,
            Optional.of(LocalDate.of(2025, 6, 1)),
            FIVE_YEARS);
    public static final Person PERSON = new Person(
            "P-1",
            NAME,
            List.of(new PersonName("Test", "Person One")),
            Optional.of(LocalDate.of(1990, 1, 1)),
            "M",
            "es",
            List.of(new Identifier(Identifier.Type.SID, "MD0000001"), new Identifier(Identifier.Type.A_NUMBER, "A1")));
    private static final Charge BARE_CHARGE = new Charge(
            "2",
            "",
            "",
            new Statute("", ""),
            "",
            "",
            "unknown",
            "",
            Optional.empty(),
            Known.UNKNOWN,
            Disposition.UNKNOWN,
            Optional.empty(),
            Sentence.UNKNOWN);

    private Samples() {}

    /** Every kind of fact at least once. */
    public static List<CustodyFact> facts() {
        return List.of(
                new CustodyFact.Booked(PERSON, AT, "county-jail", Known.YES),
                new CustodyFact.Booked(Person.UNKNOWN, AT, "", Known.UNKNOWN),
                new CustodyFact.Identified(
                        Optional.of(NAME),
                        List.of(NAME),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        Optional.of("F"),
                        Optional.of("es"),
                        PERSON.identifiers(),
                        Optional.of(Claim.CLAIMED),
                        Optional.of(Claim.PROVED),
                        Optional.of(Known.NO),
                        Optional.of(Known.YES),
                        Optional.of(Known.UNKNOWN)),
                new CustodyFact.Identified(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new CustodyFact.Linked(List.of("B-2")),
                new CustodyFact.Merged(List.of("B-2", "B-3")),
                new CustodyFact.Split(List.of("B-2")),
                new CustodyFact.Represented("Test Counsel 1", "counsel@example.org", true),
                new CustodyFact.Charged(CHARGE),
                new CustodyFact.Charged(BARE_CHARGE),
                new CustodyFact.Disposed("1", Disposition.NOLLE_PROSEQUI, Optional.empty(), Sentence.UNKNOWN),
                new CustodyFact.Disposed("1", Disposition.CONVICTED, Optional.of(LocalDate.of(2026, 6, 1)), FIVE_YEARS),
                new CustodyFact.Prior(CHARGE),
                new CustodyFact.RecordChecked(Known.YES, "state repository", AT),
                new CustodyFact.BondSet("1", "", Optional.of(new BigDecimal("2500.00")), AT),
                new CustodyFact.BondPosted("", "C-1", Optional.empty(), AT),
                new CustodyFact.HearingScheduled(Instant.parse("2026-09-12T13:00:00Z"), "District Court", Known.YES),
                new CustodyFact.ReleaseProjected(
                        Instant.parse("2026-09-10T12:00:00Z"),
                        ProjectedRelease.Basis.SENTENCE_END,
                        ProjectedRelease.Certainty.SCHEDULED,
                        true),
                new CustodyFact.ReleaseProjectionWithdrawn("new charge"),
                new CustodyFact.GroundEnded("all", AT, "time served"),
                new CustodyFact.Held("H-1", "I-247A", "us-ice-ero-bal", AT),
                new CustodyFact.HoldEnded("H-1", AT),
                new CustodyFact.Left(CustodyFact.LeaveReason.WORK_RELEASE, Optional.of(AT.plusSeconds(36_000))),
                new CustodyFact.Left(CustodyFact.LeaveReason.COURT, Optional.empty()),
                new CustodyFact.Returned(),
                new CustodyFact.Releasing(AT, ReleaseReason.OWN_RECOGNIZANCE),
                new CustodyFact.Released(AT, AT, ReleaseReason.TRANSFER, "us/md/baltimore-county/bcdc"),
                new CustodyFact.Released(AT.minusSeconds(86_400), AT, ReleaseReason.OTHER, ""),
                new CustodyFact.ReleasedInError(AT),
                new CustodyFact.RecordSealed("all"),
                new CustodyFact.Corrected("e-000122", Optional.empty()),
                new CustodyFact.Corrected("e-000122", Optional.of(new CustodyFact.HoldEnded("H-1", AT))),
                new CustodyFact.Heartbeat(Duration.ofMinutes(5)));
    }

    /** An event around {@code fact}. */
    public static FeedEvent event(CustodyFact fact) {
        return new FeedEvent(
                "e-000123",
                "/us/md/montgomery/mcdc",
                MONTGOMERY.id(),
                fact instanceof CustodyFact.Heartbeat ? "" : "B26-00412",
                Optional.of(new BigDecimal("7")),
                AT,
                Optional.of(AT.plusSeconds(60)),
                RECEIVED,
                fact);
    }
}
