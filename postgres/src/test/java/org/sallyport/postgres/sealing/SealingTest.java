package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.audit.Commitment;
import org.sallyport.audit.Hash;
import org.sallyport.postgres.TestServer;

class SealingTest {
    private static final byte[] PLAIN = "{\"family\":\"Test\",\"given\":\"Person 1\"}".getBytes(UTF_8);
    private static final byte[] PLACE = "stream 1, version 1".getBytes(UTF_8);
    private static final UUID STAY = new UUID(7, 1);
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path keys;

    private DataKey key() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return new DataKey(STAY, bytes, random);
    }

    @Test
    void what_was_sealed_opens_and_keeps_its_commitment() {
        var key = key();
        var sealed = key.seal(PLAIN, PLACE);
        assertArrayEquals(PLAIN, key.open(sealed.payload(), PLACE));
        assertTrue(key.keeps(sealed, PLACE));
        assertFalse(new String(sealed.payload(), ISO_8859_1).contains("Person"));
    }

    @Test
    void a_payload_moved_to_another_place_does_not_open() {
        var key = key();
        var sealed = key.seal(PLAIN, PLACE);
        assertThrows(SealBroken.class, () -> key.open(sealed.payload(), "stream 1, version 2".getBytes(UTF_8)));
    }

    @Test
    void every_changed_byte_is_noticed() {
        var key = key();
        var sealed = key.seal(PLAIN, PLACE);
        for (int i = 0; i < sealed.payload().length; i++) {
            var changed = sealed.payload().clone();
            changed[i] ^= 1;
            assertThrows(SealBroken.class, () -> key.open(changed, PLACE));
        }
        assertThrows(SealBroken.class, () -> key.open(new byte[3], PLACE));
    }

    @Test
    void a_payload_sealed_again_with_other_content_breaks_the_commitment() {
        var key = key();
        var first = key.seal(PLAIN, PLACE);
        var second = key.seal("{\"family\":\"Test\",\"given\":\"Person 2\"}".getBytes(UTF_8), PLACE);
        assertFalse(key.keeps(new Sealed(second.payload(), first.commitment()), PLACE));
    }

    @Test
    void the_commitment_is_an_hmac_under_the_salt_of_length_envelope_and_plaintext() throws Exception {
        var salt = new byte[32];
        Arrays.fill(salt, (byte) 3);
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(salt, "HmacSHA256"));
        var expected = mac.doFinal("\0\0\0\2abxyz".getBytes(UTF_8));
        assertEquals(Hash.of(expected), Commitment.of(salt, "xyz".getBytes(UTF_8), "ab".getBytes(UTF_8)));
        assertNotEquals(Hash.of(expected), Commitment.of(salt, "bxyz".getBytes(UTF_8), "a".getBytes(UTF_8)));
    }

    @Test
    void the_same_payload_sealed_twice_shows_no_likeness() {
        var key = key();
        var first = key.seal(PLAIN, PLACE);
        var second = key.seal(PLAIN, PLACE);
        assertFalse(Arrays.equals(first.commitment(), second.commitment()));
        assertFalse(Arrays.equals(first.payload(), second.payload()));
    }

    @Test
    void tokens_differ_by_purpose_by_key_and_by_where_a_part_ends() {
        var tokens = new Tokens(new byte[] {1});
        var token = tokens.of(Tokens.Purpose.MATCH_KEY, "SID", "md12");
        assertArrayEquals(token, tokens.of(Tokens.Purpose.MATCH_KEY, "SID", "md12"));
        assertFalse(Arrays.equals(token, tokens.of(Tokens.Purpose.BOOKING, "SID", "md12")));
        assertFalse(Arrays.equals(token, tokens.of(Tokens.Purpose.MATCH_KEY, "SIDm", "d12")));
        assertFalse(Arrays.equals(token, new Tokens(new byte[] {2}).of(Tokens.Purpose.MATCH_KEY, "SID", "md12")));
    }

    @Test
    void the_master_key_is_made_once_closed_to_others_and_refused_when_opened_to_them() throws IOException {
        var folder = keys.resolve("keys");
        var name = "n".getBytes(UTF_8);
        var wrapped = MasterKey.kept(folder, random).wrap(PLAIN, name);
        assertArrayEquals(PLAIN, MasterKey.kept(folder, random).unwrap(wrapped, name));
        var file = folder.resolve("master");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        try (var all = Files.list(folder)) {
            assertEquals(1, all.count());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(SealBroken.class, () -> MasterKey.kept(folder, random));
    }

    @Test
    void the_master_key_comes_from_the_environment_when_it_names_one() {
        var text = Base64.getEncoder().encodeToString(new byte[32]);
        var name = "n".getBytes(UTF_8);
        var wrapped = MasterKey.usual(Map.of("SALLYPORT_MASTER_KEY", text), keys, random)
                .wrap(PLAIN, name);
        assertArrayEquals(
                PLAIN,
                MasterKey.usual(Map.of("SALLYPORT_MASTER_KEY", text), keys, random)
                        .unwrap(wrapped, name));
        assertThrows(SealBroken.class, () -> MasterKey.usual(Map.of("SALLYPORT_MASTER_KEY", "short"), keys, random));
        assertFalse(Files.exists(keys.resolve("master")));
    }

    @Test
    void a_destroyed_key_is_gone_and_another_master_key_opens_nothing() {
        try (var database = TestServer.fresh(2)) {
            var master = MasterKey.kept(keys.resolve("a"), random);
            var ring = new KeyRing(master, random, 10);
            var sealed = database.transact(connection -> {
                var key = ring.make(connection, new TreeMap<>(Map.of(STAY, "us/zz/one/jail")), "stream")
                        .get(STAY);
                return key.seal(PLAIN, PLACE);
            });
            var again = new KeyRing(master, random, 10);
            assertArrayEquals(
                    PLAIN,
                    database.transact(
                            c -> again.find(c, List.of(STAY)).get(STAY).open(sealed.payload(), PLACE)));
            var stranger = new KeyRing(MasterKey.kept(keys.resolve("b"), random), random, 10);
            assertThrows(SealBroken.class, () -> database.transact(c -> stranger.find(c, List.of(STAY))));

            database.transact(c -> c.createStatement().execute("delete from sealing_key"));
            assertArrayEquals(
                    PLAIN,
                    database.transact(
                            c -> again.find(c, List.of(STAY)).get(STAY).open(sealed.payload(), PLACE)),
                    "it is in memory until it is forgotten");
            again.forget();
            assertTrue(database.transact(c -> again.find(c, List.of(STAY))).isEmpty());
        }
    }

    @Test
    void all_rings_of_a_database_speak_the_same_tokens() {
        try (var database = TestServer.fresh(2)) {
            var master = MasterKey.kept(keys, random);
            var one = database.transact(c -> new KeyRing(master, random, 10).tokens(c));
            var two = database.transact(c -> new KeyRing(master, random, 10).tokens(c));
            assertArrayEquals(one.of(Tokens.Purpose.BOOKING, "x"), two.of(Tokens.Purpose.BOOKING, "x"));
        }
    }
}
