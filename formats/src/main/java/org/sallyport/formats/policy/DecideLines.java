package org.sallyport.formats.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.sallyport.formats.json.JsonBytes;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

/**
 * Decides JSON Lines of facts in bulk, several lines at once, results in the order of the input. A line that cannot be
 * read yields a result line with its problems and the run goes on.
 */
public final class DecideLines {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,200})\"");

    /**
     * What a run did.
     *
     * @param decided lines with a determination
     * @param refused lines with problems
     */
    public record Done(long decided, long refused) {}

    private record Results(byte[] out, int decided, int refused) {}

    /** Where one thread writes. */
    private static final class Desk {
        private final DeterminationWriter writer = new DeterminationWriter();
        private final JsonBytes out = new JsonBytes(1 << 18);
    }

    private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);
    private final FactsReader reader = new FactsReader();
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
        var done = new long[2];
        LineBatches.run(
                in,
                threads,
                this::decide,
                batch -> {
                    out.write(batch.out());
                    done[0] += batch.decided();
                    done[1] += batch.refused();
                },
                progress);
        return new Done(done[0], done[1]);
    }

    private Results decide(LineBatches.Batch batch) {
        var lines = batch.lines();
        var desk = Objects.requireNonNull(desks.get());
        desk.out.clear();
        var decided = 0;
        var refused = 0;
        for (var i = 0; i < lines.size(); i++) {
            if (LineBatches.isBlank(lines.get(i))) {
                continue;
            }
            if (append(desk, lines.get(i), batch.first() + i)) {
                decided++;
            } else {
                refused++;
            }
            desk.out.raw('\n');
        }
        return new Results(desk.out.bytes(), decided, refused);
    }

    /** The result line of one line of facts, without a line end. */
    public String line(byte[] line, int number) {
        var desk = Objects.requireNonNull(desks.get());
        desk.out.clear();
        append(desk, line, number);
        return desk.out.toString();
    }

    private boolean append(Desk desk, byte[] line, int number) {
        return switch (LineBatches.read(reader, line)) {
            case Checked.Good<Facts>(var facts) -> {
                desk.writer.append(desk.out, book.decide(facts).withFactsDigest(FactsDigest.of(facts)));
                yield true;
            }
            case Checked.Bad<Facts>(var problems) -> {
                DeterminationWriter.append(desk.out, id(line), number, problems);
                yield false;
            }
        };
    }

    private static Optional<String> id(byte[] line) {
        var text = new String(line, 0, Math.min(line.length, 4_096), StandardCharsets.UTF_8);
        var id = ID.matcher(text);
        return id.find() && id.group(1).indexOf('\\') < 0 ? Optional.of(id.group(1)) : Optional.empty();
    }
}
