package org.sallyport.formats.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * Decides JSON Lines of facts in bulk, several lines at once, results in the order of the input. A line that cannot be
 * read yields a result line with its problems and the run goes on.
 */
public final class DecideLines {
    /** Longest line taken, in bytes; a longer one is refused and skipped. */
    public static final int LINE_MAX = 1 << 20;

    private static final int BATCH = 2_048;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,200})\"");

    /**
     * What a run did.
     *
     * @param decided lines with a determination
     * @param refused lines with problems
     */
    public record Done(long decided, long refused) {}

    private record Batch(byte[] out, int decided, int refused) {}

    private final PolicyBook book;
    private final int threads;

    /**
     * A run under a book.
     *
     * @param threads how many lines are worked on at once, at least 1
     */
    public DecideLines(PolicyBook book, int threads) {
        this.book = book;
        this.threads = threads;
    }

    /**
     * Decides every line of {@code in}, writing one result line each to {@code out}. Blank lines are skipped.
     *
     * @param progress told after each batch how many bytes of input were read
     */
    public Done run(InputStream in, OutputStream out, LongConsumer progress) throws IOException {
        var lines = new Lines(in);
        var pending = new ArrayDeque<Future<Batch>>();
        var decided = 0L;
        var refused = 0L;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var more = true;
            while (more || !pending.isEmpty()) {
                while (more && pending.size() < threads * 3) {
                    var start = lines.number + 1;
                    var batch = lines.next(BATCH);
                    more = !batch.isEmpty();
                    if (more) {
                        pending.add(pool.submit(() -> decide(batch, start)));
                    }
                }
                if (!pending.isEmpty()) {
                    var batch = pending.remove().get();
                    out.write(batch.out());
                    decided += batch.decided();
                    refused += batch.refused();
                    progress.accept(lines.read);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A case could not be decided", e.getCause());
        }
        return new Done(decided, refused);
    }

    private Batch decide(List<byte[]> lines, int start) {
        var reader = new FactsReader();
        var out = new StringBuilder(lines.size() * 900);
        var decided = 0;
        var refused = 0;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (isBlank(line)) {
                continue;
            }
            var read = line.length > LINE_MAX ? tooLong() : read(reader, line);
            switch (read) {
                case Checked.Good<Facts>(var facts) -> {
                    out.append(DeterminationWriter.line(book.decide(facts).withFactsDigest(FactsDigest.of(facts))));
                    decided++;
                }
                case Checked.Bad<Facts>(var problems) -> {
                    out.append(DeterminationWriter.line(id(line), start + i, problems));
                    refused++;
                }
            }
            out.append('\n');
        }
        return new Batch(out.toString().getBytes(StandardCharsets.UTF_8), decided, refused);
    }

    private static boolean isBlank(byte[] line) {
        for (var b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static Checked<Facts> tooLong() {
        return new Checked.Bad<>(List.of(
                new Problem("facts.line.too-long", "line", "", "At most 1 MiB a line.", "Write one case a line.")));
    }

    private static Checked<Facts> read(FactsReader reader, byte[] line) {
        try {
            return reader.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Checked.Bad<>(
                    List.of(new Problem("facts.encoding", "line", "", "UTF-8 text.", "Write the file as UTF-8.")));
        }
    }

    private static Optional<String> id(byte[] line) {
        var text = new String(line, 0, Math.min(line.length, 4_096), StandardCharsets.UTF_8);
        var id = ID.matcher(text);
        return id.find() && id.group(1).indexOf('\\') < 0 ? Optional.of(id.group(1)) : Optional.empty();
    }

    /** Splits a stream at line feeds without ever holding more than one over-long line's beginning. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int from;
        private int to;
        private long read;
        private int number;
        private byte[] line = new byte[4_096];

        Lines(InputStream in) {
            this.in = in;
        }

        List<byte[]> next(int most) throws IOException {
            var lines = new ArrayList<byte[]>();
            while (lines.size() < most) {
                var next = line();
                if (next.isEmpty()) {
                    break;
                }
                number++;
                lines.add(next.get());
            }
            return lines;
        }

        private Optional<byte[]> line() throws IOException {
            var length = 0;
            while (true) {
                if (from == to) {
                    to = in.read(buffer);
                    from = 0;
                    if (to < 0) {
                        to = 0;
                        return length == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(line, length));
                    }
                    read += to;
                }
                var end = from;
                while (end < to && buffer[end] != '\n') {
                    end++;
                }
                var part = Math.min(end - from, LINE_MAX + 1 - length);
                if (length + part > line.length) {
                    line = Arrays.copyOf(line, Math.max(line.length * 2, length + part));
                }
                System.arraycopy(buffer, from, line, length, part);
                length += part;
                var found = end < to;
                from = found ? end + 1 : end;
                if (found) {
                    return Optional.of(Arrays.copyOf(line, length));
                }
            }
        }
    }
}
