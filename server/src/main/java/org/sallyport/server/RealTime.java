package org.sallyport.server;

import java.time.Instant;
import java.time.InstantSource;

/** The machine's clock, for log-in sessions, webhook stamps and latencies. Nothing is decided by it. */
public final class RealTime implements InstantSource {
    @Override
    public Instant instant() {
        return Instant.now();
    }
}
