package org.sallyport.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.sallyport.audit.NoteKey;
import org.sallyport.cli.Main;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.problem.Checked;

/** A witness that was made, told of a log and started by its own commands, on loopback. */
final class RunningWitness implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)/");

    private final StringWriter said = new StringWriter();
    private final NoteKey key;
    private final Thread serving;
    private final URI address;

    private RunningWitness(Path folder, NoteKey log) throws InterruptedException {
        var made = new StringWriter();
        command(made, "init", folder.toString(), "--name", "paper.example/witness");
        key = NoteKey.parse(made.toString().lines().toList().getLast()) instanceof Checked.Good<NoteKey>(var read)
                ? read
                : log;
        command(new StringWriter(), "trust", folder.toString(), log.toString());
        serving = Thread.ofVirtual()
                .start(() -> Main.run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "witness",
                        "serve",
                        folder.toString(),
                        "--port",
                        "0"));
        var pause = new CountDownLatch(1);
        var found = LISTENS.matcher(said());
        while (!found.find()) {
            if (!serving.isAlive() || pause.await(5, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(said());
            }
            found = LISTENS.matcher(said());
        }
        address = URI.create(found.group(1));
    }

    /** A witness of one log. */
    static RunningWitness start(Path folder, NoteKey log) throws InterruptedException {
        return new RunningWitness(folder, log);
    }

    private static void command(StringWriter out, String... args) {
        var all = new String[args.length + 1];
        all[0] = "witness";
        System.arraycopy(args, 0, all, 1, args.length);
        assertEquals(0, Main.run(new PrintWriter(out, true), new PrintWriter(out, true), all), out::toString);
    }

    /** As a log is told of it. */
    Witnesses.Named named() {
        return new Witnesses.Named(key, address);
    }

    /** All it printed. */
    String said() {
        return said.toString();
    }

    @Override
    public void close() throws InterruptedException {
        serving.interrupt();
        serving.join();
    }
}
