package org.sallyport.cli.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.desk.Store;
import org.sallyport.journal.Envelope;

/** Where the demonstration keeps its journal, and what only the keeper knows. */
public interface Backing extends AutoCloseable {
    /** The store behind the desk. */
    Store store();

    /** The next moment at which something must be looked at, past ones included; empty for never (UTC instant). */
    Optional<Instant> nextWake();

    /** The journal's entries behind that position, in order. */
    List<Envelope> after(long position);

    @Override
    void close();
}
