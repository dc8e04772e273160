package org.sallyport.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.Frontier;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.audit.AuditCheck;
import org.sallyport.postgres.audit.Checks;
import org.sallyport.postgres.audit.LogSigner;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport audit check}: whether everything on record is what was recorded. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check everything on record, entry by entry, and end at the first difference with its place.",
            "",
            "Derives the log anew from the journal and compares every hash; opens every payload whose key is left and",
            "compares it with its commitment; decides every determination again by the policy book it names; compares",
            "streams with their heads, and kept checkpoints with the log. An operator who holds every key can make all",
            "of these agree on another history: only --against, with what somebody else kept, finds that.",
            "",
            "Works on SALLYPORT_DATABASE_URL when set, beside the servers on it, else on the bundled server's folder",
            "when no server runs on it.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport audit check",
            "  sallyport audit check --state check.state              go on where it was stopped",
            "  sallyport audit check --against cosigned-checkpoint.txt --against /media/auditor/log",
            "",
            "Exit codes: 0 nothing differs, 1 what to compare with is unusable, 3 something differs,",
            "69 the database cannot be had."
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.")
    private @Nullable Path data;

    @Option(
            names = "--against",
            paramLabel = "PATH",
            description = "A checkpoint that somebody else kept, such as one a witness cosigned; a receipt; or a folder"
                    + " that audit export wrote, which names the entry. May be given again.")
    private List<Path> against = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keep in FILE how far the check has come, and go on from there the next time.")
    private @Nullable Path state;

    private final Function<@Nullable Path, OpenDatabase> reach;

    /** Made by the command line. */
    CheckCommand() {
        this(OpenDatabase::reach);
    }

    /** A check of a database that is reached in another way than by folder or environment. */
    CheckCommand(Function<@Nullable Path, OpenDatabase> reach) {
        this.reach = reach;
    }

    @Override
    public Integer call() throws IOException {
        try (var here = reach.apply(data);
                var database = here.open()) {
            var setup = here.setup();
            var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
            var signer = LogSigner.open(database, keys, Optional.empty());
            var outside = KeptOutside.read(against, signer.key());
            var problems = new ArrayList<>(outside.problems());
            var kept = Optional.ofNullable(state)
                    .map(file -> new CheckState(file, signer.key().name()));
            var from = kept.map(CheckState::read).orElse(new Checked.Good<>(new Frontier()));
            problems.addAll(from.all());
            if (!problems.isEmpty() || !(from instanceof Checked.Good<Frontier>(var start))) {
                return ProblemPrinter.print(line().getErr(), "nothing was checked", problems);
            }
            var check = new AuditCheck(database, keys, setup.books());
            var with = outside.against(signer);
            AuditCheck.Result result;
            long begun = start.size(); // the check grows it
            try (var bar = Bars.of("check", "", 1)) {
                result = check.run(start, with, new Shown(bar, kept));
            }
            new Checks(database).ended(begun, result, against.size());
            return say(result, begun);
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private int say(AuditCheck.Result result, long from) {
        var out = line().getOut();
        if (from > 0) {
            out.println(String.format(Locale.ROOT, "Began at entry %,d, where an earlier check had come.", from));
        }
        out.println(String.format(
                Locale.ROOT,
                "%,d payloads opened as committed to; %,d entries whose key was destroyed; %,d determinations decided"
                        + " again to the same bytes.",
                result.opened(),
                result.destroyed(),
                result.replayed()));
        if (result.elsewhere() > 0) {
            out.println(String.format(
                    Locale.ROOT, "%,d determinations name an evaluator this version lacks.", result.elsewhere()));
        }
        if (result.waiting() > 0) {
            out.println(String.format(
                    Locale.ROOT,
                    "%,d rows of the journal are not in the log yet: a running server takes them in.",
                    result.waiting()));
        }
        out.flush();
        if (result.difference().isPresent()) {
            var err = line().getErr();
            err.println("sallyport: the record was altered, or is damaged ("
                    + result.difference().get().code() + ")");
            err.println("  " + result.difference().get().sentence());
            err.flush();
            return ExitCode.BROKEN;
        }
        out.println(String.format(
                Locale.ROOT,
                "Nothing differs in %,d entries, root %s.",
                result.head().size(),
                result.head().root()));
        out.println(
                against.isEmpty()
                        ? "Compared with nothing from outside: an operator with every key could have made it over."
                        : "It continues every state it was compared with.");
        out.flush();
        return ExitCode.OK;
    }

    private picocli.CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }

    /** Shows how far the check has come, and keeps it. */
    private record Shown(ProgressBar bar, Optional<CheckState> state) implements AuditCheck.Progress {
        @Override
        public void at(String stage, long done, long of) {
            bar.setExtraMessage(stage);
            boolean share = stage.equals("streams"); // a place among all names there could be, not a count
            Bars.at(bar, share ? done / Math.max(1, of / 100) : done, share ? 100 : of);
        }

        @Override
        public void good(long size, byte[] roots) {
            state.ifPresent(s -> s.keep(size, roots));
        }
    }
}
