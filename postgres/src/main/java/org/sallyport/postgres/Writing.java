package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.StreamId;
import org.sallyport.postgres.sealing.DataKey;

/**
 * Writes what a transaction gathered, in the order of its locks, the facility's own row last: every batch of a facility
 * writes that row, and whoever holds it must have nothing left to wait for.
 */
final class Writing {
    private final Connection connection;
    private final StoreParts parts;
    private final Map<UUID, DataKey> made = new HashMap<>();

    Writing(Connection connection, StoreParts parts) {
        this.connection = connection;
        this.parts = parts;
    }

    /** Keys made by this transaction. */
    Map<UUID, DataKey> made() {
        return made;
    }

    void write(Pending pending, Instant now, LockedFiles files) throws SQLException {
        var begun = begun(pending, files);
        if (!pending.events.isEmpty()) {
            parts.journal().insert(connection, entries(pending, now), keys(pending, begun));
        }
        var changes = changes(pending, now, files);
        StreamHeads.write(
                connection,
                changes.stream()
                        .filter(c -> c.stream().kind() != StreamId.Kind.FACILITY)
                        .toList());
        parts.findables().belongs(connection, pending.bookings, true);
        parts.findables().replace(connection, pending.findable, begun);
        ListRows.requests(connection, parts.findables(), files.changedRequests());
        var stays = files.changedStays();
        for (var at : files.facilities().values()) {
            if (at.facility().isPresent()) {
                ListRows.stays(
                        connection,
                        staysAt(at.id(), pending, stays),
                        at.facility().get());
            }
        }
        if (pending.agencies) {
            Settings.agencyChanged(connection);
        }
        for (var word : pending.heard.entrySet()) {
            FeedRows.heard(connection, word.getKey(), word.getValue());
        }
        StreamHeads.write(
                connection,
                changes.stream()
                        .filter(c -> c.stream().kind() == StreamId.Kind.FACILITY)
                        .toList());
        StreamHeads.wakeBy(connection, pending.wakesBy);
    }

    private static List<ListRows.Changed> staysAt(FacilityId facility, Pending pending, List<ListRows.Changed> stays) {
        var there = new HashSet<UUID>();
        for (var e : pending.events) {
            if (e.facility().equals(facility.path())) {
                there.add(e.stream().id());
            }
        }
        return stays.stream()
                .filter(s -> there.contains(s.after().id().value()))
                .toList();
    }

    /** Streams that begin with this transaction. */
    private static Set<StreamId> begun(Pending pending, LockedFiles files) {
        var found = new HashSet<StreamId>();
        for (var e : pending.events) {
            if (files.head(e.stream().id()).version() == 0) {
                found.add(e.stream());
            }
        }
        return found;
    }

    private static List<JournalRows.Entry> entries(Pending pending, Instant now) {
        var entries = new ArrayList<JournalRows.Entry>(pending.events.size());
        for (var e : pending.events) {
            entries.add(new JournalRows.Entry(
                    e.stream(),
                    e.version(),
                    now,
                    e.facility(),
                    e.agency(),
                    e.cause().what(),
                    e.cause().actor(),
                    e.event()));
        }
        return entries;
    }

    /** A key for every stream written to; a stream whose key was destroyed takes nothing more. */
    private Map<UUID, DataKey> keys(Pending pending, Set<StreamId> begun) throws SQLException {
        var fresh = new TreeMap<UUID, String>();
        var old = new LinkedHashSet<UUID>();
        for (var e : pending.events) {
            if (made.containsKey(e.stream().id())) {
                continue;
            }
            if (begun.contains(e.stream())) {
                fresh.put(e.stream().id(), e.facility());
            } else {
                old.add(e.stream().id());
            }
        }
        made.putAll(parts.keys().make(connection, fresh, "stream"));
        var all = new HashMap<>(parts.keys().find(connection, old));
        all.putAll(made);
        if (!all.keySet().containsAll(old)) {
            throw new IllegalStateException("A stream whose key was destroyed takes no further entry.");
        }
        return all;
    }

    private static List<StreamHeads.Change> changes(Pending pending, Instant now, LockedFiles files) {
        var changes = new TreeMap<StreamId, StreamHeads.Change>();
        for (var e : pending.events) {
            int before = files.head(e.stream().id()).version();
            var agency = switch (e.stream().kind()) {
                case AGENCY, REQUEST -> e.agency();
                case FACILITY, EPISODE -> "";
            };
            var wake = Optional.ofNullable(pending.wakes.get(e.stream())).map(Pending.Wake::when);
            changes.put(
                    e.stream(),
                    new StreamHeads.Change(e.stream(), before, e.version(), now, e.facility(), agency, wake));
        }
        for (var wake : pending.wakes.entrySet()) {
            var head = files.head(wake.getKey().id());
            if (head.version() > 0 && !changes.containsKey(wake.getKey())) {
                changes.put(
                        wake.getKey(),
                        new StreamHeads.Change(
                                wake.getKey(),
                                head.version(),
                                head.version(),
                                head.recordedAt(),
                                wake.getValue().facility().path(),
                                "",
                                Optional.of(wake.getValue().when())));
            }
        }
        return List.copyOf(changes.values());
    }
}
