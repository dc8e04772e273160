package org.sallyport.formats.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.policy.PolicyBook;

/** Bulk decisions: order kept, bad lines answered, nothing lost however many threads work. */
class DecideLinesTest {
    private static final String GOOD = "{\"id\":\"%s\",\"asOf\":\"2026-09-02T12:00:00-04:00\","
            + "\"facility\":{\"jurisdiction\":\"us/zz\",\"kind\":\"county-jail\"},"
            + "\"request\":{\"form\":\"I-247A\",\"requester\":\"immigration\"}}";

    private static List<String> run(byte[] in, int threads) throws IOException {
        var out = new ByteArrayOutputStream();
        new DecideLines(PolicyBook.empty(), threads).run(new ByteArrayInputStream(in), out, _ -> {});
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void results_keep_the_order_of_the_input() throws IOException {
        var in = new StringBuilder();
        for (var i = 0; i < 10_000; i++) {
            in.append(GOOD.formatted("c-" + i)).append('\n');
        }
        var found = run(in.toString().getBytes(StandardCharsets.UTF_8), 4);

        assertEquals(10_000, found.size());
        for (var i = 0; i < 10_000; i++) {
            assertTrue(found.get(i).startsWith("{\"id\":\"c-" + i + "\","), found.get(i));
        }
        assertEquals(found, run(in.toString().getBytes(StandardCharsets.UTF_8), 1));
    }

    @Test
    void a_bad_line_is_answered_with_its_problems_and_the_run_goes_on() throws IOException {
        var in = GOOD.formatted("c-1") + "\r\n\n{\"id\":\"c-2\"}\n{oops\n" + GOOD.formatted("c-4");
        var found = run(in.getBytes(StandardCharsets.UTF_8), 2);

        assertEquals(4, found.size());
        assertTrue(found.get(1).startsWith("{\"id\":\"c-2\",\"line\":3,\"problems\":[{\"code\":\"facts.missing\""));
        assertTrue(found.get(2).startsWith("{\"id\":null,\"line\":4,\"problems\":[{\"code\":\"facts.json\""));
        assertTrue(found.get(3).startsWith("{\"id\":\"c-4\",\"outcome\":\"ask\""));
    }

    @Test
    void a_line_that_is_too_long_or_not_utf_8_is_refused_alone() throws IOException {
        var in = new ByteArrayOutputStream();
        in.write("x".repeat(LineBatches.LINE_MAX * 2).getBytes(StandardCharsets.UTF_8));
        in.write('\n');
        in.write(new byte[] {'{', (byte) 0xff, '}', '\n'});
        in.write(GOOD.formatted("c-3").getBytes(StandardCharsets.UTF_8));
        var found = run(in.toByteArray(), 1);

        assertTrue(found.get(0).contains("facts.line.too-long"));
        assertTrue(found.get(1).contains("facts.encoding"));
        assertTrue(found.get(2).startsWith("{\"id\":\"c-3\",\"outcome\""));
    }

    @Test
    void the_result_line_has_the_members_of_the_format_in_order() throws IOException {
        var found = run(GOOD.formatted("c-1").getBytes(StandardCharsets.UTF_8), 1);

        assertEquals(
                "{\"id\":\"c-1\",\"outcome\":\"ask\",\"notify\":\"ask\",\"notifyBy\":\"PT48H\",\"notBefore\":null,"
                        + "\"acts\":{\"notice\":\"ask\"},\"items\":[\"release-date\"],\"obligations\":[],"
                        + "\"reasons\":[],"
                        + "\"stops\":[\"not served\",\"minor unknown\"],"
                        + "\"flags\":[\"no table speaks about this request: a person decides\"],"
                        + "\"factsDigest\":\"sha256:",
                found.getFirst().substring(0, found.getFirst().indexOf("sha256:") + 7));
    }
}
