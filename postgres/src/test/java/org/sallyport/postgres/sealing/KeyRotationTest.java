package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.TestServer;

/** The master key changes, and nothing that was sealed does. */
class KeyRotationTest {
    private static final byte[] PLAIN = "what was said".getBytes(UTF_8);
    private static final byte[] PLACE = "where it stands".getBytes(UTF_8);
    private static final int STAYS = 25;
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path keys;

    private static UUID stay(int n) {
        return new UUID(7, n);
    }

    private static Sealed sealed(Database database, KeyRing ring) {
        return database.transact(c -> {
            var wanted = new TreeMap<UUID, String>();
            for (int n = 0; n < STAYS; n++) {
                wanted.put(stay(n), "us/zz/one/jail");
            }
            var made = ring.make(c, wanted, "stream");
            ring.tokens(c);
            return made.get(stay(3)).seal(PLAIN, PLACE);
        });
    }

    @Test
    void a_rotation_stopped_half_way_goes_on_and_what_was_sealed_opens_at_every_moment() {
        try (var database = TestServer.fresh(2)) {
            var master = MasterKey.kept(keys, random);
            var old = master.id();
            var sealed = sealed(database, new KeyRing(master, random, 1));
            var token = database.transact(c -> new KeyRing(master, random, 1).tokens(c))
                    .of(Tokens.Purpose.BOOKING, "x");
            var next = master.replace();
            assertNotEquals(old, next);
            assertEquals(Set.of(old, next), MasterKey.kept(keys, random).known());

            var rotation = new KeyRotation(master);
            assertEquals(STAYS + 1, database.transact(rotation::left));
            int first = database.transact(c -> rotation.step(c, 10));
            assertEquals(10, first);
            assertOpens(database, MasterKey.kept(keys, random), sealed);

            var later = new KeyRotation(MasterKey.kept(keys, random));
            while (database.transact(c -> later.step(c, 10)) > 0) {
                assertOpens(database, master, sealed);
            }
            assertEquals(0, database.transact(later::left));
            assertArrayEquals(
                    token,
                    database.transact(c -> new KeyRing(MasterKey.kept(keys, random), random, 1).tokens(c))
                            .of(Tokens.Purpose.BOOKING, "x"));
            var counts = database.transact(KeyRotation::counts);
            assertEquals(
                    List.of(next, next),
                    counts.stream().map(KeyRotation.Count::master).toList());
        }
    }

    private void assertOpens(Database database, MasterKey master, Sealed sealed) {
        var ring = new KeyRing(master, random, 1);
        assertArrayEquals(
                PLAIN,
                database.transact(
                        c -> ring.find(c, List.of(stay(3))).get(stay(3)).open(sealed.payload(), PLACE)));
    }

    @Test
    void the_key_before_is_needed_until_the_rotation_is_done_and_not_after() throws Exception {
        try (var database = TestServer.fresh(2)) {
            var master = MasterKey.kept(keys, random);
            var before = keys.resolve("master." + master.id());
            var sealed = sealed(database, new KeyRing(master, random, 1));
            master.replace();
            var put = Files.move(before, keys.resolve("elsewhere"));
            var alone = MasterKey.kept(keys, random);
            assertThrows(SealBroken.class, () -> assertOpens(database, alone, sealed));
            assertThrows(SealBroken.class, () -> database.transact(c -> new KeyRotation(alone).step(c, 100)));
            var named = MasterKey.usual(Map.of(MasterKey.ALSO_VARIABLE, put.toString()), keys, random);
            database.transact(c -> new KeyRotation(named).step(c, 100));
            Files.delete(put);
            assertOpens(database, MasterKey.kept(keys, random), sealed);
        }
    }

    @Test
    void keys_made_while_a_rotation_runs_are_made_under_the_new_master_key() {
        try (var database = TestServer.fresh(2)) {
            var master = MasterKey.kept(keys, random);
            var ring = new KeyRing(master, random, 10);
            database.transact(ring::tokens);
            master.replace();
            sealed(database, ring);
            assertEquals(1, database.transact(new KeyRotation(master)::left));
        }
    }

    @Test
    void a_kms_seals_the_master_key_and_the_file_alone_opens_nothing() throws Exception {
        try (var vault = new LoopbackVault("s.token")) {
            var environment = Map.of(MasterKey.KMS_VARIABLE, vault.key("sallyport"), "VAULT_TOKEN", "s.token");
            try (var database = TestServer.fresh(2)) {
                var master = MasterKey.usual(environment, keys, random);
                var sealed = sealed(database, new KeyRing(master, random, 1));
                assertOpens(database, MasterKey.usual(environment, keys, random), sealed);
                assertThrows(SealBroken.class, () -> MasterKey.kept(keys, random));

                var next = master.replace();
                database.transact(c -> new KeyRotation(master).step(c, 100));
                assertEquals(next, MasterKey.usual(environment, keys, random).id());
                assertOpens(database, MasterKey.usual(environment, keys, random), sealed);
            }
            var stranger = Map.of(MasterKey.KMS_VARIABLE, vault.key("sallyport"), "VAULT_TOKEN", "other");
            var refused = assertThrows(SealBroken.class, () -> MasterKey.usual(stranger, keys, random));
            assertTrue(refused.getMessage().contains("403"), refused.getMessage());
            assertFalse(refused.getMessage().contains("other"));
        }
    }

    @Test
    void an_address_that_no_client_knows_and_plain_http_to_elsewhere_are_refused() {
        for (var uri : List.of("nokms://x/y", "hcvault+http://vault.example.org/transit/keys/k", "hcvault://x")) {
            var environment = Map.of(MasterKey.KMS_VARIABLE, uri);
            assertThrows(SealBroken.class, () -> MasterKey.usual(environment, keys, random));
        }
    }
}
