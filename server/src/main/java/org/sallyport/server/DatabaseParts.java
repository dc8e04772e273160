package org.sallyport.server;

import java.security.SecureRandom;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.access.PostgresAccess;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.phone.PostgresPhoneSheets;
import org.sallyport.postgres.quarantine.PostgresQuarantine;
import org.sallyport.postgres.roster.PostgresRosters;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.postgres.sealing.Tokens;
import org.sallyport.server.book.KeptBooks;
import org.sallyport.server.lists.DatabaseLists;

/**
 * What a server stands on when everything is kept in one PostgreSQL.
 *
 * @param store the journal and its projections
 * @param parts what the server is given
 */
public record DatabaseParts(PostgresStore store, Parts parts) {
    private static final int FILES_MOST = 20_000;

    /**
     * Opens a migrated database and puts the tables of these files in force, with the adoptions and practices of
     * the book
     * before: a table that changed is un-adopted by its other hash, all others stay adopted.
     *
     * @param clock  where business time comes from
     * @param tables the files the program runs by
     */
    public static DatabaseParts open(Database database, MasterKey master, BusinessClock clock, PolicyFiles tables) {
        return open(database, master, clock, tables, Optional.empty());
    }

    /**
     * The same, with a name for the audit log.
     *
     * @param origin what to call the log if it has no name yet; see {@link org.sallyport.postgres.audit.LogSigner}
     * @throws org.sallyport.journal.EntryAltered when there are facilities and the record of each was altered
     */
    public static DatabaseParts open(
            Database database, MasterKey master, BusinessClock clock, PolicyFiles tables, Optional<String> origin) {
        var random = new SecureRandom();
        var books = new KeptBooks();
        var shipped = books.load(tables);
        var setup = new PostgresStore.Setup(clock, master, random, books, FILES_MOST);
        var store = PostgresStore.open(database, setup, shipped);
        var keys = store.keys();
        var lists = new DatabaseLists(store.lists());
        var served = lists.facilities().stream().map(Facility::id).findFirst();
        if (served.isEmpty()) {
            lists.altered().stream().findFirst().ifPresent(a -> {
                throw a.entry();
            });
        }
        upgrade(store, shipped, served);
        byte[] linkKey =
                database.transact(connection -> keys.tokens(connection).of(Tokens.Purpose.LINK, "notice links"));
        return new DatabaseParts(
                store,
                new Parts(
                        store,
                        lists,
                        new PostgresAccess(database),
                        new PostgresQuarantine(database, keys),
                        new PostgresRosters(database, keys),
                        new PostgresPhoneSheets(database, keys),
                        new RealTime(),
                        linkKey,
                        Optional.of(OpenLog.of(database, keys, origin)),
                        tables));
    }

    private static void upgrade(PostgresStore store, PolicyBook shipped, Optional<FacilityId> facility) {
        var inForce = store.transact(Transaction::book);
        if (!KeptBooks.sameTables(inForce, shipped) && facility.isPresent()) {
            new Desk(store).activate(facility.get(), KeptBooks.carriedOver(inForce, shipped), "sallyport");
        }
    }

    @Override
    public String toString() {
        return "the parts of a server over PostgreSQL";
    }
}
