package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.Streams;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.StreamId;
import org.sallyport.request.Agency;

/** Reads the record of every agency from the journal, and names those that somebody altered. */
final class AgencyRecords {
    private AgencyRecords() {}

    /** The agencies as they stand, and those of which nobody can tell; both by short name. */
    record Read(List<Agency> agencies, SortedMap<String, EntryAltered> altered) {}

    static Read read(Connection connection, StoreParts parts) throws SQLException {
        var names = names(connection);
        var altered = new TreeMap<String, EntryAltered>();
        Optional<List<Agency>> agencies = Optional.empty();
        while (agencies.isEmpty()) {
            try {
                agencies = Optional.of(agencies(connection, parts, names));
            } catch (EntryAltered e) {
                var name = names.stream()
                        .filter(n -> Streams.ofAgency(n).id().equals(e.stream()))
                        .findFirst()
                        .orElseThrow(() -> e);
                altered.put(name, e);
                names.remove(name);
            }
        }
        return new Read(agencies.get(), altered);
    }

    private static TreeSet<String> names(Connection connection) throws SQLException {
        var found = new TreeSet<String>();
        try (var statement = connection.prepareStatement("select agency from stream_head where kind = ?")) {
            statement.setInt(1, StreamHeads.number(StreamId.Kind.AGENCY));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static List<Agency> agencies(Connection connection, StoreParts parts, Collection<String> names)
            throws SQLException {
        var all = names.stream()
                .map(n -> new JournalRows.After(Streams.ofAgency(n).id(), 0))
                .toList();
        var found = new TreeMap<String, Agency>();
        for (var e : parts.journal().streams(connection, all)) {
            if (e.event() instanceof AgencyEvent.Enrolled(var agency, var _, var _)) {
                found.put(agency.id(), agency);
            }
        }
        return List.copyOf(found.values());
    }
}
