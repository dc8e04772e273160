package org.sallyport.postgres.audit;

/** What somebody kept of the log as it was published earlier: the harder thing for an operator to change. */
@FunctionalInterface
public interface Published {
    /** Whether the entry at an index is the one that was published then; true beyond what was kept. */
    boolean holds(long index, byte[] entry);
}
