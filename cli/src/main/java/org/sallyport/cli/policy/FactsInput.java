package org.sallyport.cli.policy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sallyport.cli.terminal.Unavailable;

/** Facts from a file, a gzipped file or standard input, with a progress bar where somebody looks on. */
final class FactsInput {
    private FactsInput() {}

    /** What is done with the lines. */
    interface Work<T> {
        /** Reads all of {@code lines}, telling {@code progress} the bytes it has read. */
        T on(InputStream lines, LongConsumer progress) throws IOException;
    }

    /**
     * Opens and reads.
     *
     * @param name a file, or {@code -} for standard input
     * @param task the word beside the bar, such as {@code deciding}
     */
    static <T> T read(String name, String task, Work<T> work) throws IOException {
        if (name.equals("-")) {
            return work.on(System.in, _ -> {});
        }
        var file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Unavailable("There is no file of facts " + file + " that can be read.");
        }
        if (System.console() == null || !System.console().isTerminal()) {
            try (var in = open(file)) {
                return work.on(in, _ -> {});
            }
        }
        try (var in = open(file);
                var bar = new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(Files.size(file))
                        .setUnit(" MB", 1_000_000)
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()) {
            return work.on(in, bar::stepTo);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
