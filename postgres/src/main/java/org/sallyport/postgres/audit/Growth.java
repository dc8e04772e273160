package org.sallyport.postgres.audit;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.Leaf;
import org.sallyport.audit.Tile;

/** What some more leaves add to the tree: their rows, and the hashes at the end of some tiles. */
final class Growth {
    private final Frontier tree;
    private final long first;
    private final List<Long> positions = new ArrayList<>();
    private final List<byte[]> entries = new ArrayList<>();
    private final Map<Place, ByteArrayOutputStream> tails = new LinkedHashMap<>();

    /** Where the new hashes of one tile begin. */
    private record Place(int level, long tile) {}

    Growth(Frontier tree) {
        this.tree = tree;
        this.first = tree.size();
    }

    void add(Leaf leaf) {
        var entry = leaf.entry();
        positions.add(leaf.position());
        entries.add(entry);
        tree.append(Hash.leaf(entry), this::keep);
    }

    private void keep(int level, long index, Hash hash) {
        if (level % Tile.HEIGHT == 0) {
            var place = new Place(level / Tile.HEIGHT, index / Tile.FULL);
            tails.computeIfAbsent(place, _ -> new ByteArrayOutputStream()).writeBytes(hash.bytes());
        }
    }

    void write(Connection connection) throws SQLException {
        leaves(connection);
        tiles(connection);
    }

    private void leaves(Connection connection) throws SQLException {
        var sql = "insert into audit_leaf (index, position, entry) select ? + n - 1, position, entry"
                + " from unnest(?::bigint[], ?::bytea[]) with ordinality as l(position, entry, n)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setArray(2, connection.createArrayOf("int8", positions.toArray(Long[]::new)));
            statement.setArray(3, connection.createArrayOf("bytea", entries.toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    /** A tile begun before must end exactly where the tree did, or someone else wrote to it. */
    private void tiles(Connection connection) throws SQLException {
        var sql = "insert into audit_tile as t (level, index, hashes)"
                + " select level, index, hashes from unnest(?::smallint[], ?::bigint[], ?::bytea[])"
                + " as n(level, index, hashes) on conflict (level, index) do update"
                + " set hashes = t.hashes || excluded.hashes";
        var begun = new ArrayList<Tile>();
        var levels = new ArrayList<Short>();
        var indices = new ArrayList<Long>();
        var hashes = new ArrayList<byte[]>();
        tails.forEach((place, tail) -> {
            levels.add((short) place.level());
            indices.add(place.tile());
            hashes.add(tail.toByteArray());
            new Tile(place.level(), place.tile(), Tile.FULL).asIn(first).ifPresent(begun::add);
        });
        expect(connection, begun);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("int2", levels.toArray(Short[]::new)));
            statement.setArray(2, connection.createArrayOf("int8", indices.toArray(Long[]::new)));
            statement.setArray(3, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    private static void expect(Connection connection, List<Tile> begun) throws SQLException {
        var sql = "select octet_length(hashes) from audit_tile where level = ? and index = ?";
        try (var statement = connection.prepareStatement(sql)) {
            for (var tile : begun) {
                statement.setInt(1, tile.level());
                statement.setLong(2, tile.index());
                try (var rows = statement.executeQuery()) {
                    if (!rows.next() || rows.getInt(1) != tile.width() * Hash.BYTES) {
                        throw new LogBroken("The audit log cannot grow: " + tile.path() + " is not as long as its tree"
                                + " says. Run sallyport audit check.");
                    }
                }
            }
        }
    }
}
