package org.sallyport.custody;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A feed's events as a test writes them: minutes after eight o'clock, received in the order written. */
public final class Told {
    public static final Instant EIGHT = Instant.parse("2026-09-02T12:00:00Z");
    public static final FacilityId MCDC = new FacilityId("us/md/montgomery/mcdc");
    public static final LocalDate BORN = LocalDate.of(1990, 1, 1);

    private final List<FeedEvent> events = new ArrayList<>();

    /** Eight o'clock and some minutes. */
    public static Instant at(int minutes) {
        return EIGHT.plusSeconds(minutes * 60L);
    }

    public static Person person(int n, Identifier... identifiers) {
        return new Person(
                "", new PersonName("Test", "Person " + n), List.of(), Optional.of(BORN), "M", "", List.of(identifiers));
    }

    public static Charge charge(String id, String caseNumber) {
        return new Charge(
                id,
                caseNumber,
                "",
                new Statute("us/md", "Crim. Law 3-203"),
                "",
                "",
                "misdemeanor",
                "",
                Optional.empty(),
                Known.UNKNOWN,
                Disposition.UNKNOWN,
                Optional.empty(),
                Sentence.UNKNOWN);
    }

    public static Sentence days(int imposed, int suspended) {
        return new Sentence(
                OptionalInt.of(imposed), OptionalInt.of(suspended), OptionalInt.empty(), OptionalInt.empty());
    }

    public static CustodyFact booked() {
        return new CustodyFact.Booked(person(1), EIGHT, "", Known.YES);
    }

    public static CustodyFact charged(String id) {
        return new CustodyFact.Charged(charge(id, "C-" + id));
    }

    public static CustodyFact disposed(String id, Disposition disposition, Sentence sentence) {
        return new CustodyFact.Disposed(id, disposition, Optional.of(LocalDate.of(2026, 9, 2)), sentence);
    }

    public static CustodyFact posted(String charge, String caseNumber, int minute) {
        return new CustodyFact.BondPosted(charge, caseNumber, Optional.empty(), at(minute));
    }

    public static CustodyFact projected(int minute) {
        return new CustodyFact.ReleaseProjected(
                at(minute), ProjectedRelease.Basis.SENTENCE_END, ProjectedRelease.Certainty.SCHEDULED, false);
    }

    public static CustodyFact released(int minute, ReleaseReason reason) {
        return new CustodyFact.Released(at(minute), at(minute), reason, "");
    }

    public static CustodyFact identified(Claim citizenship) {
        return new CustodyFact.Identified(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(citizenship),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An event of booking B1 under its own id. */
    public Told say(int minute, CustodyFact fact) {
        return say("B1", "e" + events.size(), minute, fact);
    }

    public Told say(String subject, int minute, CustodyFact fact) {
        return say(subject, "e" + events.size(), minute, fact);
    }

    public Told say(String subject, String id, int minute, CustodyFact fact) {
        return say(subject, id, Optional.empty(), minute, fact);
    }

    public Told say(String subject, String id, Optional<BigDecimal> sequence, int minute, CustodyFact fact) {
        events.add(new FeedEvent(
                id,
                "/feed",
                MCDC,
                subject,
                sequence,
                at(minute),
                Optional.empty(),
                EIGHT.plusSeconds(1_000_000L + events.size()),
                fact));
        return this;
    }

    public Told correct(String id, int minute, CustodyFact replacement) {
        return say(minute, new CustodyFact.Corrected(id, Optional.of(replacement)));
    }

    public Told takeBack(String id, int minute) {
        return say(minute, new CustodyFact.Corrected(id, Optional.empty()));
    }

    public List<FeedEvent> events() {
        return List.copyOf(events);
    }

    public CustodyEpisode fold() {
        return CustodyFold.fold(Facility.Ordering.TIME, events);
    }
}
