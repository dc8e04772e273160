package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.Desk;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.NoticeId;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.phone.PhoneSheets.Sheet;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.request.Agency;

/** A call waits at the desk until it is made, and what they said is on record. */
class PhoneSheetTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void a_call_waits_is_made_and_is_an_acknowledgement() throws InterruptedException {
        try (var jail =
                new Jail(List.of(new Agency.Route("phone", "+1 713 555 0100", "", false)), Settings::steppedByHand)) {
            jail.feed(jail.booked("B-1", 1), jail.projected("B-1", Jail.START.plus(Duration.ofHours(10))));
            assertEquals(201, jail.file(Jail.request("B-1", 1)).status());
            assertTrue(jail.server.settle(SOON));
            var calls = jail.get("/api/v1/notices/calls", jail.deskKey);
            assertEquals(1, calls.json().size(), calls.text());
            assertEquals("+1 713 555 0100", calls.json().at("/0/call").stringValue());
            assertTrue(calls.json().at("/0/script").stringValue().contains("Your eventNo is EV-1."), calls.text());
            assertEquals(
                    0,
                    jail.get("/api/v1/notices/calls", jail.key("desk:us/tx/elsewhere/jail"))
                            .json()
                            .size());

            var path = "/api/v1/notices/" + calls.json().at("/0/notice").stringValue() + "/call";
            assertEquals(
                    403,
                    jail.post(path, jail.agencyKey, "{\"answer\":\"coming\"}").status());
            assertEquals(
                    422,
                    jail.post(path, jail.deskKey, "{\"answer\":\"perhaps\"}").status());
            int entries = jail.store.journal().size();
            assertEquals(
                    200,
                    jail.post(path, jail.deskKey, "{\"answer\":\"no-answer\"}").status());
            assertEquals(entries + 1, jail.store.journal().size(), "one attempt ended");

            jail.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(16)));
            assertTrue(jail.server.settle(SOON));
            var again = jail.get("/api/v1/notices/calls", jail.deskKey);
            assertEquals(1, again.json().size(), "nobody was reached: it is tried again");
            assertEquals(
                    200,
                    jail.post(path, jail.deskKey, "{\"answer\":\"coming\",\"spoke\":\"duty desk\"}")
                            .status());
            assertEquals(
                    0, jail.get("/api/v1/notices/calls", jail.deskKey).json().size());
            assertEquals(
                    409,
                    jail.post(path, jail.deskKey, "{\"answer\":\"coming\"}").status());
            assertTrue(jail.server
                    .lists()
                    .cases(Jail.ID, true, 10)
                    .getFirst()
                    .state()
                    .equals("acknowledged"));
        }
    }

    @Test
    void a_sheet_is_sealed_under_its_stay_and_read_by_every_node() {
        try (var scratch = ScratchServer.start(Map.of());
                var database = Database.open(scratch.server(), "phone", 6)) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var clock = new BusinessClock.Stepped(() -> Jail.START);
            var one = DatabaseParts.open(database, master, clock, PolicyFiles.shipped());
            var desk = new Desk(one.store());
            desk.configure(
                    Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago")),
                    Map.of(),
                    "test");
            var fact = new CustodyFact.ReleaseProjectionWithdrawn("");
            var event = new FeedEvent(
                    "e-1", "/x", Jail.ID, "B-1", Optional.empty(), Jail.START, Optional.empty(), Jail.START, fact);
            desk.accept(Jail.ID, List.of(event), FeedEvent::id);
            var stay = one.store().transact(tx -> tx.nameOf(Jail.ID, "B-1"));
            var sheet = new Sheet(
                    new NoticeId(new UUID(0, 9)),
                    Jail.ID,
                    stay,
                    "us-ice-ero-hou",
                    "+1 713 555 0100",
                    "Your eventNo is EV-1.",
                    1,
                    Instant.parse("2026-09-03T12:00:00Z"));
            one.parts().phoneSheets().open(sheet);

            var two = DatabaseParts.open(database, master, clock, PolicyFiles.shipped());
            assertEquals(List.of(sheet), two.parts().phoneSheets().waiting(Jail.ID));
            assertFalse(two.parts().phoneSheets().of(sheet.notice()).isEmpty());
            assertFalse(clear(database).matches("(?s).*(EV-1|0100).*"), "number and script are sealed");
            two.store().transact(tx -> {
                tx.removal().destroy(Jail.ID, Set.of(stay.value()), Set.of());
                return tx.now();
            });
            var three = DatabaseParts.open(database, master, clock, PolicyFiles.shipped());
            assertEquals(List.of(), three.parts().phoneSheets().waiting(Jail.ID), "no seal, no sheet");
        }
    }

    private static String clear(Database database) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement("select t::text from phone_sheet t");
                    var rows = s.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        });
    }
}
