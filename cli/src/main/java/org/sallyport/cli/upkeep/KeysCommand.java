package org.sallyport.cli.upkeep;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.Upkeep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sallyport keys}: how the keys stand, and another master key for them. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        header = "Show how keys stand; replace the master key.",
        description = {
            "",
            "Every stay and every request has a key of its own; the master key wraps them. A rotation wraps them again",
            "under another master key. Nothing that was sealed is written again, and tokens stay the same.",
            "",
            "Works on SALLYPORT_DATABASE_URL when set, else on the bundled server's folder when no server runs on it,",
            "else by the running server (--server, --key of an administrator).",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport keys show",
            "  sallyport keys rotate --new      a new master key, then wrap everything again",
            "  sallyport keys rotate            wrap again what another master key still wraps",
            "",
            "Exit codes: 0 done, 1 not possible and why, 69 neither database nor server can be had."
        })
public final class KeysCommand implements Runnable {
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int STEP = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public KeysCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Fingerprints, ages and counts; no key.")
    int show(
            @Mixin ServerOption server,
            @Option(names = "--json", description = "Print JSON.") boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.") @Nullable
                    Path data) {
        try (var keys = reach(server, data)) {
            print(keys.show(), json);
            return ExitCode.OK;
        } catch (NotDone e) {
            return ProblemPrinter.print(err(), "keys not shown", e.answer.problems());
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Wrap every key again under the master key in use. May be stopped and begun again.")
    int rotate(
            @Mixin ServerOption server,
            @Option(names = "--new", description = "First make a new master key; the one before stays beside it.")
                    boolean fresh,
            @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.") @Nullable
                    Path data) {
        try (var keys = reach(server, data)) {
            if (fresh) {
                keys.renew();
            }
            long all = keys.show().path("left").longValue();
            try (var bar = Bars.of("wrap again", " keys", 1)) {
                long done = 0;
                for (int step = keys.step(); step > 0; step = keys.step()) {
                    done += step;
                    Bars.at(bar, done, all);
                }
            }
            var now = keys.show();
            print(now, false);
            out().println("Keep the master key before " + Answer.text(now, "master")
                    + " as long as a backup made before this one is to be opened; then destroy it.");
            out().flush();
            return ExitCode.OK;
        } catch (NotDone e) {
            return ProblemPrinter.print(err(), "not rotated", e.answer.problems());
        }
    }

    private void print(JsonNode keys, boolean json) {
        if (json) {
            out().println(keys);
        } else {
            var sheet = new Sheet("").row("master key", "wraps", "how many", "oldest", "newest");
            for (var count : keys.path("counts")) {
                var id = Answer.text(count, "master");
                sheet.row(
                        id.isEmpty() ? "(not kept)" : id,
                        Answer.text(count, "what"),
                        String.format(Locale.ROOT, "%,d", count.path("keys").longValue()),
                        Answer.text(count, "oldest"),
                        Answer.text(count, "newest"));
            }
            sheet.lines(120).forEach(out()::println);
            out().println("In use: " + Answer.text(keys, "master") + ". Still wrapped by another: "
                    + String.format(Locale.ROOT, "%,d", keys.path("left").longValue()) + ".");
        }
        out().flush();
    }

    /** What the keys answer to, here or on the server. */
    private interface Reached extends AutoCloseable {
        JsonNode show();

        void renew();

        int step();

        @Override
        void close();
    }

    private static final class NotDone extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Answer answer;

        NotDone(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    private Reached reach(ServerOption server, @Nullable Path data) {
        return here(data).<Reached>map(Here::new).orElseGet(() -> new There(server));
    }

    private static Optional<OpenDatabase> here(@Nullable Path data) {
        try {
            return Optional.of(OpenDatabase.reach(data));
        } catch (Unavailable e) {
            if (data != null) {
                throw e;
            }
            return Optional.empty(); // a server holds the folder
        }
    }

    private static final class Here implements Reached {
        private final OpenDatabase at;
        private final Database database;
        private final Upkeep upkeep;

        Here(OpenDatabase at) {
            this.at = at;
            this.database = at.open();
            this.upkeep = at.store(database).upkeep();
        }

        @Override
        public JsonNode show() {
            return JSON.valueToTree(upkeep.keys());
        }

        @Override
        public void renew() {
            if (!upkeep.keys().makesItsOwn()) {
                throw new Unavailable("The environment names the master key: put the next one there, and the one before"
                        + " into SALLYPORT_MASTER_KEY_ALSO_FILES, then run it without --new.");
            }
            upkeep.newMasterKey();
        }

        @Override
        public int step() {
            return upkeep.wrapAgain(STEP);
        }

        @Override
        public void close() {
            database.close();
            at.close();
        }
    }

    private record There(ServerOption server) implements Reached {
        private static JsonNode good(Answer answer) {
            if (!answer.good()) {
                throw new NotDone(answer);
            }
            return answer.json();
        }

        @Override
        public JsonNode show() {
            return good(server.get("api/v1/keys"));
        }

        @Override
        public void renew() {
            good(server.post("api/v1/keys/master", NOTHING, ""));
        }

        @Override
        public int step() {
            return good(server.post("api/v1/keys/wrap", NOTHING, ""))
                    .path("done")
                    .intValue();
        }

        @Override
        public void close() {}
    }

    private java.io.PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private java.io.PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
