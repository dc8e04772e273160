package org.sallyport.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.cli.text.Paint;
import org.sallyport.delivery.Channel;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.desk.Outgoing;
import org.sallyport.policy.PolicyBook;

/** The demonstration over a journal in memory, with receivers that take everything at once. */
class DemoRunTest {
    @Test
    void the_same_seed_gives_the_same_summary_and_another_seed_another() throws InterruptedException {
        var first = run(7, 2);

        assertEquals(first, run(7, 2));
        assertNotEquals(first, run(8, 2));
    }

    @Test
    void four_laws_give_different_answers_to_the_same_kinds_of_requests() throws InterruptedException {
        var immigration = run(7, 4).determinations().byRequester().get("immigration");

        assertTrue(immigration.get("us/tx/harris/jpc").containsKey("must"), immigration.toString());
        assertTrue(immigration.get("us/wa/king/kccf").containsKey("may-not"), immigration.toString());
        assertTrue(!immigration.get("us/wa/king/kccf").containsKey("must"), immigration.toString());
        assertTrue(immigration.get("us/md/montgomery/mcdc").containsKey("ask"), immigration.toString());
    }

    @Test
    void every_promise_holds_over_the_journal() throws InterruptedException {
        var sum = run(7, 3);

        assertEquals(List.of(), sum.broken(), sum.promises().toString());
        assertTrue(sum.promises().keySet().containsAll(List.of("S1", "S2", "S3", "S4", "S5", "S6", "S8")));
        assertTrue(sum.promises().keySet().containsAll(List.of("L1", "L2", "L3", "L4", "L5")));
    }

    @Test
    void the_same_request_gets_four_lawful_answers_in_the_four_counties() {
        var same = new SameRequest(DemoStage.shipped());

        assertEquals(
                List.of("ask", "may", "may-not", "must"),
                County.ALL.stream().map(c -> same.answer(c).outcome().word()).toList());
    }

    @Test
    void the_summary_is_printed_within_the_width_of_the_terminal() throws InterruptedException {
        var sum = run(7, 2);

        for (int width : new int[] {80, 100, 120}) {
            var wide = SummaryText.of(sum, width, Paint.none()).stream()
                    .filter(line -> line.length() > width)
                    .toList();
            assertEquals(List.of(), wide);
        }
    }

    private static Summary run(long seed, int days) throws InterruptedException {
        var clock =
                new SteppedClock(DemoRun.from(County.ALL.getFirst().facility().zone()));
        var store = new InMemoryStore(clock, PolicyBook.empty());
        var desk = new Desk(store);
        var people = new ArrayList<People>();
        Channel takesEverything = (outgoing, result) -> {
            if (outgoing instanceof Outgoing.ToAgency notice) {
                people.getFirst()
                        .received(notice.content().notice(), notice.content().agency());
            }
            result.ended(true, "taken");
        };
        var witness = new Witness(clock);
        var flights = new Flights(takesEverything, witness::taken);
        var round = new DeliveryRound(desk, flights);
        var requesters = new Requesters("http://127.0.0.1:1/", "agency.example");
        new Setting(desk, DemoStage.shipped(), "jail.example", witness::book).set();
        requesters.all().forEach(agency -> desk.enrol(agency, "demo"));
        var tally = new Tally();
        var run = new DemoRun(
                new DemoRun.Parts(
                        new MemoryBacking(store),
                        desk,
                        round,
                        flights,
                        clock,
                        new Agenda(),
                        requesters,
                        tally,
                        witness),
                seed,
                days);
        people.add(run.people());
        var from = clock.get();
        run.connect();
        while (run.step()) {
            assertTrue(!clock.get().isAfter(run.until()));
        }
        return tally.summary(
                new Tally.Header(0, days, from, run.until()),
                run.files(),
                new Tally.Received(0, 0, 0, 0, 0, 0),
                witness.judge(store.journal(), PolicyBook.empty()));
    }
}
