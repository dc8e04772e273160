package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.DisclosedEntry;
import org.sallyport.audit.InclusionProof;
import org.sallyport.audit.LogProof;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.SignedNote;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.journal.Recorded;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.problem.Checked;

/**
 * Takes receipts of record out of the journal and the log: an entry laid open, and the proof that it stands there. Who
 * may have one is decided before.
 */
public final class Receipts {
    private static final String ROWS = "select j.key_id, j.sealed, " + JournalLeaf.COLUMNS
            + " from journal j where j.stream = ? and j.type = ? order by j.version";
    /** Most cosignatures first; among those the earliest, for it was seen first. */
    private static final String COVERING = "select note from audit_checkpoint where size > ?"
            + " order by cosigned desc, case when cosigned > 0 then size else -size end limit 1";

    private final Database database;
    private final KeyRing keys;
    private final AuditLog log;
    private final EventCodec codec = new EventCodec();

    /** Receipts of a migrated database. */
    public Receipts(Database database, KeyRing keys) {
        this.database = database;
        this.keys = keys;
        this.log = new AuditLog(database);
    }

    /** Which of several entries that fit is meant. */
    public enum Pick {
        FIRST,
        LAST
    }

    /**
     * Which entry.
     *
     * @param stream the stream it is in
     * @param type   its type, such as {@code request.received}
     * @param which  the event that is meant
     * @param pick   which of those that are meant
     */
    public record Wanted(UUID stream, String type, Predicate<Recorded> which, Pick pick) {}

    /** What became of it. */
    public sealed interface Found {
        /** Here it is. */
        record Made(RecordReceipt receipt) implements Found {}

        /** It is on record, but in no signed checkpoint yet: ask again in two seconds. */
        record NotYet() implements Found {}

        /** No such entry is on record, or what it held was destroyed. */
        record Nothing() implements Found {}
    }

    /** Takes a receipt. */
    public Found of(Wanted wanted) {
        var entry = database.transact(connection -> entry(connection, wanted));
        if (entry.isEmpty()) {
            return new Found.Nothing();
        }
        var index = log.indexOf(entry.get().position());
        if (index.isEmpty()) {
            return new Found.NotYet();
        }
        return note(index.getAsLong())
                .<Found>map(note -> new Found.Made(receipt(entry.get(), index.getAsLong(), note)))
                .orElseGet(Found.NotYet::new);
    }

    private Optional<DisclosedEntry> entry(Connection connection, Wanted wanted) throws SQLException {
        try (var statement = connection.prepareStatement(ROWS)) {
            statement.setObject(1, wanted.stream());
            statement.setString(2, wanted.type());
            try (var rows = statement.executeQuery()) {
                Optional<DisclosedEntry> found = Optional.empty();
                while (rows.next() && (found.isEmpty() || wanted.pick() == Pick.LAST)) {
                    var leaf = JournalLeaf.read(rows, 3);
                    var id = rows.getObject(1, UUID.class);
                    var key = keys.find(connection, Collections.singleton(id)).get(id);
                    if (key == null) {
                        return Optional.empty();
                    }
                    var open = key.disclose(rows.getBytes(2), leaf.heading().envelope());
                    if (wanted.which()
                            .test(codec.read(
                                    leaf.heading().type(), leaf.heading().schema(), open.plain()))) {
                        found = Optional.of(
                                new DisclosedEntry(leaf.position(), leaf.heading(), open.salt(), open.plain()));
                    }
                }
                return found;
            }
        }
    }

    private Optional<SignedNote> note(long index) {
        var text = database.transact(connection -> {
            try (var statement = connection.prepareStatement(COVERING)) {
                statement.setLong(1, index);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
                }
            }
        });
        return text.map(note -> kept(SignedNote.parse(note)));
    }

    private RecordReceipt receipt(DisclosedEntry entry, long index, SignedNote note) {
        var checkpoint = kept(Checkpoint.parse(note.text()));
        long size = checkpoint.head().size();
        var inclusion = InclusionProof.of(index, size, log.hashes(size));
        return new RecordReceipt(entry, entry.commitment(), new LogProof(inclusion, note, checkpoint));
    }

    private static <T> T kept(Checked<T> read) {
        return switch (read) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(List<org.sallyport.problem.Problem> _) ->
                throw new LogBroken("A kept checkpoint cannot be read. Run sallyport audit check.");
        };
    }
}
