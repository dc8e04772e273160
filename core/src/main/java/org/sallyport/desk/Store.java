package org.sallyport.desk;

import java.util.function.Function;

/**
 * Port to where the journal is kept. One honest in-memory version ({@link InMemoryStore}) serves tests and the
 * simulator, PostgreSQL serves everyone else; both pass the same contract test.
 */
public interface Store {
    /**
     * Runs work in one transaction: everything it appended becomes durable together, or nothing does. Work that loses a
     * race is run again from its start, so it must have no effect of its own outside the transaction.
     *
     * @return what the work returned, once durable
     */
    <T> T transact(Function<Transaction, T> work);
}
