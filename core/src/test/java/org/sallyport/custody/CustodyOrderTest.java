package org.sallyport.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sallyport.custody.Told.at;
import static org.sallyport.custody.Told.charge;
import static org.sallyport.custody.Told.charged;
import static org.sallyport.custody.Told.days;
import static org.sallyport.custody.Told.disposed;
import static org.sallyport.custody.Told.identified;
import static org.sallyport.custody.Told.person;
import static org.sallyport.custody.Told.posted;
import static org.sallyport.custody.Told.projected;
import static org.sallyport.custody.Told.released;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any arrival order of the same events gives the same stay, up to the moments of receipt. */
class CustodyOrderTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void arrival_does_not_matter(long seed) {
        var random = new Random(seed);
        var events = story(random);
        for (var ordering : Facility.Ordering.values()) {
            var straight = timeless(CustodyFold.fold(ordering, received(events)));
            for (int i = 0; i < 5; i++) {
                var shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, random);
                assertEquals(straight, timeless(CustodyFold.fold(ordering, received(shuffled))), ordering + " " + i);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hearing_everything_twice_changes_nothing(long seed) {
        var random = new Random(seed);
        var events = received(story(random));
        var twice = new ArrayList<>(events);
        twice.addAll(events);
        for (var ordering : Facility.Ordering.values()) {
            assertEquals(CustodyFold.fold(ordering, events), CustodyFold.fold(ordering, twice));
        }
    }

    /** Some thirty events of up to three bookings, each at a minute of its own, corrections among them. */
    private static List<FeedEvent> story(Random random) {
        var told = new Told();
        var minutes = new ArrayList<Integer>();
        for (int i = 1; i <= 60; i++) {
            minutes.add(i * 10);
        }
        Collections.shuffle(minutes, random);
        var count = 10 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            var minute = minutes.get(i);
            var subject = "B" + (1 + random.nextInt(3));
            var number = new BigDecimal(minute * 37 % 611); // another order than that of time, no number twice
            var sequence = random.nextInt(4) == 0 ? Optional.<BigDecimal>empty() : Optional.of(number);
            told.say(subject, "e" + i, sequence, minute, fact(random, minute, count));
        }
        return told.events();
    }

    private static CustodyFact fact(Random random, int minute, int count) {
        var id = String.valueOf(1 + random.nextInt(3));
        return switch (random.nextInt(22)) {
            case 0, 1 -> new CustodyFact.Booked(person(1 + random.nextInt(2)), at(minute), "", Known.UNKNOWN);
            case 2, 3 -> charged(id);
            case 4 -> disposed(id, Disposition.values()[random.nextInt(7)], days(30, random.nextInt(2) * 30));
            case 5 -> posted(id, "", minute);
            case 6 -> posted("", "C-" + id, minute - random.nextInt(15));
            case 7 -> new CustodyFact.BondSet(id, "C-" + id, Optional.empty(), at(minute));
            case 8, 9 -> projected(minute + random.nextInt(1000));
            case 10 -> new CustodyFact.ReleaseProjectionWithdrawn("");
            case 11 -> new CustodyFact.GroundEnded(random.nextBoolean() ? "all" : id, at(minute), "");
            case 12 -> new CustodyFact.Held("H" + id, random.nextBoolean() ? "warrant" : "I-247A", "x", at(minute));
            case 13 -> new CustodyFact.HoldEnded("H" + id, at(minute));
            case 14 -> new CustodyFact.Left(CustodyFact.LeaveReason.COURT, Optional.empty());
            case 15 -> new CustodyFact.Returned();
            case 16 -> released(minute, ReleaseReason.values()[random.nextInt(10)]);
            case 17 -> identified(Claim.values()[random.nextInt(4)]);
            case 18 -> structure(random, "B" + id);
            case 19 -> new CustodyFact.Releasing(at(minute), ReleaseReason.BOND);
            case 20 -> new CustodyFact.Corrected("e" + random.nextInt(count), Optional.empty());
            default ->
                new CustodyFact.Corrected(
                        "e" + random.nextInt(count), Optional.of(new CustodyFact.Charged(charge(id, "C-9"))));
        };
    }

    private static CustodyFact structure(Random random, String booking) {
        return switch (random.nextInt(3)) {
            case 0 -> new CustodyFact.Linked(List.of(booking));
            case 1 -> new CustodyFact.Merged(List.of(booking));
            default -> new CustodyFact.Split(List.of(booking));
        };
    }

    /** The events as a feed hands them over one after the other. */
    private static List<FeedEvent> received(List<FeedEvent> events) {
        var received = new ArrayList<FeedEvent>();
        for (var e : events) {
            received.add(new FeedEvent(
                    e.id(),
                    e.source(),
                    e.facility(),
                    e.subject(),
                    e.sequence(),
                    e.time(),
                    e.recordedAt(),
                    Instant.parse("2026-12-01T00:00:00Z").plusSeconds(received.size()),
                    e.fact()));
        }
        return received;
    }

    /** A stay without receipts: the list of what was ever held is in their order. */
    private static CustodyEpisode timeless(CustodyEpisode e) {
        return new CustodyEpisode(
                e.bookings(),
                e.person(),
                e.facilityKind(),
                e.initialCustodian(),
                e.citizenship(),
                e.lawfulStatus(),
                e.minor(),
                e.reviewRequired(),
                e.registry(),
                e.charges(),
                e.priors(),
                e.recordComplete(),
                e.holds(),
                e.hearings(),
                e.bonds(),
                e.represented(),
                e.projection()
                        .map(p -> new ProjectedRelease(
                                p.at(), p.basis(), p.certainty(), p.open(), p.saidAt(), Instant.EPOCH)),
                List.of(),
                e.lastGroundEndedAt(),
                e.phase(),
                e.sealed());
    }
}
