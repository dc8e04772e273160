package org.sallyport.formats.study;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.sallyport.formats.policy.FactsReader;
import org.sallyport.formats.policy.LineBatches;
import org.sallyport.policy.Facts;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Replays past cases under two policies and counts what each makes of them. */
public final class Study {
    private final Side before;
    private final Side after;
    private final int threads;

    /**
     * A line that could not be read.
     *
     * @param number   from 1
     * @param problems everything wrong with it
     */
    public record Unread(int number, List<Problem> problems) {}

    private record Part(Tally tally, List<Unread> unread) {}

    /**
     * A study.
     *
     * @param threads how many cases are worked on at once, at least 1
     */
    public Study(Side before, Side after, int threads) {
        this.before = before;
        this.after = after;
        this.threads = threads;
    }

    /**
     * Counts every line of facts; blank lines are skipped.
     *
     * @param unread   told of every line that cannot be read, in order; the others count
     * @param progress told how many bytes of input were read
     */
    public Tally run(InputStream lines, Consumer<Unread> unread, LongConsumer progress) throws IOException {
        var sum = new Tally();
        LineBatches.run(
                lines,
                threads,
                this::part,
                part -> {
                    sum.add(part.tally());
                    part.unread().forEach(unread);
                },
                progress);
        return sum;
    }

    private Part part(LineBatches.Batch batch) {
        var reader = new FactsReader();
        var tally = new Tally();
        var unread = new ArrayList<Unread>();
        for (var i = 0; i < batch.lines().size(); i++) {
            var line = batch.lines().get(i);
            if (LineBatches.isBlank(line)) {
                continue;
            }
            switch (LineBatches.read(reader, line)) {
                case Checked.Good<Facts>(var facts) -> tally.add(facts, before, after);
                case Checked.Bad<Facts>(var problems) -> unread.add(new Unread(batch.first() + i, problems));
            }
        }
        return new Part(tally, unread);
    }
}
