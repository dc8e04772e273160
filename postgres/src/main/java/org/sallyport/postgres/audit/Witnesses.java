package org.sallyport.postgres.audit;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.SignedNote;
import org.sallyport.postgres.Database;
import org.sallyport.problem.Checked;

/** The outside witnesses of a log: whom to ask, how far each has followed it, and what each signed. */
public final class Witnesses {
    /** A witness is asked once a second; one that did not cosign, every fifteen seconds. */
    private static final String TURN = "update audit_witness set tried_at = clock_timestamp() where key = ? and"
            + " (tried_at is null or tried_at < clock_timestamp() - make_interval(secs => case fault when '' then 1"
            + " else 15 end))";

    private final Database database;

    /** The witnesses of a migrated database. */
    public Witnesses(Database database) {
        this.database = database;
    }

    /**
     * A witness to ask.
     *
     * @param key     what it signs with
     * @param address what its submissions go to, before {@code add-checkpoint}
     */
    public record Named(NoteKey key, URI address) {}

    /**
     * A witness and how far it has come.
     *
     * @param size   how many entries it last cosigned; 0 for none
     * @param seenAt when that was (UTC instant)
     * @param fault  why its last answer was no cosignature; empty when it was one
     */
    public record Kept(Named named, long size, Optional<Instant> seenAt, String fault) {}

    /** Makes these the witnesses; those that were before keep what they have come to. Says how many changed. */
    public int set(List<Named> witnesses) {
        var keys = witnesses.stream().map(w -> w.key().toString()).toArray(String[]::new);
        return database.transact(connection -> {
            int changed;
            try (var statement = connection.prepareStatement("delete from audit_witness where key <> all (?)")) {
                statement.setArray(1, connection.createArrayOf("text", keys));
                changed = statement.executeUpdate();
            }
            var sql = "insert into audit_witness (key, address) values (?, ?) on conflict (key)"
                    + " do update set address = excluded.address where audit_witness.address <> excluded.address";
            try (var statement = connection.prepareStatement(sql)) {
                for (var w : witnesses) {
                    statement.setString(1, w.key().toString());
                    statement.setString(2, w.address().toString());
                    changed += statement.executeUpdate();
                }
            }
            return changed;
        });
    }

    /** Every witness, by key. */
    public List<Kept> all() {
        return database.transact(connection -> {
            var sql = "select key, address, size, seen_at, fault from audit_witness order by key";
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                var all = new ArrayList<Kept>();
                while (rows.next()) {
                    if (NoteKey.parse(rows.getString(1)) instanceof Checked.Good<NoteKey>(var key)) {
                        all.add(new Kept(
                                new Named(key, URI.create(rows.getString(2))),
                                rows.getLong(3),
                                Optional.ofNullable(rows.getObject(4, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant),
                                rows.getString(5)));
                    }
                }
                return List.copyOf(all);
            }
        });
    }

    /** Whether it is this node's turn to ask: not too soon after any node asked. */
    public boolean turn(NoteKey key) {
        return database.transact(connection -> {
            try (var statement = connection.prepareStatement(TURN)) {
                statement.setString(1, key.toString());
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** The witness cosigned the checkpoint of a size; the line goes below the checkpoint once. */
    public void cosigned(NoteKey key, long size, SignedNote.Signed by) {
        database.transact(connection -> {
            var sql = "update audit_checkpoint set note = note || ?, cosigned = cosigned + 1"
                    + " where size = ? and position(? in note) = 0";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, by.line());
                statement.setLong(2, size);
                statement.setString(3, "\n\u2014 " + by.name() + " ");
                statement.executeUpdate();
            }
            follow(connection, key, size, "");
            return size;
        });
    }

    /** The witness says that it has followed the log to another size than was thought. */
    public void follows(NoteKey key, long size) {
        database.transact(connection -> {
            follow(connection, key, size, "");
            return size;
        });
    }

    private static void follow(Connection connection, NoteKey key, long size, String fault) throws SQLException {
        var sql = "update audit_witness set size = ?, seen_at = clock_timestamp(), fault = ? where key = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, size);
            statement.setString(2, fault);
            statement.setString(3, key.toString());
            statement.executeUpdate();
        }
    }

    /** The witness did not cosign; why, as a code. */
    public void failed(NoteKey key, String fault) {
        database.transact(connection -> {
            var sql = "update audit_witness set fault = ? where key = ?";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, fault);
                statement.setString(2, key.toString());
                return statement.executeUpdate();
            }
        });
    }
}
