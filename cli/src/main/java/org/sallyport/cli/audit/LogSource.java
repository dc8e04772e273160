package org.sallyport.cli.audit;

import java.util.Optional;
import org.sallyport.audit.Tile;
import org.sallyport.postgres.audit.OpenLog;

/** Where a log is copied from. */
interface LogSource {
    /** Its public key as it says itself. */
    String key();

    /** Its newest checkpoint; empty before the first. */
    Optional<String> checkpoint();

    /** A tile or bundle, as wide as it is named; empty when the log lacks it. */
    Optional<byte[]> tile(Tile tile);

    /** A log in a database. */
    record OfDatabase(OpenLog open) implements LogSource {
        @Override
        public String key() {
            return open.signer().key().toString();
        }

        @Override
        public Optional<String> checkpoint() {
            return open.log().checkpoint();
        }

        @Override
        public Optional<byte[]> tile(Tile tile) {
            return open.log().tile(tile);
        }
    }
}
