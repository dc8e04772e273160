package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.TreeHead;
import org.sallyport.postgres.Database;

/**
 * Takes entries of the journal into the tree, in order of (transaction, position), and signs the tree. Any number of
 * them, on any nodes, may run on one database: whoever holds the row of the head grows the tree, the others do not
 * wait.
 *
 * <p>Only entries of transactions older than every running one are taken: between them nothing can appear any more.
 * So one mark, the last entry taken, says which were taken already. Leaves, tiles, head and checkpoint are written in
 * one transaction; the journal itself is only read.
 */
public final class Sequencer {
    private static final int AT_ONCE_MOST = 5_000;
    private static final String HEAD =
            "select size, root, frontier, tx::text, position from audit_head for update skip locked";
    private static final String NEXT = "select j.tx::text, " + JournalLeaf.COLUMNS + " from journal j"
            + " where j.tx >= ?::xid8 and j.tx < pg_snapshot_xmin(pg_current_snapshot())"
            + " and (j.tx > ?::xid8 or j.position > ?) order by j.tx, j.position limit ?";

    private final Database database;
    private final Signing signing;

    /** How a state of the tree is signed. */
    @FunctionalInterface
    public interface Signing {
        /** The signed note of a checkpoint. */
        String sign(TreeHead head);
    }

    /** A sequencer on a migrated database. */
    public Sequencer(Database database, Signing signing) {
        this.database = database;
        this.signing = signing;
    }

    /** What one pass did. */
    public sealed interface Pass {
        /** Another one was at it. */
        record Elsewhere() implements Pass {}

        /**
         * It took so many entries.
         *
         * @param more whether others were left for the next pass
         */
        record Taken(int entries, TreeHead head, boolean more) implements Pass {}
    }

    /**
     * Takes what can be taken, some thousand entries at most, in one transaction.
     *
     * @throws LogBroken when what is kept of the tree does not fit together; nothing was written
     */
    public Pass pass() {
        return database.transact(this::pass);
    }

    private Pass pass(Connection connection) throws SQLException {
        Frontier tree;
        String tx;
        long position;
        try (var statement = connection.prepareStatement(HEAD);
                var rows = statement.executeQuery()) {
            if (!rows.next()) {
                return new Pass.Elsewhere();
            }
            tree = taken(rows.getLong(1), Hash.of(rows.getBytes(2)), rows.getBytes(3));
            tx = rows.getString(4);
            position = rows.getLong(5);
        }
        var growth = new Growth(tree);
        int entries = 0;
        try (var statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, tx);
            statement.setString(2, tx);
            statement.setLong(3, position);
            statement.setInt(4, AT_ONCE_MOST);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var leaf = JournalLeaf.read(rows, 2);
                    growth.add(leaf);
                    tx = rows.getString(1);
                    position = leaf.position();
                    entries++;
                }
            }
        }
        var head = tree.head();
        if (entries > 0) {
            growth.write(connection);
            advance(connection, tree, tx, position);
            Checkpoints.publish(connection, head, signing.sign(head));
        }
        return new Pass.Taken(entries, head, entries == AT_ONCE_MOST);
    }

    private static Frontier taken(long size, Hash root, byte[] roots) {
        if (roots.length != Long.bitCount(size) * Hash.BYTES) {
            throw new LogBroken("The audit log cannot grow: its head holds another number of subtrees than its size.");
        }
        var tree = Frontier.of(size, roots);
        if (!tree.head().root().equals(root)) {
            throw new LogBroken("The audit log cannot grow: its head does not hash to its root.");
        }
        return tree;
    }

    private static void advance(Connection connection, Frontier tree, String tx, long position) throws SQLException {
        var sql = "update audit_head set size = ?, root = ?, frontier = ?, tx = ?::xid8, position = ?";
        try (var statement = connection.prepareStatement(sql)) {
            var head = tree.head();
            statement.setLong(1, head.size());
            statement.setBytes(2, head.root().bytes());
            statement.setBytes(3, tree.roots());
            statement.setString(4, tx);
            statement.setLong(5, position);
            statement.executeUpdate();
        }
    }
}
