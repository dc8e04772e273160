package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Streams;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;

/** Reads every facility's own record from the journal, and names those that somebody altered. */
final class FacilityRecords {
    private FacilityRecords() {}

    /** Where each facility stands, and those of which nobody can tell; both by name. */
    record Read(List<FacilityFile> files, List<AlteredFacility> altered) {}

    /** Reads them all. What is held in memory of an altered one is dropped: nothing goes on by it. */
    static Read read(Connection connection, StoreParts parts) throws SQLException {
        var versions = versions(connection);
        var broken = new TreeMap<FacilityId, EntryAltered>();
        Optional<Map<UUID, List<Envelope>>> entries = Optional.empty();
        while (entries.isEmpty()) {
            try {
                entries = Optional.of(entries(connection, parts, versions.keySet()));
            } catch (EntryAltered e) {
                var id = named(versions.keySet(), e);
                broken.put(id, e);
                versions.remove(id);
            }
        }
        var files = new ArrayList<FacilityFile>();
        for (var one : versions.entrySet()) {
            var id = one.getKey();
            var own = entries.get().getOrDefault(Streams.of(id).id(), List.of());
            try {
                files.add(FoldedFiles.whole(FacilityFile.none(id), 0, one.getValue(), own));
            } catch (EntryAltered e) {
                broken.put(id, e);
            }
        }
        var altered = new ArrayList<AlteredFacility>();
        for (var one : broken.entrySet()) {
            var stream = Streams.of(one.getKey());
            parts.cache().forget(stream);
            altered.add(new AlteredFacility(one.getKey(), one.getValue(), contacts(connection, parts, stream)));
        }
        return new Read(List.copyOf(files), List.copyOf(altered));
    }

    /** How many entries each facility's record has. */
    private static SortedMap<FacilityId, Integer> versions(Connection connection) throws SQLException {
        var found = new TreeMap<FacilityId, Integer>();
        try (var statement = connection.prepareStatement("select facility, version from stream_head where kind = ?")) {
            statement.setInt(1, StreamHeads.number(StreamId.Kind.FACILITY));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(new FacilityId(rows.getString(1)), rows.getInt(2));
                }
            }
        }
        return found;
    }

    private static Map<UUID, List<Envelope>> entries(
            Connection connection, StoreParts parts, Collection<FacilityId> facilities) throws SQLException {
        var all = facilities.stream()
                .map(id -> new JournalRows.After(Streams.of(id).id(), 0))
                .toList();
        var found = new HashMap<UUID, List<Envelope>>();
        for (var e : parts.journal().streams(connection, all)) {
            found.computeIfAbsent(e.stream().id(), _ -> new ArrayList<>()).add(e);
        }
        return found;
    }

    private static FacilityId named(Collection<FacilityId> facilities, EntryAltered altered) {
        return facilities.stream()
                .filter(id -> Streams.of(id).id().equals(altered.stream()))
                .findFirst()
                .orElseThrow(() -> altered);
    }

    private static Map<String, String> contacts(Connection connection, StoreParts parts, StreamId stream)
            throws SQLException {
        Map<String, String> last = Map.of();
        for (var e : parts.journal().unaltered(connection, stream.id())) {
            if (e.event() instanceof FacilityEvent.Configured configured) {
                last = configured.contacts();
            }
        }
        return last;
    }
}
