package org.sallyport.postgres.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.Frontier;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.TestServer;
import org.sallyport.postgres.TestStore;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;

/** A full check that is killed half-way goes on from what it kept, and misses nothing of the rest. */
class ResumedCheckTest {
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");

    /** What a killed process leaves behind: the last state it was told is good. */
    private static final class Kept implements AuditCheck.Progress {
        private long size;
        private byte[] roots = new byte[0];

        @Override
        public void at(String stage, long done, long of) {}

        @Override
        public void good(long upTo, byte[] at) {
            size = upTo;
            roots = at;
            throw new IllegalStateException("killed");
        }
    }

    @Test
    void killed_half_way_it_goes_on_and_finds_what_was_altered_in_the_rest() {
        var random = new SecureRandom();
        var keys = new KeyRing(MasterKey.kept(TestServer.scratch().folder().resolve("keys"), random), random, 1_000);
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            SequencerTest.book(opened, 0, 420);
            var head = SequencerTest.sequence(opened.database());
            assertTrue(head.size() > 1_200, head.toString());
            var check = new AuditCheck(opened.database(), keys, TestStore.BOOKS);
            var none = new AuditCheck.Against(List.of(), Optional.empty(), (_, _) -> Optional.empty());
            var kept = new Kept();

            assertThrows(IllegalStateException.class, () -> check.run(new Frontier(), none, kept));
            assertTrue(kept.size > 0 && kept.size < head.size(), "half-way: " + kept.size);
            var rest = check.run(Frontier.of(kept.size, kept.roots), none, AuditCheck.Progress.NONE);
            assertEquals(Optional.empty(), rest.difference().map(Difference::sentence));
            assertEquals(head.size() - kept.size, rest.opened());

            SequencerTest.run(
                    opened.database(),
                    "update journal set actor = 'someone' where position ="
                            + " (select position from audit_leaf where index = " + (kept.size + 7) + ")");
            var found = check.run(Frontier.of(kept.size, kept.roots), none, AuditCheck.Progress.NONE);
            assertEquals(
                    Optional.of(kept.size + 7),
                    found.difference().orElseThrow().place().index());
        }
    }
}
