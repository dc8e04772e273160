package org.sallyport.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.LogTrouble;
import org.sallyport.desk.Outgoing;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Sequencer;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.server.Await;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.TestWitness;

/** What is wrong with the audit log is measured, and a named role is called once, however many nodes look. */
class LogWatchTest {
    private static final FacilityId JAIL = new FacilityId("zz/county/jail");
    private static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScratchServer scratch = ScratchServer.start(Map.of());
    private final Database database = Database.open(scratch.server(), "log_watch_test", 8);
    private final DatabaseParts parts = DatabaseParts.open(
            database,
            MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom()),
            new BusinessClock.Stepped(() -> NOON),
            PolicyFiles.shipped(),
            Optional.of("jail.example/audit"));
    private final OpenLog log = parts.parts().log().orElseThrow();
    private final Desk desk = new Desk(parts.store());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LogBook book = new LogBook(Optional.of(log));
    private final LogWatch watch = node();
    private final LogWatch other = node();

    private LogWatch node() {
        return new LogWatch(
                book, new LogWorker(book, meters), desk, parts.parts().lists(), meters);
    }

    @BeforeEach
    void aJailWithAnAuditor() {
        var jail = Facility.usual(JAIL, "zz/county", "county-jail", ZoneId.of("America/New_York"));
        desk.configure(jail, Map.of("administrator", "it@jail.test", "auditor", "auditor@county.test"), "test");
        sequence();
    }

    @AfterEach
    void end() {
        database.close();
        scratch.close();
    }

    private void sequence() {
        while (log.sequencer().pass() instanceof Sequencer.Pass.Taken(var taken, var _, var _) && taken > 0) {
            assertTrue(taken > 0);
        }
    }

    private Set<LogTrouble> troubles() {
        return parts.store()
                .transact((Transaction tx) -> tx.facility(JAIL))
                .logTroubles()
                .keySet();
    }

    /** Whom each alarm goes to, as the desk hands them over. */
    private List<String> called() {
        var called = new ArrayList<String>();
        for (var out : desk.wake(JAIL, 100)) {
            if (out instanceof Outgoing.ToRole(var _, var _, var alarm, var address)) {
                called.add(alarm.kind() + " to " + address);
                desk.alarmTried((Outgoing.ToRole) out, true);
            }
        }
        return called;
    }

    private void look(long seconds) {
        watch.look(log, seconds * SECOND);
        other.look(log, seconds * SECOND);
    }

    @Test
    void entries_that_wait_too_long_call_the_administrator_once_and_it_is_over_when_they_are_in() throws Exception {
        look(0);
        try (var open = database.connections().getConnection()) {
            try (var statement = open.createStatement()) {
                statement.execute("select pg_current_xact_id()"); // holds up all that begin after it
            }
            desk.stopSending(JAIL, "test", "test");
            sequence();
            look(1);
            look(11);
            assertEquals(Set.of(), troubles());
            look(12);
            assertEquals(Set.of(LogTrouble.BEHIND), troubles());
            assertEquals(List.of("log-behind to it@jail.test"), called());
            assertTrue(meters.get("sallyport.audit.unsequenced").gauge().value() > 0);
            assertEquals(1, meters.get("sallyport.audit.troubles").gauge().value());
            open.rollback();
        }
        sequence();
        look(13);
        assertEquals(Set.of(), troubles());
        assertEquals(List.of(), called());
    }

    /** Where much comes in something waits at every look: that alone is no trouble. */
    @Test
    void a_log_that_keeps_up_is_not_late_though_something_always_waits() {
        var lag = new Lag(Duration.ofSeconds(10));
        for (int second = 0; second < 60; second += 5) {
            assertEquals(
                    second == 0 ? Lag.Verdict.UNKNOWN : Lag.Verdict.IN_TIME,
                    lag.at(second * SECOND, second * 100L, second * 100L + 500));
        }
        assertEquals(Lag.Verdict.IN_TIME, lag.at(64 * SECOND, 5_600, 9_000));
        assertEquals(Lag.Verdict.LATE, lag.at(66 * SECOND, 5_600, 9_000));
        assertEquals(Lag.Verdict.LATE, lag.at(67 * SECOND, 5_700, 9_000));
        assertEquals(Lag.Verdict.IN_TIME, lag.at(68 * SECOND, 6_000, 9_000));
        assertEquals(Lag.Verdict.IN_TIME, lag.at(90 * SECOND, 10, 20), "an older state was restored");
    }

    @Test
    void what_no_witness_cosigns_and_what_one_contradicts_calls_the_auditor() {
        var paper = new Witnesses.Named(key("paper.example/w"), URI.create("http://127.0.0.1:1"));
        log.witnesses().set(List.of(paper));
        look(0);
        look(300);
        assertEquals(Set.of(), troubles());
        look(301);
        assertEquals(Set.of(LogTrouble.UNCOSIGNED), troubles());
        log.witnesses().failed(paper.key(), WitnessRound.REWRITTEN);
        look(302);
        assertEquals(Set.of(LogTrouble.UNCOSIGNED, LogTrouble.REWRITTEN), troubles());
        assertEquals(
                List.of("log-uncosigned to auditor@county.test", "log-rewritten to auditor@county.test"), called());
        log.witnesses().set(List.of());
        look(303);
        assertEquals(Set.of(), troubles(), "no witness is named any more");
    }

    @Test
    void a_node_that_comes_back_in_the_middle_of_trouble_calls_nobody_again() {
        var paper = new Witnesses.Named(key("paper.example/w"), URI.create("http://127.0.0.1:1"));
        log.witnesses().set(List.of(paper));
        log.witnesses().failed(paper.key(), WitnessRound.SHRUNK);
        look(0);
        assertEquals(List.of("log-shrunk to auditor@county.test"), called());
        node().look(log, 1);
        assertEquals(Set.of(LogTrouble.SHRUNK), troubles());
        assertEquals(List.of(), called());
        assertEquals(
                1,
                parts.store().transact(tx -> tx.read(0, 1_000)).stream()
                        .filter(e -> e.event() instanceof FacilityEvent.LogTroubled)
                        .count());
    }

    /** Nothing can be recorded: what is wrong is said and measured all the same, and recorded once that is possible. */
    @Test
    void trouble_is_measured_though_no_alarm_can_be_recorded_and_the_alarm_follows() {
        var paper = new Witnesses.Named(key("paper.example/w"), URI.create("http://127.0.0.1:1"));
        log.witnesses().set(List.of(paper));
        log.witnesses().failed(paper.key(), WitnessRound.REWRITTEN);
        run("alter table stream_head rename to damaged");
        watch.look(log, 0);
        assertEquals(Set.of(LogTrouble.REWRITTEN), watch.troubles());
        run("alter table damaged rename to stream_head");
        assertEquals(Set.of(), troubles());
        watch.look(log, SECOND);
        assertEquals(Set.of(LogTrouble.REWRITTEN), troubles());
        assertEquals(List.of("log-rewritten to auditor@county.test"), called());
    }

    private void run(String sql) {
        database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** No batching: one pass right after a commit has the entry in a signed checkpoint, and passes are frequent. */
    @Test
    void an_entry_is_in_a_checkpoint_after_the_next_pass_and_the_next_pass_is_never_two_seconds_away() {
        desk.stopSending(JAIL, "test", "test");
        long before = log.log().head().size();
        assertTrue(log.sequencer().pass() instanceof Sequencer.Pass.Taken(var taken, var _, var _) && taken >= 1);
        assertEquals(0, log.log().tail().unsequenced());
        assertTrue(log.log().checkpoint().orElseThrow().contains("\n" + (before + 1) + "\n"));
        assertTrue(
                LogWorker.PAUSE.compareTo(Duration.ofMillis(500)) <= 0, "two seconds leave room for the pass itself");
        assertTrue(LogWorker.AFTER_FAULT.compareTo(Duration.ofSeconds(1)) <= 0);
    }

    /** One witness takes the call and never answers; the other goes on cosigning what comes in. */
    @Test
    void a_witness_that_never_answers_does_not_hold_up_another() throws Exception {
        try (var dead = new Silent();
                var paper = new TestWitness("paper.example/w", log.signer().key(), Optional.empty());
                var worker = new WitnessWorker(book, meters, Duration.ofMinutes(5))) {
            log.witnesses().set(List.of(new Witnesses.Named(key("dead.example/w"), dead.address()), paper.named()));
            worker.start();
            assertTrue(dead.called(), "the dead one was asked");
            for (int round = 0; round < 2; round++) {
                desk.stopSending(JAIL, "test " + round, "test");
                sequence();
                Await.until("cosigned", SOON, () -> log.log().tail().uncosigned() == 0);
            }
            assertTrue(dead.waits(), "it has not answered yet");
        }
    }

    private static NoteKey key(String name) {
        return new NoteSigner(name, NoteKey.Kind.COSIGNER, new byte[NoteSigner.SEED_BYTES]).key();
    }

    /** Takes calls and says nothing. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final LinkedBlockingQueue<Socket> calls = new LinkedBlockingQueue<>();

        Silent() throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        calls.add(server.accept());
                    }
                } catch (IOException e) {
                    calls.forEach(Silent::hangUp);
                }
            });
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        boolean called() throws InterruptedException {
            var call = calls.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            return call != null && calls.add(call);
        }

        boolean waits() {
            return calls.size() == 1 && !calls.element().isClosed();
        }

        private static void hangUp(Socket call) {
            try {
                call.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
