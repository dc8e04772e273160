package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.TreeHead;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.problem.Checked;

/**
 * Signs the states of this database's log under its name. Name and key are settled on first use and stay: whoever
 * checks the log, and every witness, knows it by both.
 */
public final class LogSigner implements Sequencer.Signing, AuditCheck.Notes {
    private final NoteSigner signer;

    private LogSigner(NoteSigner signer) {
        this.signer = signer;
    }

    /**
     * The signer of a database's log.
     *
     * @param origin the name to give the log if it has none yet, such as {@code jail.example/audit}; one that no other
     *               log has is made up where none is given
     */
    public static LogSigner open(Database database, KeyRing keys, Optional<String> origin) {
        return database.transact(connection -> {
            var seed = keys.logSeed(connection);
            return new LogSigner(
                    new NoteSigner(name(connection, origin.orElse(madeUp(seed))), NoteKey.Kind.SIGNER, seed));
        });
    }

    private static String madeUp(byte[] seed) {
        var id = Hash.sha256(new NoteSigner("log", NoteKey.Kind.SIGNER, seed)
                .key()
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return "sallyport.invalid/audit/" + HexFormat.of().formatHex(id.bytes(), 0, 8);
    }

    private static String name(Connection connection, String first) throws SQLException {
        try (var statement =
                connection.prepareStatement("update audit_head set origin = coalesce(origin, ?) returning origin")) {
            statement.setString(1, first);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** The public key, with the log's name. */
    public NoteKey key() {
        return signer.key();
    }

    @Override
    public String sign(TreeHead head) {
        var text = new Checkpoint(signer.key().name(), head).text();
        return new SignedNote(text, List.of(signer.sign(text, Instant.EPOCH))).toString();
    }

    @Override
    public Optional<String> fault(String note, TreeHead head) {
        if (!(SignedNote.parse(note) instanceof Checked.Good<SignedNote>(var read))) {
            return Optional.of("is no signed note.");
        }
        if (!(read.verify(List.of(key())) instanceof SignedNote.Verdict.Trusted)) {
            return Optional.of("is not signed by the log's own key.");
        }
        return new Checkpoint(key().name(), head).text().equals(read.text())
                ? Optional.empty()
                : Optional.of("says something else than the log kept.");
    }
}
