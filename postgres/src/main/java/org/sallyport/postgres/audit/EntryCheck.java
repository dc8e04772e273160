package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.Leaf;
import org.sallyport.audit.Tile;
import org.sallyport.postgres.sealing.DataKey;
import org.sallyport.postgres.sealing.KeyRing;

/** Derives the tree anew from the rows of the journal, entry by entry, and compares every hash with the kept one. */
final class EntryCheck {
    private static final int AT_ONCE = 1_000;
    private static final String ROWS = "select l.index, l.position, l.entry, j.position, j.key_id, j.sealed, "
            + JournalLeaf.COLUMNS + " from audit_leaf l left join journal j on j.position = l.position"
            + " where l.index >= ? and l.index < ? order by l.index";

    private final Connection connection;
    private final KeyRing keys;
    private final PayloadCheck payloads;
    private final Optional<Published> published;
    private final Frontier tree;
    private final Map<Integer, Kept> tiles = new HashMap<>();
    private long opened;
    private long destroyed;

    /** The stored tile of a level that the tree is growing through. */
    private record Kept(long index, byte[] hashes) {}

    private record Row(long index, long position, byte[] entry, Optional<Leaf> leaf, UUID key, byte[] sealed) {}

    EntryCheck(
            Connection connection, KeyRing keys, PayloadCheck payloads, Optional<Published> published, Frontier from) {
        this.connection = connection;
        this.keys = keys;
        this.payloads = payloads;
        this.published = published;
        this.tree = from;
    }

    /** How many payloads were opened and are what their commitments fix. */
    long opened() {
        return opened;
    }

    /** How many could not be opened because their key was destroyed. */
    long destroyed() {
        return destroyed;
    }

    Frontier tree() {
        return tree;
    }

    /** Checks some more entries of a tree of a size; whether any are left. */
    boolean some(long size) throws SQLException {
        long from = tree.size();
        long to = Math.min(size, from + AT_ONCE);
        var rows = rows(from, to);
        for (int i = 0; i < to - from; i++) {
            if (i >= rows.size() || rows.get(i).index() != from + i) {
                throw new Found(
                        "leaf-missing", Difference.Place.index(from + i), "the log has no leaf for this entry.");
            }
        }
        var with = keys.find(connection, rows.stream().map(Row::key).collect(Collectors.toSet()));
        for (var row : rows) {
            check(row, with);
        }
        return to < size;
    }

    private List<Row> rows(long from, long to) throws SQLException {
        try (var statement = connection.prepareStatement(ROWS)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            statement.setFetchSize(AT_ONCE);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<Row>();
                while (rows.next()) {
                    found.add(row(rows));
                }
                return found;
            }
        }
    }

    private static Row row(ResultSet rows) throws SQLException {
        rows.getLong(4);
        boolean gone = rows.wasNull();
        return new Row(
                rows.getLong(1),
                rows.getLong(2),
                rows.getBytes(3),
                gone ? Optional.empty() : Optional.of(JournalLeaf.read(rows, 7)),
                gone ? new UUID(0, 0) : rows.getObject(5, UUID.class),
                gone ? new byte[0] : rows.getBytes(6));
    }

    private void check(Row row, Map<UUID, DataKey> with) throws SQLException {
        var place = Difference.Place.entry(row.index(), row.position());
        if (row.leaf().isEmpty()) {
            throw new Found("row-missing", place, "the journal has lost this row.");
        }
        var leaf = row.leaf().get();
        var at = place.in(leaf.heading().stream(), leaf.heading().version());
        var entry = leaf.entry();
        if (!Arrays.equals(entry, row.entry())) {
            throw new Found("row-altered", at, "the row of the journal is not the one that was recorded.");
        }
        if (published.isPresent() && !published.get().holds(row.index(), entry)) {
            throw new Found("entry-republished", at, "the log published another entry here before.");
        }
        if (payloads.opened(leaf, row.key(), row.sealed(), with, at)) {
            opened++;
        } else {
            destroyed++;
        }
        tree.append(Hash.leaf(entry), (level, index, hash) -> compare(level, index, hash, at));
    }

    private void compare(int level, long index, Hash hash, Difference.Place at) {
        if (level % Tile.HEIGHT != 0) {
            return;
        }
        var tile = new Tile(level / Tile.HEIGHT, index / Tile.FULL, (int) (index % Tile.FULL) + 1);
        var kept = tiles.get(tile.level());
        if (kept == null || kept.index() != tile.index()) {
            kept = new Kept(tile.index(), read(tile));
            tiles.put(tile.level(), kept);
        }
        int offset = (tile.width() - 1) * Hash.BYTES;
        if (kept.hashes().length < offset + Hash.BYTES
                || !Hash.at(kept.hashes(), offset).equals(hash)) {
            throw new Found(
                    "tile-altered", at, "the hash that " + tile.path() + " ends in is not the one of the entries.");
        }
    }

    private byte[] read(Tile tile) {
        try (var statement =
                connection.prepareStatement("select hashes from audit_tile where level = ? and index = ?")) {
            statement.setInt(1, tile.level());
            statement.setLong(2, tile.index());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : new byte[0];
            }
        } catch (SQLException e) {
            throw new Unread(e);
        }
    }

    /** Carries an {@link SQLException} out of the tree's callback. */
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException sql;

        Unread(SQLException sql) {
            super("unread");
            this.sql = sql;
        }

        SQLException sql() {
            return sql;
        }
    }
}
