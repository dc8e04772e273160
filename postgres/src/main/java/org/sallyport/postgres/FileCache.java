package org.sallyport.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.journal.StreamId;

/** Folded files of the streams used last. An entry counts only as far as the version its stream has under the lock. */
final class FileCache {
    private final Map<StreamId, Folded> entries;

    FileCache(int entriesMax) {
        this.entries = new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<StreamId, Folded> eldest) {
                return size() > entriesMax;
            }
        };
    }

    /** A file as of a version of its stream. */
    record Folded(int version, Object file) {}

    synchronized Optional<Folded> get(StreamId stream) {
        return Optional.ofNullable(entries.get(stream));
    }

    synchronized void put(Map<StreamId, Folded> files) {
        files.forEach((stream, next) ->
                entries.merge(stream, next, (before, after) -> before.version() > after.version() ? before : after));
    }

    synchronized void forget(StreamId stream) {
        entries.remove(stream);
    }

    synchronized void clear() {
        entries.clear();
    }
}
