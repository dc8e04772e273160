package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.Hash;
import org.sallyport.audit.HashSource;
import org.sallyport.audit.Tile;
import org.sallyport.audit.TileHashes;
import org.sallyport.audit.TreeHead;
import org.sallyport.postgres.Database;

/** What the audit log shows: its head, its tiles, its entries, its checkpoints. Nothing in it is personal. */
public final class AuditLog {
    private final Database database;

    /** The log of a migrated database. */
    public AuditLog(Database database) {
        this.database = database;
    }

    /** The tree as of now. */
    public TreeHead head() {
        return database.transact(AuditLog::head);
    }

    static TreeHead head(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select size, root from audit_head");
                var rows = statement.executeQuery()) {
            rows.next();
            return new TreeHead(rows.getLong(1), Hash.of(rows.getBytes(2)));
        }
    }

    /** The bytes of a tile or bundle as it is published; empty when the tree has no such tile. */
    public Optional<byte[]> tile(Tile tile) {
        return database.transact(
                connection -> tile.level() == Tile.ENTRIES ? entries(connection, tile) : hashes(connection, tile));
    }

    /** The hashes of a tile, as many as its width; empty when there are fewer. */
    static Optional<byte[]> hashes(Connection connection, Tile tile) throws SQLException {
        var sql = "select hashes from audit_tile where level = ? and index = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, tile.level());
            statement.setLong(2, tile.index());
            try (var rows = statement.executeQuery()) {
                int length = tile.width() * Hash.BYTES;
                return rows.next()
                        ? Optional.of(rows.getBytes(1))
                                .filter(b -> b.length >= length)
                                .map(b -> Arrays.copyOf(b, length))
                        : Optional.empty();
            }
        }
    }

    private static Optional<byte[]> entries(Connection connection, Tile tile) throws SQLException {
        if (!tile.isIn(Long.MAX_VALUE)) {
            return Optional.empty();
        }
        var sql = "select entry from audit_leaf where index >= ? and index < ? order by index";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, tile.index() * Tile.FULL);
            statement.setLong(2, tile.index() * Tile.FULL + tile.width());
            try (var rows = statement.executeQuery()) {
                var entries = new ArrayList<byte[]>();
                while (rows.next()) {
                    entries.add(rows.getBytes(1));
                }
                return entries.size() == tile.width() ? Optional.of(EntryBundle.write(entries)) : Optional.empty();
            }
        }
    }

    /**
     * The hashes of the tree of a size, for proofs.
     *
     * @param size at most the head's
     */
    public HashSource hashes(long size) {
        return new TileHashes(
                tile -> database.transact(connection -> hashes(connection, tile))
                        .orElseThrow(() -> new HashSource.MissingHash(tile.path() + " is not there.")),
                size);
    }

    /** The leaf of the journal's entry at a position; empty when it is not in the tree yet, or there is none. */
    public OptionalLong indexOf(long position) {
        return database.transact(connection -> {
            try (var statement = connection.prepareStatement("select index from audit_leaf where position = ?")) {
                statement.setLong(1, position);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    /** The newest checkpoint, a signed note; empty before the first. */
    public Optional<String> checkpoint() {
        return database.transact(connection -> {
            var sql = "select note from audit_checkpoint order by size desc limit 1";
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
    }

    /** How far the log is behind. */
    public Tail tail() {
        return database.transact(AuditLog::tail);
    }

    static Tail tail(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(Tail.SQL);
                var rows = statement.executeQuery()) {
            rows.next();
            return new Tail(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getDouble(4));
        }
    }
}
