package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.Facility;
import org.sallyport.custody.RosterDiff;
import org.sallyport.custody.RosterOutcome;
import org.sallyport.desk.Desk;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.formats.roster.RosterReader;
import org.sallyport.formats.roster.RosterReading;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.roster.RosterStore;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.server.feed.RosterReply;

/** What rosters said is kept in PostgreSQL: another node, or the next start, goes on where one ended. */
class RosterRestartTest {
    private static final Facility FACILITY =
            Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));

    private final AtomicReference<Instant> clock = new AtomicReference<>(Jail.START);

    private static byte[] upTo(int last) {
        return RosterTest.roster(IntStream.rangeClosed(1, last).toArray()).getBytes(UTF_8);
    }

    private RosterReply take(SallyportServer node, String day, byte[] roster) {
        var at = Instant.parse("2026-09-" + day + "T11:00:00Z");
        clock.set(at.plusSeconds(60));
        return switch (node.rosters().file(FACILITY, new ByteArrayInputStream(roster), Optional.of(at))) {
            case Checked.Good<List<RosterReply>>(var replies) -> replies.getFirst();
            case Checked.Bad<List<RosterReply>>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    @Test
    void two_nodes_and_a_restart_count_one_absence_and_nothing_personal_stands_in_clear() throws Exception {
        try (var scratch = ScratchServer.start(Map.of());
                var database = Database.open(scratch.server(), "rosters", 12)) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var parts = open(database, master);
            new Desk(parts.store()).configure(FACILITY, Map.of("desk", "", "supervisor", "", "counsel", ""), "test");
            try (var one = SallyportServer.start(Settings.onLoopback(0).steppedByHand(), parts.parts());
                    var two = SallyportServer.start(
                            Settings.onLoopback(0).steppedByHand(),
                            open(database, master).parts())) {
                one.rosters().configure(Jail.ID, RosterTest.MAPPING.getBytes(UTF_8), "test");
                assertFalse(two.rosters().configure(Jail.ID, RosterTest.MAPPING.getBytes(UTF_8), "test"), "known");
                assertEquals(10, take(one, "02", upTo(10)).counts().baseline());
                assertEquals(RosterReply.Fate.KNOWN, take(two, "02", upTo(10)).fate());
                assertEquals(1, take(two, "03", upTo(9)).counts().questions());
                assertEquals(1, two.rosters().standing(Jail.ID).questions().size());
                assertEquals(RosterReply.Fate.REFUSED, take(one, "04", upTo(2)).fate());
            }
            cutOff(database, master);
            for (var table : List.of("roster_kept", "roster_owed", "roster_refused", "roster_question", "journal")) {
                assertFalse(dump(database, table).matches("(?s).*(Person \\d|B-\\d|TX000).*"), table);
            }
            try (var next = SallyportServer.start(
                    Settings.onLoopback(0).steppedByHand(),
                    open(database, master).parts())) {
                assertEquals(
                        11, next.lists().stays(Jail.ID, false, 50).size(), "what was owed is recorded at the start");
                assertTrue(next.rosters().standing(Jail.ID).refused().isEmpty(), "a newer roster stands in its place");
                assertEquals(1, take(next, "06", upTo(9)).counts().releases(), "missed 3, 5 and 6 September");
            }
        }
    }

    /** A node keeps what a roster came to and dies before it has recorded any of it. */
    private void cutOff(Database database, MasterKey master) {
        var parts = open(database, master).parts();
        var at = Instant.parse("2026-09-05T11:00:00Z");
        clock.set(at.plusSeconds(60));
        var text = RosterTest.roster(1, 2, 3, 4, 5, 6, 7, 8, 9, 11).getBytes(UTF_8);
        if (RosterMapping.read(RosterTest.MAPPING.getBytes(UTF_8)) instanceof Checked.Good<RosterMapping>(var mapping)
                && new RosterReader(Jail.ID, mapping)
                                .read(new ByteArrayInputStream(text), Optional.of(at))
                                .next()
                        instanceof RosterReading.Taken reading
                && RosterDiff.diff(
                                FACILITY,
                                parts.rosters().state(Jail.ID),
                                reading.roster(),
                                Set.of(),
                                Optional.empty(),
                                at)
                        instanceof RosterOutcome.Taken taken) {
            var lines = taken.events().stream().map(FeedWriter::bytes).toList();
            parts.rosters()
                    .taken(Jail.ID, new RosterStore.Taken(taken.state(), lines, taken.counts(), List.of(), List.of()));
            assertEquals(2, parts.rosters().owed(Jail.ID, 10).size(), "booked and charged");
        } else {
            throw new AssertionError("The roster was not taken.");
        }
    }

    private DatabaseParts open(Database database, MasterKey master) {
        return DatabaseParts.open(database, master, new BusinessClock.Stepped(clock::get), PolicyFiles.shipped());
    }

    private static String dump(Database database, String table) {
        return database.transact(connection -> {
            var text = new StringBuilder();
            try (var s = connection.createStatement();
                    var rows = s.executeQuery("select t::text from " + table + " t")) {
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
            return text.toString();
        });
    }
}
