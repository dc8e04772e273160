package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.desk.Desk;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.Reconciliation;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.RequestEvent;

/** Rows deleted and changed behind Sallyport's back are found and written again, part by part. */
class ReconcilingTest {
    private static final Reconciliation.Rhythm AT_ONCE = new Reconciliation.Rhythm(3, Duration.ZERO, Duration.ZERO);
    private static final Instant NOON = Instant.parse("2026-09-07T16:00:00Z");
    private final TestStore store = TestStore.stepped(() -> NOON, PolicyBook.empty());
    private final Desk desk = new Desk(store.store());

    @BeforeEach
    void fivePeopleFourOfThemAskedAbout() {
        Cast.enter(desk);
        for (int i = 1; i <= 5; i++) {
            book(i);
            if (i < 5) {
                file(i);
            }
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void book(int n) {
        desk.accept(Cast.JAIL, List.of(Cast.booked(n, NOON)), e -> e.fact().toString());
    }

    private void file(int n) {
        desk.file(Cast.requestId(n), Cast.asks(n), List.of());
    }

    private List<Desk.Reconciled> round() {
        var all = new ArrayList<Desk.Reconciled>();
        for (int part = 0; part < 4; part++) {
            all.add(desk.reconcile(Cast.JAIL, AT_ONCE).orElseThrow());
        }
        assertEquals(9, all.stream().mapToInt(Desk.Reconciled::streams).sum());
        return all;
    }

    private int run(String sql) {
        return store.database().transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    @Test
    void a_round_goes_through_everything_in_parts_and_finds_nothing_where_nothing_is_wrong() {
        assertEquals(0, round().stream().mapToInt(Desk.Reconciled::differences).sum());
        assertEquals(List.of(), store.store().differences());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from booking where token in (select token from booking order by token limit 1)",
                "update booking set episode = gen_random_uuid() where token in (select min(token) from booking)",
                "delete from findable",
                "delete from stay_row",
                "update stay_row set phase = 'released'",
                "delete from case_row where case_id in (select case_id from case_row order by case_id limit 2)",
                "update case_row set closed = true",
                "delete from request_row",
                "update request_row set status = 'withdrawn'",
                "insert into findable select token, 2, id, facility, agency from findable where kind = 3"
            })
    void what_was_deleted_or_changed_in_the_tables_is_found_and_written_again(String harm) {
        assertTrue(run(harm) > 0);
        assertTrue(!store.store().differences().isEmpty(), "the harm shows");
        int found = round().stream().mapToInt(Desk.Reconciled::rows).sum();
        boolean elsewhere = harm.contains("gen_random_uuid");
        if (!elsewhere) {
            assertTrue(found > 0);
            assertEquals(List.of(), store.store().differences());
            assertEquals(
                    0, round().stream().mapToInt(Desk.Reconciled::differences).sum());
        }
    }

    /** The row of the look-up is lost, and a person is booked meanwhile whom the request is about. */
    @Test
    void a_request_lost_to_the_look_up_is_found_again_and_bound() {
        run("delete from findable where kind = 2");
        file(6);
        run("delete from findable where kind = 2");
        book(6);
        long bound = count(RequestEvent.Bound.class);
        for (int part = 0; part < 6; part++) {
            desk.reconcile(Cast.JAIL, AT_ONCE);
        }
        assertEquals(bound + 1, count(RequestEvent.Bound.class));
        assertTrue(count(FacilityEvent.DifferencesFound.class) > 0);
        assertEquals(1, alarms().size(), "one alarm a day");
        assertEquals(List.of(), store.store().differences());
    }

    @Test
    void a_part_another_node_has_is_left_to_it_and_the_next_waits_its_pause() {
        round();
        var slow = new Reconciliation.Rhythm(3, Duration.ofHours(1), Duration.ofHours(1));
        var other =
                new Desk(store.again(new BusinessClock.Stepped(() -> NOON), 10).store());
        store.store().transact(tx -> {
            tx.facility(Cast.JAIL);
            assertTrue(tx.reconciliation().claim(Cast.JAIL, slow).isPresent());
            assertEquals(Optional.empty(), other.reconcile(Cast.JAIL, slow));
            return tx;
        });
        assertEquals(Optional.empty(), other.reconcile(Cast.JAIL, slow), "it is not due yet");
    }

    private Set<String> alarms() {
        var kinds = new java.util.TreeSet<String>();
        store.store().transact(tx -> tx.facility(Cast.JAIL)).alarms().forEach(a -> kinds.add(a.kind()));
        return kinds;
    }

    private long count(Class<?> event) {
        return store.store().transact(tx -> tx.read(0, 1000)).stream()
                .filter(e -> event.isInstance(e.event()))
                .count();
    }
}
