package org.sallyport.postgres.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.sallyport.audit.Hash;
import org.sallyport.audit.Leaf;
import org.sallyport.journal.Heading;

/** Reads from a row of the journal what its leaf stands for. */
final class JournalLeaf {
    /** The columns a leaf is made of, in the order in which {@link #read} expects them; {@code j} is the journal. */
    static final String COLUMNS = "j.position, j.stream, j.version, j.type, j.schema, j.recorded_at, j.facility,"
            + " j.agency, j.cause, j.actor, j.commitment";

    private JournalLeaf() {}

    /** The leaf of the row at hand, whose columns begin at {@code at}. */
    static Leaf read(ResultSet rows, int at) throws SQLException {
        var heading = new Heading(
                rows.getObject(at + 1, UUID.class),
                rows.getInt(at + 2),
                rows.getString(at + 3),
                rows.getInt(at + 4),
                rows.getObject(at + 5, OffsetDateTime.class).toInstant(),
                rows.getString(at + 6),
                rows.getString(at + 7),
                rows.getString(at + 8),
                rows.getString(at + 9));
        return new Leaf(rows.getLong(at), heading, Hash.of(rows.getBytes(at + 10)));
    }
}
