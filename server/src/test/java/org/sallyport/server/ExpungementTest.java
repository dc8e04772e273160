package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.RecordReceipt.Verdict;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.problem.Checked;

/**
 * An order destroys what is kept of one person, on a server over PostgreSQL with everything that may keep something:
 * journal, projections, quarantine, rosters, phone sheets, kept files, log, metrics, tiles, receipts.
 */
class ExpungementTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void after_an_expungement_nothing_that_anything_opens_holds_anything_of_the_person() throws Exception {
        try (var scene = new ExpungementScene(folder)) {
            scene.live();
            assertEquals(List.of(), scene.leaks("in clear before", scene.inClear()));
            var kept = scene.opened();
            assertEquals(
                    new TreeSet<>(ExpungementScene.PERSONAL),
                    scene.found(kept.values()),
                    "before, what opens holds everything of the person");
            kept.forEach((where, text) ->
                    assertFalse(scene.found(List.of(text)).isEmpty(), "before, something stands in " + where));
            var request = scene.receipt("request/" + scene.number);
            var notice = scene.receipt("notice/" + scene.notice);
            assertEquals(200, request.status());
            assertEquals(200, notice.status());

            expunge(scene);

            assertEquals(List.of(), scene.leaks("in clear after", scene.inClear()));
            assertEquals(List.of(), scene.leaks("opened after", scene.opened()));
            assertTrue(scene.opened().get("journal").contains(ExpungementScene.OTHER), "others stay");
            assertTrue(scene.opened().get("rosters").contains(ExpungementScene.OTHER), "others stay");
            assertTrue(scene.opened().get("files").contains(ExpungementScene.OTHER), "others stay");
            for (var path : List.of(
                    "request/" + scene.number,
                    "notice/" + scene.notice,
                    "sending/" + scene.notice,
                    "determination/" + scene.notice)) {
                assertEquals(404, scene.receipt(path).status(), path);
            }
            holds(scene, request.text());
            holds(scene, notice.text());
            assertEquals(
                    0,
                    scene.count("match_key m where not exists (select 1 from findable f where f.token = m.token)"),
                    "tokens are swept away");
            scene.logged();
            var checked = scene.check();
            assertEquals(
                    List.of(), checked.difference().stream().map(d -> d.code()).toList());
            assertTrue(checked.destroyed() > 5, "entries without their key: " + checked.destroyed());
            comesAgain(scene);
        }
    }

    @Test
    void a_run_of_the_schedule_destroys_what_a_report_showed_and_the_full_check_ties_every_key_to_it()
            throws Exception {
        try (var scene = new ExpungementScene(folder)) {
            scene.live();
            scene.clock.set(Instant.parse("2026-09-03T12:00:00Z"));
            scene.feed(scene.released());
            for (var at : List.of("2026-09-03T12:00:05Z", "2026-10-20T12:00:00Z", "2026-12-20T12:00:00Z")) {
                scene.clock.set(Instant.parse(at));
                assertTrue(scene.server.settle(SOON));
            }
            var retention = scene.retention("P7Y");
            assertEquals(List.of(), retention.check(scene.facility()).items());
            scene.clock.set(Instant.parse("2033-09-04T12:00:00Z"));
            assertTrue(scene.server.settle(SOON));
            var report = retention.check(scene.facility());
            assertEquals(
                    List.of("goes"),
                    report.items().stream().map(i -> i.fate().word()).toList());
            assertTrue(retention
                    .run(scene.facility(), "another digest", "counsel.1")
                    .isEmpty());
            var ran = retention
                    .run(scene.facility(), report.digest(), "counsel.1")
                    .orElseThrow();
            assertEquals(1, ran.went());
            assertEquals(List.of(), scene.leaks("in clear after", scene.inClear()));
            assertEquals(List.of(), scene.leaks("opened after", scene.opened()));
            assertTrue(scene.opened().get("journal").contains(ExpungementScene.OTHER), "others stay");
            assertTrue(scene.opened().get("journal").contains(report.digest()), "the run is on record");
            assertEquals(404, scene.receipt("notice/" + scene.notice).status());
            scene.logged();
            assertEquals(
                    List.of(),
                    scene.check().difference().stream().map(d -> d.code()).toList());
            comesAgain(scene);
        }
    }

    private static void expunge(ExpungementScene scene) throws InterruptedException {
        var proposal = "{\"facility\":\"" + Jail.ID + "\",\"stay\":\"" + scene.stay
                + "\",\"reason\":\"order of the court\",\"citation\":\"No. 7\"}";
        assertEquals("expungement.person", scene.byKey("propose", proposal).code());
        var named = proposal.replace("order of the court", "record of Q" + "qgiven Zzyfamily");
        assertEquals(
                "expungement.names-person",
                scene.by("counsel.1", "propose", named).code());
        var proposed = scene.by("counsel.1", "propose", proposal);
        assertEquals(200, proposed.status(), proposed.text());
        var id = "{\"facility\":\"" + Jail.ID + "\",\"id\":\""
                + proposed.json().path("id").stringValue() + "\"}";
        assertEquals("expungement.person", scene.byKey("confirm", id).code());
        assertEquals(
                "expungement.two-persons", scene.by("counsel.1", "confirm", id).code());
        assertEquals(403, scene.by("desk.1", "confirm", id).status());
        assertEquals(401, scene.by("nobody", "confirm", id).status());
        var confirmed = scene.by("supervisor.1", "confirm", id);
        assertEquals(200, confirmed.status(), confirmed.text());
        assertTrue(scene.server.settle(SOON));
        assertEquals("confirmed", scene.stage(), "recipients are asked first");
        assertTrue(
                scene.receiver.bodies.values().stream().anyMatch(b -> b.contains("delete")),
                "whoever was told is asked to delete");
        scene.clock.set(scene.clock.get().plus(Duration.ofHours(25)));
        assertTrue(scene.server.settle(SOON));
        assertEquals("done", scene.stage());
    }

    private static void holds(ExpungementScene scene, String receipt) {
        assertInstanceOf(Checked.Good.class, ReceiptFile.read(receipt.getBytes(UTF_8)));
        if (ReceiptFile.read(receipt.getBytes(UTF_8)) instanceof Checked.Good<RecordReceipt>(var read)) {
            assertInstanceOf(Verdict.Holds.class, read.check(scene.log.signer().key(), List.of(), TestWitness.SIGNED));
        }
    }

    /** The jail says it all again: events good and bad, by HTTP and as files, and a roster. */
    private static void comesAgain(ExpungementScene scene) throws Exception {
        for (var event : List.of(scene.booked(), scene.projected("e-other"), scene.unreadable())) {
            var reply = scene.feed(event);
            assertEquals("refused", reply.json().at("/replies/0/status").stringValue(), reply.text());
            assertEquals(
                    "feed.not-taken",
                    reply.json().at("/replies/0/problems/0/code").stringValue());
        }
        var request = scene.fileAgain();
        assertEquals(409, request.status());
        assertEquals("request.not-taken", request.code());
        Files.writeString(scene.place.resolve("again.jsonl"), scene.booked() + "\n" + scene.otherBooked() + "\n");
        Files.writeString(scene.place.resolve("again.csv"), ExpungementScene.ROSTER);
        var events = scene.place.resolve("again.jsonl");
        var roster = scene.place.resolve("again.csv");
        Await.until("both files", SOON, () -> !Files.exists(events) && !Files.exists(roster));
        assertFalse(Files.exists(scene.place.resolve("quarantined/again.jsonl")));
        assertFalse(Files.exists(scene.place.resolve("done/again.csv")));
        assertTrue(scene.server.settle(SOON));
        assertEquals(List.of(), scene.leaks("in clear after all came again", scene.inClear()));
        assertEquals(List.of(), scene.leaks("opened after all came again", scene.opened()));
        assertTrue(scene.server.lists().stays(Jail.ID, true, 99).stream()
                .noneMatch(s -> s.personal().bookings().contains("BK-998877")));
    }
}
