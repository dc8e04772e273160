package org.sallyport.postgres.audit;

import static java.util.Comparator.comparingLong;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.HashSource;
import org.sallyport.audit.TileHashes;
import org.sallyport.audit.TreeHead;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.KeyRing;

/**
 * The full check: derives the tree anew from the journal, opens every payload whose key is left, decides every
 * determination again, and ends at the first thing that is not what it must be.
 *
 * <p>It reads one consistent state in one read-only transaction, a part at a time, and may run beside servers.
 */
public final class AuditCheck {
    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private final Database database;
    private final KeyRing keys;
    private final Books books;

    /** A check of a migrated database. */
    public AuditCheck(Database database, KeyRing keys, Books books) {
        this.database = database;
        this.keys = keys;
        this.books = books;
    }

    /**
     * What to compare with.
     *
     * @param heads     states of the log that somebody else vouches for, by a name for each
     * @param published entries that somebody else kept
     * @param notes     how signed notes of kept checkpoints are read
     */
    public record Against(List<Vouched> heads, Optional<Published> published, Notes notes) {}

    /** A state of the log and where it is known from. */
    public record Vouched(String from, TreeHead head) {}

    /** Reads kept checkpoints. */
    @FunctionalInterface
    public interface Notes {
        /** What is wrong with a kept note for this state of the tree; empty when it is signed and says the same. */
        Optional<String> fault(String note, TreeHead head);
    }

    /** Hears how far a check has come. */
    public interface Progress {
        /** Nobody listens. */
        Progress NONE = new Progress() {
            @Override
            public void at(String stage, long done, long of) {}

            @Override
            public void good(long size, byte[] roots) {}
        };

        /** So many of so many parts of a stage are done: {@code entries}, {@code rows}, {@code streams}. */
        void at(String stage, long done, long of);

        /** All entries before this state of the tree are as they must be: a later check may begin here. */
        void good(long size, byte[] roots);
    }

    /**
     * How a check ended.
     *
     * @param head       the tree that was checked
     * @param difference the first difference; empty when there is none
     * @param opened     payloads opened and found to be what was committed to
     * @param destroyed  entries of which no key is left: their headings are still bound by the log
     * @param replayed   determinations decided again to the same bytes
     * @param elsewhere  determinations that name an evaluator this program does not hold
     * @param waiting    rows of the journal that are not in the log yet
     */
    public record Result(
            TreeHead head,
            Optional<Difference> difference,
            long opened,
            long destroyed,
            long replayed,
            long elsewhere,
            long waiting) {}

    /**
     * Runs it.
     *
     * @param from the state an earlier check reached, else the empty tree
     */
    public Result run(Frontier from, Against against, Progress progress) {
        return database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(SNAPSHOT);
            }
            try {
                return new Run(connection, from, against, progress).result();
            } catch (EntryCheck.Unread e) {
                throw e.sql();
            }
        });
    }

    private final class Run {
        private final Connection connection;
        private final Against against;
        private final Progress progress;
        private final Replay replay = new Replay(books);
        private final PayloadCheck payloads;
        private final EntryCheck entries;
        private final TreeHead head;
        private final RowCheck rows;

        Run(Connection connection, Frontier from, Against against, Progress progress) throws SQLException {
            this.connection = connection;
            this.against = against;
            this.progress = progress;
            this.payloads = new PayloadCheck(connection, replay);
            this.entries = new EntryCheck(connection, keys, payloads, against.published(), from);
            this.head = AuditLog.head(connection);
            try (var statement = connection.prepareStatement("select tx::text, position from audit_head");
                    var mark = statement.executeQuery()) {
                mark.next();
                this.rows = new RowCheck(connection, mark.getString(1), mark.getLong(2));
            }
        }

        Result result() throws SQLException {
            long waiting = AuditLog.tail(connection).unsequenced();
            Optional<Difference> difference = Optional.empty();
            try {
                shrunk();
                entries();
                head();
                checkpoints();
                rows();
                streams();
                new WaitingCheck(connection, keys, payloads).run();
                new KeyCheck(connection, keys).run();
            } catch (Found e) {
                difference = Optional.of(e.difference());
            }
            return new Result(
                    head,
                    difference,
                    entries.opened(),
                    entries.destroyed(),
                    replay.replayed(),
                    replay.elsewhere(),
                    waiting);
        }

        private void shrunk() {
            if (entries.tree().size() > head.size()) {
                throw new Found(
                        "log-shrunk",
                        Difference.Place.index(head.size()),
                        "an earlier check saw " + entries.tree().size() + " entries, the log has only " + head.size()
                                + ".");
            }
        }

        private void entries() throws SQLException {
            boolean more = entries.tree().size() < head.size();
            while (more) {
                more = entries.some(head.size());
                progress.at("entries", entries.tree().size(), head.size());
                progress.good(entries.tree().size(), entries.tree().roots());
            }
        }

        private void head() {
            if (!entries.tree().head().equals(head)) {
                throw new Found(
                        "head-altered", Difference.Place.NOWHERE, "the log's head is not the hash of its entries.");
            }
        }

        /** Every state of the tree that anyone signed must be a beginning of the tree that stands now. */
        private void checkpoints() throws SQLException {
            var hashes = new TileHashes(
                    tile -> {
                        try {
                            return AuditLog.hashes(connection, tile).orElse(new byte[0]);
                        } catch (SQLException e) {
                            throw new EntryCheck.Unread(e);
                        }
                    },
                    head.size());
            long good = 0;
            for (var vouched : against.heads().stream()
                    .sorted(comparingLong(v -> v.head().size()))
                    .toList()) {
                compare(vouched, hashes, good);
                good = vouched.head().size();
            }
            for (var kept : kept()) {
                compare(
                        new Vouched("the kept checkpoint of " + kept.head().size() + " entries", kept.head()),
                        hashes,
                        0);
                against.notes().fault(kept.note(), kept.head()).ifPresent(fault -> {
                    throw new Found(
                            "checkpoint-altered",
                            Difference.Place.NOWHERE,
                            "the kept checkpoint of " + kept.head().size() + " entries " + fault);
                });
            }
        }

        /** Compares one; the entries before {@code good} are known to be those that somebody vouches for. */
        private void compare(Vouched vouched, HashSource hashes, long good) {
            long size = vouched.head().size();
            if (size > head.size()) {
                throw new Found(
                        "log-shrunk",
                        Difference.Place.index(head.size()),
                        vouched.from() + " has " + size + " entries, the log only " + head.size()
                                + ": entries were taken away, or an older state was restored.");
            }
            if (!Frontier.of(size, hashes).head().equals(vouched.head())) {
                throw new Found(
                        "history-rewritten",
                        Difference.Place.NOWHERE,
                        "the first " + size + " entries are not those that " + vouched.from()
                                + " was signed for: an entry from " + good + " to " + (size - 1)
                                + " was altered, added or removed since.");
            }
        }

        private record Kept(TreeHead head, String note) {}

        private List<Kept> kept() throws SQLException {
            var sql = "select size, root, note from audit_checkpoint order by size";
            try (var statement = connection.prepareStatement(sql);
                    var found = statement.executeQuery()) {
                var all = new ArrayList<Kept>();
                while (found.next()) {
                    all.add(new Kept(new TreeHead(found.getLong(1), Hash.of(found.getBytes(2))), found.getString(3)));
                }
                return all;
            }
        }

        private void rows() throws SQLException {
            rows.unhappened();
            long last = rows.last();
            for (long at = 0; at < last; ) {
                at = rows.some(at);
                progress.at("rows", Math.min(at, last), last);
            }
        }

        private void streams() throws SQLException {
            var after = new UUID(0, 0);
            for (var last = rows.streams(after); !last.equals(after); last = rows.streams(after)) {
                after = last;
                progress.at("streams", Math.max(0, after.getMostSignificantBits() >>> 33), Integer.MAX_VALUE);
            }
        }
    }
}
