package org.sallyport.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.SignedNote.Signed;
import org.sallyport.audit.Vouching;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code sallyport audit verify}: checks a receipt of record with nothing but public keys. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Check a receipt of record, or a copy of the whole log that audit export wrote. Needs no server, no",
            "database and no network: only the file or folder, and public keys.",
            "",
            "Take the keys from a source you trust, not from whoever handed you the receipt: the log's from the",
            "facility (https://.../audit/key), a witness's from its own operator.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport audit verify request.json --log-key jail.example/audit+a1b2c3d4+ATq...",
            "  sallyport audit verify /media/auditor/log --log-key KEY",
            "  sallyport audit verify notice.json --log-key KEY --witness-key paper.example/witness+0c9d...+BAr...",
            "",
            "Exit codes: 0 proved, 1 not proved (every reason is named), 2 wrong options, 69 no such file."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int WIDTH = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The receipt, - for standard input; or the folder of a copy.")
    private String file = "";

    @Option(names = "--log-key", required = true, paramLabel = "KEY", description = "The log's public key.")
    private String logKey = "";

    @Option(
            names = "--witness-key",
            paramLabel = "KEY",
            description = "A witness's public key; again for another. At least one of them must have signed.")
    private List<String> witnessKeys = new ArrayList<>();

    @Option(names = "--content", description = "Print what is on record, too: it may hold personal data.")
    private boolean content;

    /** Made by the command line. */
    VerifyCommand() {
        this(InstantSource.system());
    }

    VerifyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        var log = key("--log-key", logKey, NoteKey.Kind.SIGNER);
        var witnesses = witnessKeys.stream()
                .map(k -> key("--witness-key", k, NoteKey.Kind.COSIGNER))
                .toList();
        if (!file.equals("-") && Files.isDirectory(Path.of(file))) {
            return copy(Path.of(file), log, witnesses);
        }
        return switch (ReceiptFile.read(bytes())) {
            case Checked.Bad<RecordReceipt>(var problems) -> failed(problems);
            case Checked.Good<RecordReceipt>(var receipt) ->
                switch (receipt.check(log, witnesses, clock.instant())) {
                    case RecordReceipt.Verdict.Fails(var problems) -> failed(problems);
                    case RecordReceipt.Verdict.Holds(var by) -> {
                        said(receipt, by, log).forEach(line.getOut()::println);
                        line.getOut().flush();
                        yield ExitCode.OK;
                    }
                };
        };
    }

    /** A folder that audit export wrote: every entry and hash of it. */
    private int copy(Path folder, NoteKey log, List<NoteKey> witnesses) {
        var line = Objects.requireNonNull(spec).commandLine();
        Optional<LogFolder.Kept> kept;
        try {
            kept = LogFolder.kept(folder);
        } catch (IOException e) {
            throw new Unavailable(folder + " cannot be read.", e);
        }
        if (kept.isEmpty()) {
            return failed(List.of(new Problem(
                    "copy.checkpoint",
                    "checkpoint",
                    "",
                    "A signed note with origin, size and root in the folder.",
                    "Take the copy again.")));
        }
        var head = kept.get().checkpoint().head();
        var vouching = Vouching.of("copy", kept.get().note(), kept.get().checkpoint(), log, witnesses, clock.instant())
                .wanting("copy", witnesses);
        var problems = new ArrayList<>(vouching.problems());
        problems.addAll(new LogFolder(folder, head.size()).problems(head, List.of()));
        if (!problems.isEmpty()) {
            return failed(problems);
        }
        var out = line.getOut();
        out.println(String.format(
                Locale.ROOT, "PROVED: %,d entries of the log %s, each as it was signed.", head.size(), log.name()));
        out.println();
        vouching.seen().forEach(s -> out.println("  witness  " + s.by().name() + ", " + s.at()));
        vouched(kept.get().note(), vouching.seen(), log).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    private int failed(List<Problem> problems) {
        var line = Objects.requireNonNull(spec).commandLine();
        return ProblemPrinter.print(
                line.getErr(), "NOT PROVED: " + (file.equals("-") ? "this" : file) + " proves nothing", problems);
    }

    private NoteKey key(String option, String text, NoteKey.Kind kind) {
        var line = Objects.requireNonNull(spec).commandLine();
        var whose = kind == NoteKey.Kind.SIGNER ? "a log's" : "a witness's";
        return switch (NoteKey.parse(text)) {
            case Checked.Bad<NoteKey>(var problems) ->
                throw new ParameterException(
                        line, option + " is no key. " + problems.getFirst().expected());
            case Checked.Good<NoteKey>(var key)
            when key.kind() != kind ->
                throw new ParameterException(line, option + " takes " + whose + " key; this one is of another kind.");
            case Checked.Good<NoteKey>(var key) -> key;
        };
    }

    /** No more than a receipt can be, so that a file of any size is answered at once. */
    private byte[] bytes() {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            return in.readNBytes(ReceiptFile.BYTES_MOST + 1);
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new Unavailable("There is no receipt " + file + " that can be read.", e);
        }
    }

    private List<String> said(RecordReceipt receipt, List<RecordReceipt.Seen> by, NoteKey log) {
        var heading = receipt.entry().heading();
        var inclusion = receipt.proof().inclusion();
        var lines = new ArrayList<String>();
        lines.add("PROVED: this entry stands in the log " + log.name() + ", unaltered.");
        lines.add("");
        var sheet = new Sheet("  ")
                .row("what", heading.type())
                .row("recorded", heading.recordedAt())
                .row("by", heading.actor() + " (" + heading.cause() + ")");
        if (!heading.facility().isEmpty()) {
            sheet.row("facility", heading.facility());
        }
        if (!heading.agency().isEmpty()) {
            sheet.row("agency", heading.agency());
        }
        sheet.row("place", "entry " + (inclusion.index() + 1) + " of " + inclusion.size());
        by.forEach(seen -> sheet.row("witness", seen.by().name() + ", " + seen.at()));
        lines.addAll(sheet.lines(WIDTH));
        lines.add("");
        lines.addAll(vouched(receipt.proof().note(), by, log));
        if (content) {
            lines.add("");
            ReceiptFile.content(receipt)
                    .map(node -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node))
                    .ifPresent(text -> lines.addAll(text.lines().toList()));
        }
        return lines;
    }

    private static List<String> vouched(SignedNote note, List<RecordReceipt.Seen> by, NoteKey log) {
        if (!by.isEmpty()) {
            var first = by.stream()
                    .map(RecordReceipt.Seen::at)
                    .min(Instant::compareTo)
                    .orElseThrow();
            return List.of(
                    "An outside witness vouches for it: nobody, not even the operator of the log, can have altered",
                    "it or slipped it in after " + first + " without that witness's help.");
        }
        var others = note.signatures().stream()
                .map(Signed::name)
                .filter(name -> !name.equals(log.name()))
                .distinct()
                .toList();
        var lines = new ArrayList<String>();
        lines.add("NO OUTSIDE WITNESS vouches for it: the operator alone does, and could have made up the whole log.");
        if (!others.isEmpty()) {
            lines.add("Others have signed: " + String.join(", ", others) + ". Check them with --witness-key KEY.");
        }
        return lines;
    }
}
