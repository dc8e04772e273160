package org.sallyport.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.TreeHead;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.upkeep.Bars;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.audit.AuditCheck;
import org.sallyport.postgres.audit.Checks;
import org.sallyport.postgres.audit.LogSigner;
import org.sallyport.postgres.audit.Published;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
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
    private final List<AuditCheck.Vouched> heads = new ArrayList<>();
    private final List<Published> copies = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

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
            for (var path : against) {
                compareWith(path, signer);
            }
            var kept = Optional.ofNullable(state)
                    .map(file -> new CheckState(file, signer.key().name()));
            var from = kept.map(CheckState::read).orElse(new Checked.Good<>(new Frontier()));
            problems.addAll(from.all());
            if (!problems.isEmpty() || !(from instanceof Checked.Good<Frontier>(var start))) {
                return ProblemPrinter.print(line().getErr(), "nothing was checked", problems);
            }
            var check = new AuditCheck(database, keys, setup.books());
            var with = new AuditCheck.Against(heads, published(), signer);
            AuditCheck.Result result;
            long begun = start.size(); // the check grows it
            try (var bar = Bars.of("check", "", 1)) {
                result = check.run(start, with, new Shown(bar, kept));
            }
            new Checks(database).ended(begun, result, heads.size());
            return say(result, begun);
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private void compareWith(Path path, LogSigner signer) throws IOException {
        var file = Files.isDirectory(path) ? LogFolder.checkpoint(path) : path;
        if (!Files.exists(file)) {
            problems.add(unusable(path, "A checkpoint file, or a folder that audit export wrote; there is none."));
            return;
        }
        var text = Files.readString(file, StandardCharsets.UTF_8);
        if (text.startsWith("{")) {
            receipt(path, text, signer);
            return;
        }
        var kept = LogFolder.read(text);
        if (kept.isEmpty()) {
            problems.add(unusable(path, "A checkpoint: a signed note with origin, size and root."));
            return;
        }
        var head = kept.get().checkpoint().head();
        if (!vouched(path, kept.get().note(), head, signer) || !Files.isDirectory(path)) {
            return;
        }
        var copy = new LogFolder(path, head.size());
        problems.addAll(copy.problems(head, List.of()));
        copies.add(copy);
    }

    /** A receipt that somebody holds: the entry laid open in it must still stand where it stood. */
    private void receipt(Path path, String text, LogSigner signer) {
        switch (ReceiptFile.read(text.getBytes(StandardCharsets.UTF_8))) {
            case Checked.Bad<RecordReceipt>(var bad) -> problems.addAll(bad);
            case Checked.Good<RecordReceipt>(var receipt) -> {
                var proof = receipt.proof();
                var entry = receipt.entry().leaf().entry();
                if (vouched(path, proof.note(), proof.checkpoint().head(), signer)) {
                    copies.add((index, other) -> index != proof.inclusion().index() || Arrays.equals(entry, other));
                }
            }
        }
    }

    private boolean vouched(Path path, SignedNote note, TreeHead head, LogSigner signer) {
        boolean signed = note.verify(List.of(signer.key())) instanceof SignedNote.Verdict.Trusted;
        if (signed) {
            heads.add(new AuditCheck.Vouched(path.toString(), head));
        } else {
            problems.add(unusable(
                    path,
                    "A checkpoint that this log's key signed: " + signer.key().name() + "."));
        }
        return signed;
    }

    private static Problem unusable(Path path, String expected) {
        return new Problem("check.against", "--against", path.toString(), expected, "Name the file as it was kept.");
    }

    private Optional<Published> published() {
        return copies.isEmpty()
                ? Optional.empty()
                : Optional.of((index, entry) -> copies.stream().allMatch(c -> c.holds(index, entry)));
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
                heads.isEmpty()
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
