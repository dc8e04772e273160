package org.sallyport.postgres;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.sallyport.desk.KeyedNames;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.postgres.sealing.Tokens;

/**
 * The store on PostgreSQL. Any number of them, in any number of processes, may share one database.
 *
 * <p>Only work that PostgreSQL ended for a lost race is run again by itself. When the database goes away, the caller
 * hears of it by {@link DatabaseFailure} and does not know whether the work became durable: it asks again, and every
 * command that may be asked twice says the same the second time.
 */
public final class PostgresStore implements Store {
    private final Database database;
    private final StoreParts parts;
    private final Upkeep upkeep;

    private PostgresStore(Database database, StoreParts parts, MasterKey master) {
        this.database = database;
        this.parts = parts;
        this.upkeep = new Upkeep(database, master, parts.keys());
    }

    /**
     * How a store is set up.
     *
     * @param clock     where business time comes from
     * @param master    the key that wraps every other
     * @param random    where keys and salts come from
     * @param books     how policy books are kept
     * @param filesMax  how many folded files, and how many opened keys, are kept in memory
     */
    public record Setup(BusinessClock clock, MasterKey master, SecureRandom random, Books books, int filesMax) {}

    /** A store over a migrated database; {@code first} is the book in force when none was activated yet. */
    public static PostgresStore open(Database database, Setup setup, PolicyBook first) {
        var parts = database.transact(connection -> {
            var opened = parts(connection, setup);
            opened.settings().activateFirst(connection, first);
            return opened;
        });
        parts.partitions().prepare(database);
        return new PostgresStore(database, parts, setup.master());
    }

    /** What transactions on this database share. */
    static StoreParts parts(Connection connection, Setup setup) throws SQLException {
        var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
        var tokens = keys.tokens(connection);
        var journal = new JournalRows(new EventCodec(), keys);
        var cache = new FileCache(setup.filesMax());
        return new StoreParts(
                setup.clock(),
                keys,
                journal,
                new Partitions(),
                cache,
                new FoldedFiles(journal, cache),
                new KeyedNames(tokens.of(Tokens.Purpose.STREAM_NAME)),
                new Findables(tokens),
                new FeedRows(tokens),
                new Settings(setup.books()),
                new StoreParts.Agencies(),
                new AtomicLong());
    }

    @Override
    public <T> T transact(Function<Transaction, T> work) {
        var last = new PostgresTransaction[1];
        T result = database.transact(connection -> {
            var transaction = new PostgresTransaction(connection, parts);
            last[0] = transaction;
            var done = work.apply(transaction);
            transaction.flush();
            return done;
        });
        last[0].remember();
        parts.partitions().prepare(database);
        return result;
    }

    /** The earliest moment at which anything must be looked at; empty when nothing waits. */
    public Optional<Instant> earliestWake() {
        return database.transact(StreamHeads::earliestWake);
    }

    /** Its keys and its backup. */
    public Upkeep upkeep() {
        return upkeep;
    }

    /** What boards and lists read. */
    public PostgresLists lists() {
        return new PostgresLists(database, parts);
    }

    /**
     * Drops every projection and writes it again from the journal. Nothing else may write meanwhile: the tables stay
     * locked until the end.
     */
    public void rebuild() {
        database.transact(connection -> {
            new Rebuild(connection, parts).rebuild();
            return connection;
        });
    }

    /** Where the projections differ from what the journal says; each line names a table and how many rows. */
    public List<String> differences() {
        return database.transact(connection -> new Rebuild(connection, parts).differences());
    }

    /** What feeds said before. */
    FeedRows feeds() {
        return parts.feeds();
    }

    /** The keys of this database, one ring for all that is sealed in it. */
    public KeyRing keys() {
        return parts.keys();
    }
}
