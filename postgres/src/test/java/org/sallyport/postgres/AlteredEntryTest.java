package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reconciliation.Rhythm;
import org.sallyport.journal.EntryAltered;
import org.sallyport.notice.Alarm;
import org.sallyport.policy.PolicyBook;

/** Somebody altered an entry of one stay, or of one facility's own record: everybody else is looked at as before. */
class AlteredEntryTest {
    private static final Instant NOON = Instant.parse("2026-09-07T16:00:00Z");
    private static final Instant NEXT_DAY = NOON.plus(Duration.ofDays(1));

    private static final Rhythm ONE_AT_A_TIME = new Rhythm(1, Duration.ZERO, Duration.ZERO);

    private static long altered(Database database, String type) {
        return database.transact(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("update journal set actor = 'someone' where position ="
                            + " (select min(position) from journal where type like '" + type + ".%')"
                            + " returning position")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Test
    void a_stay_that_cannot_be_read_is_set_aside_the_auditor_is_told_and_the_others_are_looked_at() {
        try (var store = TestStore.stepped(() -> NOON, PolicyBook.empty())) {
            var desk = new Desk(store.store());
            Cast.enter(desk);
            for (int n = 1; n <= 3; n++) {
                desk.file(Cast.requestId(n), Cast.asks(n), List.of());
                desk.accept(Cast.JAIL, List.of(Cast.booked(n, NOON)), e -> e.id());
            }
            long position = altered(store.database(), "episode");

            var later = new Desk(
                    store.again(new BusinessClock.Stepped(() -> NEXT_DAY), 10).store());
            var round = new DeliveryRound(later, (_, result) -> result.ended(true, ""));
            assertEquals(Set.of(Cast.JAIL), later.due());
            for (int pass = 0; pass < 3; pass++) {
                round.run();
            }
            assertEquals(Set.of(), later.due());
            int compared = 0;
            for (int part = 0; part < 7; part++) {
                compared += later.reconcile(Cast.JAIL, ONE_AT_A_TIME)
                        .map(Desk.Reconciled::streams)
                        .orElse(0);
            }
            assertEquals(5, compared, "all but the one");
            var alarms = store.store()
                    .transact(tx -> tx.facility(Cast.JAIL).alarms().stream()
                            .map(Alarm::kind)
                            .toList());
            assertTrue(alarms.contains("log-differs"), alarms.toString());
            var stay = later.stays(Cast.JAIL, List.of(Cast.bookingNumber(1))).values();
            var found = assertThrows(
                    EntryAltered.class,
                    () -> store.again(new BusinessClock.OfDatabase(), 10)
                            .store()
                            .transact(tx -> tx.episodes(stay)));
            assertTrue(String.valueOf(found.getMessage()).contains("position " + position + " "));
        }
    }

    @Test
    void a_stay_whose_request_cannot_be_read_is_set_aside_and_the_others_are_looked_at() {
        try (var store = TestStore.stepped(() -> NOON, PolicyBook.empty())) {
            var desk = new Desk(store.store());
            Cast.enter(desk);
            for (int n = 1; n <= 3; n++) {
                desk.file(Cast.requestId(n), Cast.asks(n), List.of());
                desk.accept(Cast.JAIL, List.of(Cast.booked(n, NOON)), e -> e.id());
            }
            altered(store.database(), "request");
            var later = new Desk(
                    store.again(new BusinessClock.Stepped(() -> NEXT_DAY), 10).store());
            var round = new DeliveryRound(later, (_, result) -> result.ended(true, ""));
            for (int pass = 0; pass < 4; pass++) {
                round.run();
            }
            assertEquals(Set.of(), later.due());
        }
    }

    @Test
    void a_facility_whose_own_record_cannot_be_read_is_named_and_the_others_are_served() {
        try (var store = TestStore.stepped(() -> NOON, PolicyBook.empty())) {
            var desk = new Desk(store.store());
            Cast.enter(desk);
            desk.accept(Cast.JAIL, List.of(Cast.booked(1, NOON)), e -> e.id());
            var other = new FacilityId("zz/county/other");
            desk.configure(
                    Facility.usual(other, "zz/county", "county-jail", ZoneId.of("America/New_York")), Map.of(), "test");
            desk.accept(other, List.of(), e -> e.id()); // its feed is silent from now on
            long position = altered(store.database(), "facility");

            var later = new Desk(
                    store.again(new BusinessClock.Stepped(() -> NEXT_DAY), 10).store());
            var round = new DeliveryRound(later, (_, result) -> {});
            assertEquals(Set.of(Cast.JAIL, other), round.due());
            round.run();
            assertEquals(Set.of(), round.due(), "the other was looked at, this one is held");
            assertEquals(Set.of(Cast.JAIL), later.due());
            round.tryHeldAgain();
            assertEquals(Set.of(Cast.JAIL), round.due());
            var altered = store.store().lists().altered().getFirst();
            assertEquals(Cast.JAIL, altered.facility());
            assertTrue(altered.sentence().contains("position " + position + " "), altered.sentence());
            assertEquals(
                    List.of(other),
                    store.store().lists().facilities().stream()
                            .map(Facility::id)
                            .toList());
        }
    }
}
