package org.sallyport.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.TreeHead;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.postgres.audit.AuditCheck;
import org.sallyport.postgres.audit.Published;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** What others kept of a log: checkpoints, receipts, copies. Each must be this log's, and whole. */
public final class KeptOutside {
    private final NoteKey log;
    private final List<AuditCheck.Vouched> heads = new ArrayList<>();
    private final List<Published> copies = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private KeptOutside(NoteKey log) {
        this.log = log;
    }

    /** Reads what lies at some paths, as kept of the log with this key. */
    public static KeptOutside read(List<Path> paths, NoteKey log) throws IOException {
        var kept = new KeptOutside(log);
        for (var path : paths) {
            kept.read(path);
        }
        return kept;
    }

    /** Why something of it is unusable; empty when all can be compared with. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** As a check compares with it. */
    public AuditCheck.Against against(AuditCheck.Notes notes) {
        var published = copies.isEmpty()
                ? Optional.<Published>empty()
                : Optional.<Published>of((index, entry) -> copies.stream().allMatch(c -> c.holds(index, entry)));
        return new AuditCheck.Against(List.copyOf(heads), published, notes);
    }

    private void read(Path path) throws IOException {
        var file = Files.isDirectory(path) ? LogFolder.checkpoint(path) : path;
        if (!Files.exists(file)) {
            problems.add(unusable(path, "A checkpoint file, or a folder that audit export wrote; there is none."));
            return;
        }
        var text = Files.readString(file, StandardCharsets.UTF_8);
        if (text.startsWith("{")) {
            receipt(path, text);
            return;
        }
        var kept = LogFolder.read(text);
        if (kept.isEmpty()) {
            problems.add(unusable(path, "A checkpoint: a signed note with origin, size and root."));
            return;
        }
        var head = kept.get().checkpoint().head();
        if (vouched(path, kept.get().note(), head) && Files.isDirectory(path)) {
            var copy = new LogFolder(path, head.size());
            problems.addAll(copy.problems(head, List.of()));
            copies.add(copy);
        }
    }

    /** A receipt that somebody holds: the entry laid open in it must still stand where it stood. */
    private void receipt(Path path, String text) {
        switch (ReceiptFile.read(text.getBytes(StandardCharsets.UTF_8))) {
            case Checked.Bad<RecordReceipt>(var bad) -> problems.addAll(bad);
            case Checked.Good<RecordReceipt>(var receipt) -> {
                var proof = receipt.proof();
                var entry = receipt.entry().leaf().entry();
                if (vouched(path, proof.note(), proof.checkpoint().head())) {
                    copies.add((index, other) -> index != proof.inclusion().index() || Arrays.equals(entry, other));
                }
            }
        }
    }

    private boolean vouched(Path path, SignedNote note, TreeHead head) {
        boolean signed = note.verify(List.of(log)) instanceof SignedNote.Verdict.Trusted;
        if (signed) {
            heads.add(new AuditCheck.Vouched(path.toString(), head));
        } else {
            problems.add(unusable(path, "A checkpoint that this log's key signed: " + log.name() + "."));
        }
        return signed;
    }

    private static Problem unusable(Path path, String expected) {
        return new Problem("check.against", "--against", path.toString(), expected, "Name the file as it was kept.");
    }
}
