package org.sallyport.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** What an in-memory store holds; every change since the last commit can be undone. */
final class MemoryState {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    final Table<String, PolicyBook> books = new Table<>();
    final Table<FacilityId, FacilityFile> facilities = new Table<>();
    final Table<String, Agency> agencies = new Table<>();
    final Table<RequestId, RequestFile> requests = new Table<>();
    final Table<EpisodeId, EpisodeFile> episodes = new Table<>();
    final Table<StreamId, Integer> versions = new Table<>();
    final Table<String, String> feedSeen = new Table<>();
    final Table<String, EpisodeId> bookings = new Table<>();
    final Table<EpisodeId, Findable> episodeKeys = new Table<>();
    final Table<RequestId, Findable> requestKeys = new Table<>();
    final Table<MatchKey, Set<EpisodeId>> episodesByKey = new Table<>();
    final Table<MatchKey, Set<RequestId>> requestsByKey = new Table<>();
    final Table<EpisodeId, Due> episodeWake = new Table<>();
    final Table<RequestId, Due> requestWake = new Table<>();
    final Table<FacilityId, Due> facilityWake = new Table<>();
    final Table<NoticeId, Transaction.Place> notices = new Table<>();
    final Table<CaseId, Transaction.Place> cases = new Table<>();
    final Table<NoticeId, Counted> counted = new Table<>();
    final Table<FacilityId, Transaction.Heard> heard = new Table<>();
    /** What is only in memory is gone with it; its names need a key, not a secret one. */
    static final KeyedNames NAMES = new KeyedNames("names of a journal in memory".getBytes(UTF_8));

    final Table<UUID, FacilityId> destroyed = new Table<>();
    final List<Envelope> journal = new ArrayList<>();
    private int journalAtCommit;

    MemoryState(PolicyBook book) {
        books.put("", book);
        commit();
    }

    /** The keys under which something is found, and the facility it is found at. */
    record Findable(FacilityId facility, Set<MatchKey> keys) {}

    /** When something must be looked at next, and where it is. */
    record Due(FacilityId facility, Instant when) {}

    /** A notice that counts in a burst, and where. */
    record Counted(FacilityId facility, NoticeState notice) {}

    void commit() {
        undo.clear();
        journalAtCommit = journal.size();
    }

    void undo() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        journal.subList(journalAtCommit, journal.size()).clear();
    }

    /** A sorted map that remembers how to go back to the last commit. */
    final class Table<K extends Comparable<? super K>, V> {
        private final SortedMap<K, V> map = new TreeMap<>();

        Optional<V> get(K key) {
            return Optional.ofNullable(map.get(key));
        }

        void put(K key, V value) {
            V before = map.put(key, value);
            undo.push(() -> restore(key, before));
        }

        void remove(K key) {
            V before = map.remove(key);
            if (before != null) {
                undo.push(() -> restore(key, before));
            }
        }

        Map<K, V> all() {
            return Collections.unmodifiableMap(map);
        }

        private void restore(K key, @Nullable V before) {
            if (before == null) {
                map.remove(key);
            } else {
                map.put(key, before);
            }
        }
    }
}
