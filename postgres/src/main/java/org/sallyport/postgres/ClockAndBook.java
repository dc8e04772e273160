package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.StreamHeads.Head;

/**
 * The clock and the policy book of one transaction, as its first statement read them. The clock is never before the
 * last entry of a stream that was locked.
 */
final class ClockAndBook {
    private final Connection connection;
    private final StoreParts parts;
    private Settings.@Nullable Begun begun;
    private @Nullable PolicyBook activated;
    private Instant now = Instant.MIN;

    ClockAndBook(Connection connection, StoreParts parts) {
        this.connection = connection;
        this.parts = parts;
    }

    /** What was read at the beginning; reads it where nothing was read yet. */
    Settings.Begun begun() throws SQLException {
        var known = begun;
        return known != null ? known : begin(Settings.begin(connection));
    }

    /** Takes what a statement read along with the lock of a facility; the transaction begins with the first of them. */
    Settings.Begun begin(Settings.Begun read) {
        if (begun == null) {
            now = Settings.clock(parts.clock(), read);
            begun = read;
            parts.partitions().reached(read.position());
            parts.destroyed(read.destructions());
        }
        return read;
    }

    /** A stream that stands here was locked. */
    void notBefore(Head head) throws SQLException {
        begun();
        if (head.recordedAt().isAfter(now)) {
            now = head.recordedAt();
        }
    }

    Instant now() throws SQLException {
        begun();
        return now;
    }

    PolicyBook book() throws SQLException {
        var next = activated;
        return next != null ? next : parts.settings().book(connection, begun().book());
    }

    void activate(PolicyBook book) throws SQLException {
        book(); // reads which one it replaces
        activated = book;
    }

    /** Puts the activated book in force. */
    void flush() throws SQLException {
        var book = activated;
        if (book == null) {
            return;
        }
        var first = begun();
        parts.settings().activate(connection, book, first.book());
        begun = new Settings.Begun(
                now, first.agencyEpoch(), book.hash(), Head.NONE, first.position(), first.destructions());
        activated = null;
    }
}
