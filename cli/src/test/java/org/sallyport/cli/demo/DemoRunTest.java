package org.sallyport.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.cli.text.Paint;
import org.sallyport.delivery.Channel;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.desk.Outgoing;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

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

        assertTrue(immigration.get("us/tx/harris").containsKey("must"), immigration.toString());
        assertTrue(immigration.get("us/wa/king").containsKey("may-not"), immigration.toString());
        assertTrue(!immigration.get("us/wa/king").containsKey("must"), immigration.toString());
        assertTrue(immigration.get("us/md/montgomery").containsKey("ask"), immigration.toString());
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
        var flights = new Flights(takesEverything, _ -> {});
        var round = new DeliveryRound(desk, flights);
        var requesters = new Requesters("http://127.0.0.1:1/", "agency.example");
        new Setting(desk, shipped(), "jail.example").set();
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
                        event -> Integer.toHexString(event.fact().hashCode())),
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
                Map.of("S1", "holds"));
    }

    private static PolicyBook.Contents shipped() {
        return switch (PolicyFiles.shipped().all()) {
            case Checked.Good<PolicyBook.Contents>(var contents) -> contents;
            case Checked.Bad<PolicyBook.Contents>(var problems) -> throw new AssertionError(problems);
        };
    }
}
