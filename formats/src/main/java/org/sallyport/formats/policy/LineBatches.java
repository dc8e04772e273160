package org.sallyport.formats.policy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.sallyport.policy.Facts;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Works through JSON Lines of facts a batch at a time, several at once, results in order; memory does not grow. */
public final class LineBatches {
    /** Longest line taken, in bytes; a longer one is refused and skipped. */
    public static final int LINE_MAX = 1 << 20;

    private static final int BATCH = 256;
    private static final int WAITING_FOR_EACH_THREAD = 8;

    private LineBatches() {}

    /**
     * Some lines in a row.
     *
     * @param lines their bytes, without line ends
     * @param first number of the first, from 1
     */
    public record Batch(List<byte[]> lines, int first) {}

    /** Takes the result of a batch. */
    public interface Taker<R> {
        /** Takes it. */
        void take(R result) throws IOException;
    }

    /**
     * Runs.
     *
     * @param threads  how many batches are worked on at once, at least 1
     * @param work     what to do with a batch, on any thread
     * @param taker    takes the results in the order of the input, on the calling thread
     * @param progress told after each batch how many bytes of input were read
     */
    public static <R> void run(
            InputStream in, int threads, Function<Batch, R> work, Taker<R> taker, LongConsumer progress)
            throws IOException {
        var lines = new Lines(in);
        var pending = new ArrayDeque<Future<R>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var more = true;
            while (more || !pending.isEmpty()) {
                while (more && pending.size() < threads * WAITING_FOR_EACH_THREAD) {
                    var first = lines.number + 1;
                    var batch = new Batch(lines.next(BATCH), first);
                    more = !batch.lines().isEmpty();
                    if (more) {
                        pending.add(pool.submit(() -> work.apply(batch)));
                    }
                }
                if (!pending.isEmpty()) {
                    taker.take(pending.remove().get());
                    progress.accept(lines.read);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A case could not be decided", e.getCause());
        }
    }

    /** Whether a line holds nothing. */
    public static boolean isBlank(byte[] line) {
        for (var b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Reads a line of a batch, of which only the beginning is there when it is too long. */
    public static Checked<Facts> read(FactsReader reader, byte[] line) {
        return line.length <= LINE_MAX
                ? reader.read(line)
                : new Checked.Bad<>(List.of(new Problem(
                        "facts.line.too-long", "line", "", "At most 1 MiB a line.", "Write one case a line.")));
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
