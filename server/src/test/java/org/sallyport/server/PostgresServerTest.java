package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Problem;
import org.sallyport.request.Agency;
import org.sallyport.server.security.Keys;
import org.sallyport.server.security.People;
import org.sallyport.server.worker.Adoption;

/** The server over a PostgreSQL of its own: what is kept comes back with the next start. */
class PostgresServerTest {
    private static final String CHANGED = "us/tx/notice.2017-09-01";

    @Test
    void keys_accounts_books_and_quarantine_come_back_and_a_notice_goes_out() throws InterruptedException {
        var clock = new AtomicReference<>(Jail.START);
        try (var scratch = ScratchServer.start(Map.of());
                var database = Database.open(scratch.server(), "server_test", 8);
                var receiver = new Receiver()) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var stepped = new BusinessClock.Stepped(clock::get);
            var first = DatabaseParts.open(database, master, stepped, PolicyFiles.shipped());
            var access = first.parts().access();
            var secret = new Keys(access, first.parts().realTime())
                    .create("feed", List.of(Grant.of("feed:" + Jail.ID).orElseThrow()), "test")
                    .secret();
            var people = new People(access, first.parts().realTime());
            var password = people.create("r.diaz", List.of()).orElseThrow();
            var problem = new Problem("feed.type", "type", "", "A type.", "Correct it.");
            var item = first.parts().quarantine().keep(Jail.ID, "{\"id\":\"e-1\"}", List.of(problem), Jail.START);
            configure(new Desk(first.store()), receiver);
            adoptEverything(first);
            var book = first.store().transact(Transaction::book).hash();

            var again = DatabaseParts.open(database, master, stepped, PolicyFiles.shipped());
            assertEquals(book, again.store().transact(Transaction::book).hash());
            assertEquals(first.parts().linkKey().length, again.parts().linkKey().length);
            assertEquals(
                    new String(first.parts().linkKey(), StandardCharsets.ISO_8859_1),
                    new String(again.parts().linkKey(), StandardCharsets.ISO_8859_1));
            var opened = again.parts().quarantine().open(Jail.ID, item).orElseThrow();
            assertEquals("{\"id\":\"e-1\"}", opened.raw());
            assertEquals(List.of(problem), opened.item().problems());
            var back = new People(again.parts().access(), again.parts().realTime());
            assertTrue(back.logIn("r.diaz", password).isPresent());
            for (int i = 0; i < 5; i++) {
                assertTrue(back.logIn("r.diaz", "wrong").isEmpty());
            }
            assertTrue(back.logIn("r.diaz", password).isEmpty(), "five failures lock the account");
            try (var server = SallyportServer.start(Settings.onLoopback(0).steppedByHand(), again.parts())) {
                assertTrue(server.keys().caller(secret).isPresent());
                assertEquals(1, server.lists().facilities().size());
                assertTrue(server.settle(Duration.ofSeconds(20)));
            }
        }
    }

    /** The upgrade of a program that brings another wording of one table: only that one must be adopted again. */
    @Test
    void a_changed_table_is_un_adopted_and_the_others_stay_adopted() {
        try (var scratch = ScratchServer.start(Map.of());
                var database = Database.open(scratch.server(), "changed_table", 4)) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var clock = new BusinessClock.Stepped(() -> Jail.START);
            var first = DatabaseParts.open(database, master, clock, PolicyFiles.shipped());
            var facility = Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
            new Desk(first.store()).configure(facility, Map.of(), "test");
            adoptEverything(first);
            var before = adopted(first);
            var texts = new TreeMap<String, String>();
            PolicyFiles.shipped()
                    .paths()
                    .forEach(path -> PolicyFiles.shipped().text(path).ifPresent(text -> texts.put(path, text)));
            texts.compute(CHANGED + ".md", (_, text) -> Objects.requireNonNull(text) + "\nOne sentence more.\n");

            var upgraded = DatabaseParts.open(database, master, clock, PolicyFiles.of(texts));
            assertTrue(before.remove(CHANGED), "it was adopted");
            assertEquals(before, adopted(upgraded));
            assertFalse(before.isEmpty());

            var again = DatabaseParts.open(database, master, clock, PolicyFiles.shipped());
            assertTrue(adopted(again).contains(CHANGED), "the same content is what was adopted");
        }
    }

    private static Set<String> adopted(DatabaseParts parts) {
        var contents = parts.store().transact(Transaction::book).contents();
        return contents.tables().stream()
                .filter(t -> contents.adoptions().adopted("us/tx/harris", t.version()))
                .map(DecisionTable::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void configure(Desk desk, Receiver receiver) {
        var facility = Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        desk.configure(facility, Map.of("supervisor", "", "counsel", "", "desk", ""), "test");
        var route = new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true);
        desk.enrol(new Agency(Jail.AGENCY, "Field office, Houston", "immigration", List.of(route)), "test");
        desk.mode(Jail.ID, "immigration", Mode.AUTOMATIC, "test");
    }

    private static void adoptEverything(DatabaseParts parts) {
        var adoption = new Adoption(new Desk(parts.store()));
        var facility = Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        PolicyBook book = parts.store().transact(Transaction::book);
        for (var table : book.contents().tables()) {
            if (table.head().layer().equals("us/tx") || table.head().layer().equals("us/tx/harris")) {
                adoption.adopt(facility, table.id(), table.version(), "counsel", Jail.START);
            }
        }
    }
}
