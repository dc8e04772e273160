package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Streams;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.postgres.StreamHeads.Head;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** Folds streams into files: from the cache where its version is the one read, from the journal otherwise. */
final class FoldedFiles {
    private final JournalRows journal;
    private final FileCache cache;

    FoldedFiles(JournalRows journal, FileCache cache) {
        this.journal = journal;
        this.cache = cache;
    }

    /** The files of stays whose heads were read; those without a head are new. */
    Map<EpisodeId, EpisodeFile> stays(Connection connection, Iterable<EpisodeId> ids, SortedMap<UUID, Head> heads)
            throws SQLException {
        var wanted = new TreeMap<StreamId, Object>();
        ids.forEach(id -> wanted.put(Streams.of(id), EpisodeFile.none(id)));
        var found = new HashMap<EpisodeId, EpisodeFile>();
        folded(connection, wanted, heads)
                .forEach((stream, file) -> found.put(new EpisodeId(stream.id()), (EpisodeFile) file));
        return found;
    }

    /** The files of requests whose heads were read. */
    Map<RequestId, RequestFile> requests(Connection connection, Iterable<RequestId> ids, SortedMap<UUID, Head> heads)
            throws SQLException {
        var wanted = new TreeMap<StreamId, Object>();
        ids.forEach(id -> wanted.put(Streams.of(id), RequestFile.none(id)));
        var found = new HashMap<RequestId, RequestFile>();
        folded(connection, wanted, heads)
                .forEach((stream, file) -> found.put(new RequestId(stream.id()), (RequestFile) file));
        return found;
    }

    /**
     * The file of a facility whose head was read.
     *
     * @throws EntryAltered when an entry of its record is not what was recorded, or is missing
     */
    FacilityFile facility(Connection connection, FacilityId id, Head head) throws SQLException {
        var stream = Streams.of(id);
        var known = cache.get(stream).filter(c -> c.version() <= head.version());
        var file = known.map(c -> (FacilityFile) c.file()).orElse(FacilityFile.none(id));
        int version = known.map(FileCache.Folded::version).orElse(0);
        if (version >= head.version()) {
            return file;
        }
        var entries = journal.streams(connection, List.of(new JournalRows.After(stream.id(), version)));
        file = whole(file, version, head.version(), entries);
        cache.put(Map.of(stream, new FileCache.Folded(head.version(), file)));
        return file;
    }

    /** A facility's file grown from one version to another, one entry each; later entries are left out. */
    static FacilityFile whole(FacilityFile from, int version, int upTo, List<Envelope> entries) {
        var file = from;
        int reached = version;
        for (var e : entries) {
            if (reached < upTo && e.version() == reached + 1) {
                file = file.apply((FacilityEvent) e.event());
                reached++;
            }
        }
        if (reached < upTo) {
            throw EntryAltered.missing(
                    reached, Streams.of(from.id()).id(), from.id().path());
        }
        return file;
    }

    /** An agency as of its stream's last entry. */
    Optional<Agency> agency(Connection connection, String id) throws SQLException {
        var stream = Streams.ofAgency(id);
        @Nullable Agency found = null;
        for (var e : journal.streams(connection, List.of(new JournalRows.After(stream.id(), 0)))) {
            if (e.event() instanceof AgencyEvent.Enrolled(var agency, var _, var _)) {
                found = agency;
            }
        }
        return Optional.ofNullable(found);
    }

    private Map<StreamId, Object> folded(
            Connection connection, SortedMap<StreamId, Object> wanted, SortedMap<UUID, Head> heads)
            throws SQLException {
        var found = new TreeMap<StreamId, Object>(wanted);
        var missing = new ArrayList<JournalRows.After>();
        for (var stream : wanted.keySet()) {
            int version = heads.getOrDefault(stream.id(), Head.NONE).version();
            if (version <= 0) {
                continue;
            }
            var cached = cache.get(stream);
            cached.filter(c -> c.version() <= version).ifPresent(c -> found.put(stream, c.file()));
            int known = cached.filter(c -> c.version() <= version)
                    .map(FileCache.Folded::version)
                    .orElse(0);
            if (known < version) {
                missing.add(new JournalRows.After(stream.id(), known));
            }
        }
        if (missing.isEmpty()) {
            return found;
        }
        var read = new HashMap<StreamId, FileCache.Folded>();
        for (var e : journal.streams(connection, missing)) {
            if (e.version() > heads.getOrDefault(e.stream().id(), Head.NONE).version()) {
                continue; // appended after the head was read without its lock
            }
            var file = found.get(e.stream());
            if (file != null) {
                var next = applied(file, e);
                found.put(e.stream(), next);
                read.put(e.stream(), new FileCache.Folded(e.version(), next));
            }
        }
        cache.put(read);
        return found;
    }

    /** The file with one more entry. */
    static Object applied(Object file, Envelope e) {
        return switch (file) {
            case EpisodeFile stay -> stay.apply((EpisodeEvent) e.event());
            case RequestFile request -> request.apply((RequestEvent) e.event());
            case FacilityFile facility -> facility.apply((FacilityEvent) e.event());
            default -> throw new IllegalStateException("No such file: " + file.getClass());
        };
    }
}
