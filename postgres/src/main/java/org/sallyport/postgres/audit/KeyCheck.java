package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.journal.Heading;
import org.sallyport.journal.Recorded;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.SealBroken;

/** Ties each key that is gone to the recorded order that destroyed it, and finds none that was destroyed. */
final class KeyCheck {
    private static final String RECORDED = "select j.key_id, j.sealed, " + JournalLeaf.COLUMNS
            + " from journal j join stream_head h on h.stream = j.stream where h.kind = 0"
            + " and j.type in ('facility.streams-destroyed', 'facility.retention-destroyed') order by j.position";
    private static final String KEYLESS = "select h.stream, abs(h.version) from stream_head h"
            + " where not exists (select 1 from sealing_key k where k.key_id = h.stream) order by h.stream";

    private final Connection connection;
    private final KeyRing keys;
    private final EventCodec codec = new EventCodec();

    KeyCheck(Connection connection, KeyRing keys) {
        this.connection = connection;
        this.keys = keys;
    }

    void run() throws SQLException {
        var recorded = recorded();
        try (var statement = connection.prepareStatement(KEYLESS);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var stream = rows.getObject(1, UUID.class);
                if (!recorded.contains(stream)) {
                    throw new Found(
                            "key-destroyed",
                            Difference.Place.stream(stream, rows.getInt(2)),
                            "the key of this stream is gone, and no recorded order or schedule destroyed it.");
                }
            }
        }
        try (var statement = connection.prepareStatement(
                "select key_id from sealing_key where key_id = any(?) order by key_id limit 1")) {
            statement.setArray(1, connection.createArrayOf("uuid", recorded.toArray()));
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw new Found(
                            "key-kept",
                            Difference.Place.stream(rows.getObject(1, UUID.class), 0),
                            "this stream has a key, although a recorded order or schedule destroyed it.");
                }
            }
        }
    }

    /** Every stream that a recorded expungement destroyed; orders that cannot be read count for nothing. */
    private Set<UUID> recorded() throws SQLException {
        var all = new TreeSet<UUID>();
        try (var statement = connection.prepareStatement(RECORDED)) {
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getObject(1, UUID.class);
                    var key = keys.find(connection, Collections.singleton(id)).get(id);
                    if (key != null) {
                        var heading = JournalLeaf.read(rows, 3).heading();
                        add(key.open(rows.getBytes(2), heading.envelope()), heading, all);
                    }
                }
            }
        } catch (SealBroken e) {
            throw new Found("payload-altered", Difference.Place.NOWHERE, "a recorded expungement cannot be opened.");
        }
        return all;
    }

    private void add(byte[] json, Heading heading, Set<UUID> to) {
        switch (codec.read(heading.type(), heading.schema(), json)) {
            case FacilityEvent.StreamsDestroyed ordered -> to.addAll(ordered.streams());
            case FacilityEvent.RetentionDestroyed over -> to.addAll(over.streams());
            case Recorded _ -> {}
        }
    }
}
