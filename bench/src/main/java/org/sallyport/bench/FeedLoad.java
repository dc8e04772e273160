package org.sallyport.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.Charge;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;

/**
 * The feed of one invented jail: every batch books twenty people, says of the twenty before what they are charged with,
 * of those before them what a hearing and a bond were, then when they will leave, then that they left. It speaks of the
 * present, as a feed does that does not catch up.
 *
 * @param facility the jail
 * @param number   its number, so that no two jails speak of the same person
 */
record FeedLoad(FacilityId facility, int number) {
    private static final int PEOPLE_A_BATCH = 20;
    private static final InstantSource CLOCK = InstantSource.system();

    /** The events of a batch, a hundred once the first five are through. */
    List<FeedEvent> batch(int n) {
        var events = new ArrayList<FeedEvent>();
        for (int i = 0; i < PEOPLE_A_BATCH; i++) {
            say(events, n, i, "booked");
            say(events, n - 1, i, "charged");
            say(events, n - 2, i, "bond");
            say(events, n - 3, i, "projected");
            say(events, n - 4, i, "released");
        }
        return events;
    }

    private void say(List<FeedEvent> events, int cohort, int i, String what) {
        if (cohort >= 0) {
            events.add(event(cohort * PEOPLE_A_BATCH + i, what));
        }
    }

    /** That a person was booked. */
    FeedEvent booked(int person) {
        return event(person, "booked");
    }

    private FeedEvent event(int person, String what) {
        var at = CLOCK.instant();
        return new FeedEvent(
                what + "-" + person,
                "/" + facility.path(),
                facility,
                booking(person),
                Optional.empty(),
                at,
                Optional.empty(),
                at,
                fact(person, what, at));
    }

    private CustodyFact fact(int person, String what, Instant at) {
        return switch (what) {
            case "booked" -> new CustodyFact.Booked(someone(person), at, "", Known.YES);
            case "charged" ->
                new CustodyFact.Charged(new Charge(
                        "c1",
                        "26-CR-" + person,
                        "District Court",
                        new Statute("zz", "12-345(b)"),
                        "An invented offense",
                        "90Z",
                        "misdemeanor",
                        "1",
                        Optional.of(LocalDate.of(2026, 9, 1)),
                        Known.NO,
                        Disposition.PENDING,
                        Optional.empty(),
                        Sentence.UNKNOWN));
            case "bond" ->
                new CustodyFact.HearingScheduled(at.plus(Duration.ofDays(2)), "District Court", Known.UNKNOWN);
            case "projected" ->
                new CustodyFact.ReleaseProjected(
                        at.plus(Duration.ofDays(9)), Basis.SENTENCE_END, Certainty.SCHEDULED, false);
            default -> new CustodyFact.Released(at, at, ReleaseReason.BOND, "");
        };
    }

    /** A request about a person, addressed to the jail. */
    NotificationRequest asks(int person) {
        var who = someone(person);
        return new NotificationRequest(
                "R-" + number + "-" + person,
                IngestBench.AGENCY,
                facility,
                "I-247A",
                "02/17",
                "immigration",
                Optional.of(LocalDate.of(2026, 9, 1)),
                Set.of("notice"),
                Optional.of(Duration.ofHours(48)),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Subject(who.name(), List.of(), who.birthDate(), who.sex(), who.identifiers()),
                Map.of("subjectId", "S" + person),
                Optional.empty(),
                Optional.empty());
    }

    RequestId requestId(int person) {
        return new RequestId(new UUID(number, person));
    }

    private Person someone(int person) {
        var sid = String.format(Locale.ROOT, "ZZ%d%07d", number, person);
        return new Person(
                "L" + person,
                new PersonName("Test", "Person" + number + letters(person)),
                List.of(),
                Optional.of(LocalDate.of(1950 + person % 50, 1, 1)),
                "M",
                "",
                List.of(new Identifier(Identifier.Type.SID, sid)));
    }

    private static String letters(int n) {
        return n < 26 ? "" + (char) ('a' + n) : letters(n / 26) + (char) ('a' + n % 26);
    }

    private static String booking(int person) {
        return String.format(Locale.ROOT, "B26-%07d", person);
    }
}
