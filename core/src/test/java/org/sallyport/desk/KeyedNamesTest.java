package org.sallyport.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** Names that stand in stored journals: they must never come out otherwise. */
class KeyedNamesTest {
    private final KeyedNames names = new KeyedNames("a key of tests".getBytes(UTF_8));

    /** Computed apart: HMAC-SHA256 over each part after its length in four bytes; version 8, variant 2. */
    @Test
    void a_name_is_the_hash_of_its_parts_under_the_key() {
        assertEquals(
                "a366e481-b57c-83f9-a5c6-f9b29e4cf58f",
                names.name("stay", "us/zz/one/jail", "B-1").toString());
    }

    @Test
    void another_key_another_part_or_another_cut_gives_another_name() {
        var name = names.name("stay", "us/zz/one/jail", "B-1");
        assertEquals(name, new KeyedNames("a key of tests".getBytes(UTF_8)).name("stay", "us/zz/one/jail", "B-1"));
        assertNotEquals(name, new KeyedNames("another key".getBytes(UTF_8)).name("stay", "us/zz/one/jail", "B-1"));
        assertNotEquals(name, names.name("stay", "us/zz/one/jail", "B-2"));
        assertNotEquals(name, names.name("stay", "us/zz/one/jailB", "-1"));
        assertNotEquals(name, names.name("request", "us/zz/one/jail", "B-1"));
        assertEquals(8, name.version());
        assertEquals(2, name.variant());
    }
}
