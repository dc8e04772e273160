package org.sallyport.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.sallyport.cli.live.LiveServer.Answer;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.SourceBasis;

/** Adoption by HTTP: by a named person of the facility, of what was read, and never of law from memory. */
class AdoptionLiveTest {
    private static final String HOWARD = "us/md/howard/interview.2026-02-06";

    private final LiveServer live = LiveServer.shared();
    private final String counsel = live.key("counsel:" + LiveServer.FACILITY);

    private Answer adopt(String key, String table, String version) {
        var body = "{\"facility\":\"%s\",\"table\":\"%s\",\"version\":\"%s\"}"
                .formatted(LiveServer.FACILITY, table, version);
        return live.post(key, "/api/v1/policy/adoption", "application/json", BodyPublishers.ofString(body));
    }

    private DecisionTable table(SourceBasis basis) {
        return live.tables().stream()
                .filter(t -> t.head().basis() == basis)
                .findFirst()
                .orElseThrow();
    }

    private boolean adoptedHere(String table) {
        return live.get(counsel, "/api/v1/policy/table?table=" + table)
                .json()
                .at("/table/adoptedAt")
                .toString()
                .contains(LiveServer.FACILITY);
    }

    @Test
    void law_from_memory_is_refused_with_the_reason_and_the_way_out_and_nothing_is_recorded() {
        var fromMemory = table(SourceBasis.MEMORY);
        var entries = live.entries();

        var answer = adopt(counsel, fromMemory.id(), fromMemory.version());

        assertEquals(422, answer.status());
        assertEquals("application/problem+json", answer.type());
        assertEquals("adoption.memory", answer.code());
        assertTrue(answer.text().contains("this one is from memory and cannot be adopted"), answer.text());
        assertTrue(answer.text().contains("Read the source, correct the table and its basis"), answer.text());
        assertEquals(entries, live.entries());
        assertFalse(adoptedHere(fromMemory.id()));
    }

    @Test
    void what_was_read_is_adopted_and_what_nobody_read_is_not() {
        var read = live.tables().stream()
                .filter(t -> t.id().equals(HOWARD))
                .findFirst()
                .orElseThrow();

        var other = adopt(counsel, HOWARD, read.version().replaceAll(".$", "x"));
        assertEquals(422, other.status());
        assertEquals("adoption.version", other.code());
        assertFalse(adoptedHere(HOWARD));

        assertEquals(
                403,
                adopt(live.key("desk:" + LiveServer.FACILITY), HOWARD, read.version())
                        .status());
        assertEquals(
                403,
                adopt(live.key("counsel:us/tx/harris/hcso"), HOWARD, read.version())
                        .status());
        assertFalse(adoptedHere(HOWARD));

        assertEquals(200, adopt(counsel, HOWARD, read.version()).status());
        assertTrue(adoptedHere(HOWARD));
    }
}
