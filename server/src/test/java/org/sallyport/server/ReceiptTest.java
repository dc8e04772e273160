package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.RecordReceipt.Verdict;
import org.sallyport.audit.TreeHead;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.problem.Checked;
import tools.jackson.databind.json.JsonMapper;

/** Receipts of record from a server over PostgreSQL: who gets which, and that they hold with public keys alone. */
class ReceiptTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String VICTIM = RecordScene.VICTIM;

    private static RecordScene scene;
    private static OpenLog log;
    private static String number;
    private static String victimNumber;
    private static String notice;

    @BeforeAll
    static void aNoticeGoesOutAndIsAcknowledgedWhileAVictimAsksToo() throws InterruptedException {
        scene = new RecordScene();
        log = scene.log();
        number = scene.number();
        victimNumber = scene.victimNumber();
        notice = scene.notice();
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static HttpResponse<String> receipt(String path, String grant) {
        return scene.call(
                HttpRequest.newBuilder(scene.address().resolve("/api/v1/receipts/" + path)), scene.key(grant));
    }

    private static RecordReceipt taken(String path, String grant) {
        var answer = receipt(path, grant);
        assertEquals(200, answer.statusCode(), answer.body());
        return switch (ReceiptFile.read(answer.body().getBytes(UTF_8))) {
            case Checked.Good<RecordReceipt>(var read) -> read;
            case Checked.Bad<RecordReceipt>(var problems) -> fail(problems.toString());
        };
    }

    private static Verdict checked(RecordReceipt receipt, NoteKey... witnesses) {
        return receipt.check(log.signer().key(), List.of(witnesses), TestWitness.SIGNED);
    }

    private static String content(RecordReceipt receipt) {
        return new String(receipt.entry().payload(), UTF_8);
    }

    @Test
    void the_agency_and_the_facility_get_receipts_of_request_notice_sending_and_acknowledgement() {
        for (var grant : List.of("agency:" + Jail.AGENCY, "desk:" + Jail.ID, "counsel:" + Jail.ID)) {
            var request = taken("request/" + number, grant);
            assertInstanceOf(Verdict.Holds.class, checked(request));
            assertEquals("request.received", request.entry().heading().type());
            assertTrue(content(request).contains("\"Person 1\""), content(request));
            assertEquals(
                    request.entry(),
                    taken("request/" + request.entry().heading().stream(), grant)
                            .entry());

            var sent = taken("notice/" + notice, grant);
            assertInstanceOf(Verdict.Holds.class, checked(sent));
            assertTrue(content(sent).contains(notice), content(sent));
            assertTrue(content(taken("sending/" + notice, grant)).contains("\"taken\":true"));
            assertTrue(content(taken("acknowledgement/" + notice, grant)).contains("\"ref 7\""));
        }
    }

    @Test
    void a_determination_is_for_the_facility_alone() {
        var law = taken("determination/" + notice, "counsel:" + Jail.ID);

        assertInstanceOf(Verdict.Holds.class, checked(law));
        assertEquals("episode.determined", law.entry().heading().type());
        assertEquals(
                404, receipt("determination/" + notice, "agency:" + Jail.AGENCY).statusCode());
        assertEquals(
                404,
                receipt("determination/" + notice + "?determination=another", "counsel:" + Jail.ID)
                        .statusCode());
    }

    /** Promise S8: of a victim's request there is no receipt, for nobody, and the refusal tells nothing. */
    @Test
    void a_victims_request_is_answered_to_everyone_as_one_that_does_not_exist() {
        for (var grant : List.of(
                "agency:" + VICTIM,
                "agency:" + Jail.AGENCY,
                "desk:" + Jail.ID,
                "supervisor:" + Jail.ID,
                "counsel:" + Jail.ID,
                "auditor:" + Jail.ID,
                "administrator:*")) {
            var nothing = receipt("request/R-00000000-00000000", grant);
            var victims = receipt("request/" + victimNumber, grant);
            assertEquals(404, victims.statusCode(), grant);
            assertEquals(
                    nothing.body().replace("R-00000000-00000000", "R"),
                    victims.body().replace(victimNumber, "R"),
                    grant);
            assertFalse(victims.body().contains("victim"), victims.body());
        }
    }

    /** Neither does the case that came of it, nor any receipt of what was done for somebody else. */
    @Test
    void no_receipt_of_any_kind_tells_of_a_victims_request() {
        var victims = scene.victimCase();
        var all = List.of("desk:" + Jail.ID, "counsel:" + Jail.ID, "agency:" + VICTIM, "agency:" + Jail.AGENCY);
        for (var grant : all) {
            for (var what : List.of("determination", "notice", "sending", "acknowledgement", "request")) {
                assertEquals(404, receipt(what + "/" + victims, grant).statusCode(), what + " for " + grant);
            }
        }
        var about = List.of(VICTIM, "victim", victimNumber, victims);
        for (var path : List.of(
                "request/" + number,
                "notice/" + notice,
                "sending/" + notice,
                "acknowledgement/" + notice,
                "determination/" + notice)) {
            var given = receipt(path, "counsel:" + Jail.ID);
            assertEquals(200, given.statusCode(), path);
            about.forEach(word -> assertFalse(given.body().contains(word), path + " tells " + word));
        }
    }

    @Test
    void what_is_anothers_or_nothing_at_all_is_answered_alike() {
        var expected = receipt("notice/00000000-0000-0000-0000-000000000000", "desk:" + Jail.ID)
                .body();
        for (var path : List.of("notice/" + notice, "sending/" + notice, "acknowledgement/" + notice)) {
            var another = receipt(path, "agency:another");
            assertEquals(404, another.statusCode());
            assertEquals(problems(expected), problems(another.body()));
        }
        assertEquals(404, receipt("request/" + number, "agency:another").statusCode());
        assertEquals(404, receipt("request/" + number, "auditor:" + Jail.ID).statusCode());
        assertEquals(404, receipt("lunch/" + number, "desk:" + Jail.ID).statusCode());
        assertEquals(404, receipt("notice/N-1", "desk:" + Jail.ID).statusCode());
    }

    private static String problems(String body) {
        return JsonMapper.shared().readTree(body).path("problems").toString();
    }

    @Test
    void a_witness_cosigns_the_log_and_its_signature_is_in_the_receipt_and_a_witness_that_saw_more_raises_an_alarm()
            throws InterruptedException {
        var seen = new AtomicReference<Verdict>();
        var more = Optional.of(new TreeHead(1_000_000, Hash.leaf(new byte[0])));
        var other = Optional.of(new TreeHead(1, Hash.leaf(new byte[0])));
        try (var paper = new TestWitness("paper.example/w", log.signer().key(), Optional.empty());
                var ahead =
                        new TestWitness("ahead.example/witness", log.signer().key(), more);
                var differing =
                        new TestWitness("differing.example/w", log.signer().key(), other)) {
            assertEquals(3, log.witnesses().set(List.of(paper.named(), ahead.named(), differing.named())));
            Await.until("a cosigned receipt", SOON, () -> {
                seen.set(checked(taken("request/" + number, "agency:" + Jail.AGENCY), paper.key()));
                return seen.get() instanceof Verdict.Holds;
            });
            assertEquals(
                    new Verdict.Holds(
                            List.of(new RecordReceipt.Seen(paper.key(), Instant.parse("2026-09-02T12:00:00Z")))),
                    seen.get());
            Await.until(
                    "alarms",
                    SOON,
                    () -> faults().equals(List.of(
                            "ahead.example/witness log-shrunk",
                            "differing.example/w log-rewritten",
                            "paper.example/w ")));
            Await.until("no tail", SOON, () -> log.log().tail().uncosigned() == 0);
            assertEquals(1, log.witnesses().set(List.of(paper.named(), ahead.named())));
        }
    }

    private static List<String> faults() {
        return log.witnesses().all().stream()
                .map(w -> w.named().key().name() + " " + w.fault())
                .sorted()
                .toList();
    }
}
