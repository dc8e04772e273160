package org.sallyport.desk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * One unit of work. Locks are taken in this order, each sorted, and never the other way: facility, match keys,
 * requests, episodes. A file read under its lock is current and stays so until the end; what is appended shows in later
 * reads of the same transaction.
 */
public interface Transaction {
    /** The business clock of this transaction (UTC instant); never before the last entry of any stream it locked. */
    Instant now();

    /** The policy book in force. */
    PolicyBook book();

    /** Makes this the book in force for every transaction that begins later. */
    void activate(PolicyBook book);

    /**
     * The facility's file under a shared lock: no stop, mode or adoption there changes before this transaction ends.
     */
    FacilityFile facility(FacilityId id);

    /** Whether a facility of this name is configured here; takes no lock. */
    boolean serves(FacilityId id);

    /** The facility's file under an exclusive lock: waits for every transaction that reads it. */
    FacilityFile facilityToChange(FacilityId id);

    /**
     * The name of the stay that a booking begins. It is derived under a key of the installation: whoever holds the
     * journal but not that key cannot tell whether a number they guess was ever booked.
     */
    EpisodeId nameOf(FacilityId facility, String booking);

    /** The name of the request that an agency's delivery begins, derived in the same way. */
    RequestId nameOf(String agency, String delivery);

    /** An enrolled agency. */
    Optional<Agency> agency(String id);

    /** Locks match keys, so that whoever commits second sees what the first wrote under them. */
    void lockKeys(Set<MatchKey> keys);

    /** Locks and reads requests; unknown ones read as {@link RequestFile#none}. */
    Map<RequestId, RequestFile> requests(Collection<RequestId> ids);

    /** Locks and reads stays; unknown ones read as {@link EpisodeFile#none}. */
    Map<EpisodeId, EpisodeFile> episodes(Collection<EpisodeId> ids);

    /** Locks and reads one request. */
    default RequestFile request(RequestId id) {
        return requireNonNull(requests(List.of(id)).get(id));
    }

    /** Locks and reads one stay. */
    default EpisodeFile episode(EpisodeId id) {
        return requireNonNull(episodes(List.of(id)).get(id));
    }

    /**
     * Reads requests without their locks. Sound for requests bound to a stay this transaction has locked: every change
     * of a request locks each stay it is bound to.
     */
    Map<RequestId, RequestFile> peek(Collection<RequestId> ids);

    /** Appends to a facility's stream; its exclusive lock must be held. */
    FacilityFile append(FacilityId id, List<FacilityEvent> events, Cause cause);

    /** Appends to an agency's stream. */
    void append(String agency, List<AgencyEvent> events, Cause cause);

    /** Appends to a locked request's stream; {@code facility} and {@code agency} label the rows. */
    RequestFile append(RequestId id, FacilityId facility, String agency, List<RequestEvent> events, Cause cause);

    /** Appends to a locked stay's stream; {@code facility} labels the rows, a case's agency labels that case's rows. */
    EpisodeFile append(EpisodeId id, FacilityId facility, List<EpisodeEvent> events, Cause cause);

    /** Finds records whose time is over, and destroys. */
    Removal removal();

    /** Everything one stream holds, in order, opened for reading; takes no lock. */
    List<Envelope> history(StreamId stream);

    /**
     * The journal in order of position, opened for reading; takes no lock.
     *
     * @param after the position after which to begin; 0 for the start
     * @param most  how many entries at most
     */
    List<Envelope> read(long after, int most);

    /**
     * Notes feed events by source and id, and says which of them are new.
     *
     * @param seen source and id to a digest of the content
     * @return for each key {@link Seen}
     */
    Map<FeedKey, Seen> note(Map<FeedKey, String> seen);

    /** Names a feed event. */
    record FeedKey(String source, String id) {}

    /** Whether a feed event is new, the same again, or the same id with other content. */
    enum Seen {
        NEW,
        SAME,
        OTHER_CONTENT
    }

    /** The stays to which these bookings belong; unknown bookings are left out. */
    Map<String, EpisodeId> episodesOf(FacilityId facility, Collection<String> bookings);

    /** Records to which stay a booking belongs from now on. */
    void belongs(FacilityId facility, String booking, EpisodeId episode);

    /** Open requests addressed to this facility that share a key. */
    Set<RequestId> requestsWith(FacilityId facility, Collection<MatchKey> keys);

    /** Stays at this facility, in custody, that share a key. */
    Set<EpisodeId> episodesWith(FacilityId facility, Collection<MatchKey> keys);

    /** Replaces the keys under which a request is found; an ended request has none. */
    void findable(RequestId id, FacilityId facility, Set<MatchKey> keys);

    /** Replaces the keys under which a stay is found; a stay that is over has none. */
    void findable(EpisodeId id, FacilityId facility, Set<MatchKey> keys);

    /** When the stay must be looked at next; empty for never. */
    void wakeAt(EpisodeId id, FacilityId facility, Optional<Instant> when);

    /** When the request must be looked at next; empty for never. */
    void wakeAt(RequestId id, FacilityId facility, Optional<Instant> when);

    /** When the facility must be looked at next; empty for never. */
    void wakeAt(FacilityId id, Optional<Instant> when);

    /**
     * The facility must be looked at by then, whatever was said before: an earlier moment stays. Unlike the others it
     * needs no lock of its own.
     */
    void wakeBy(FacilityId id, Instant when);

    /**
     * How many notices of a facility were begun or paused from this moment on, counted up to {@code most}. What
     * takes back does not count. What other transactions have not committed yet is not seen.
     */
    int causedSince(FacilityId facility, Instant from, int most);

    /** How many notices that were never paused were begun in the busiest hour of the clock in {@code [from, until)}. */
    int busiestHour(FacilityId facility, Instant from, Instant until);

    /** The notices of a facility that wait for a decision about a burst. */
    Paused paused(FacilityId facility);

    /** Has every stay looked at now that has a paused notice; the facility's exclusive lock must be held. */
    void wakePaused(FacilityId facility);

    /**
     * Has every stay looked at now that has an open case: the law or the mode by which they were decided has changed.
     * The facility's exclusive lock must be held.
     */
    void wakeOpenCases(FacilityId facility);

    /** Has nobody look at a stream before then: unreadable, it would keep others from being looked at. */
    void setAside(UUID stream, Instant until);

    /** How many notices wait, and the earliest of their deadlines. */
    record Paused(int waiting, Optional<Instant> firstDeadline) {}

    /** Compares what lists, look-ups and wakes say with what follows from the records. */
    Reconciliation reconciliation();

    /** Facilities where anything is due at {@link #now()}, without locking anything. */
    Set<FacilityId> facilitiesDue();

    /** Locks up to {@code most} due stays of a facility, passing over those another worker has. */
    List<EpisodeId> claimEpisodes(FacilityId facility, int most);

    /** Names up to {@code most} due requests of a facility, without locking them. */
    List<RequestId> requestsDue(FacilityId facility, int most);

    /** Whether the facility itself is due. */
    boolean facilityDue(FacilityId facility);

    /** The stay a notice belongs to, with its facility. */
    Optional<Place> placeOf(NoticeId notice);

    /** The stay a case belongs to, with its facility. */
    Optional<Place> placeOf(CaseId caseId);

    /** A stay and where it is. */
    record Place(FacilityId facility, EpisodeId episode) {}

    /**
     * Notes that the feed spoke, and within how long it promised to speak again (the facility's own interval when it
     * did not say); the facility is woken at the latest when that silence is an alarm.
     *
     * @param saidUpTo the newest moment it spoke of (UTC instant)
     */
    void heard(FacilityId facility, Instant at, Optional<Duration> expectNextWithin, Instant saidUpTo);

    /** When the feed last spoke and when it should have spoken next; empty before it ever did. */
    Optional<Heard> lastHeard(FacilityId facility);

    /**
     * The last word of a feed.
     *
     * @param at           when it spoke
     * @param expectedNext the moment by which it should speak again
     * @param saidUpTo     the newest moment it spoke of
     * @param backSince    when it spoke for the first time, or again after it was last silent
     */
    record Heard(Instant at, Instant expectedNext, Instant saidUpTo, Instant backSince) {
        /** A feed that catches up sends one batch after the other; after such a pause it has said what it has. */
        private static final Duration PAUSE = Duration.ofSeconds(4);

        /** However long it takes to catch up, nothing waits for it longer. */
        private static final Duration WAIT_MAX = Duration.ofMinutes(10);

        /** The next word after an earlier one. */
        public static Heard after(Optional<Heard> before, Instant at, Instant expectedNext, Instant saidUpTo) {
            var back = before.filter(b -> b.silentAt().isAfter(at))
                    .map(Heard::backSince)
                    .orElse(at);
            return new Heard(at, expectedNext, saidUpTo, back);
        }

        /**
         * Whether the feed still tells what happened while it was silent, so that what it said of anyone may be
         * overtaken by what it says next.
         */
        public boolean catchingUp(Instant now) {
            var silence = Duration.between(at, expectedNext).multipliedBy(2);
            return saidUpTo.isBefore(at.minus(silence)) && now.isBefore(settledAt());
        }

        /** When what it said can be acted upon, if it says nothing more. */
        public Instant settledAt() {
            var pause = at.plus(PAUSE);
            var most = backSince.plus(WAIT_MAX);
            return pause.isBefore(most) ? pause : most;
        }

        /** When silence is an alarm: two missed expected intervals (promise L5). */
        public Instant silentAt() {
            return at.plus(Duration.between(at, expectedNext).multipliedBy(2));
        }
    }
}
