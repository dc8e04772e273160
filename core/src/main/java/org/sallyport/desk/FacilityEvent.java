package org.sallyport.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.Mode;

/**
 * What was recorded of one facility: its settings, its stops, its feed. Moments are UTC instants of the business clock.
 */
public sealed interface FacilityEvent extends Recorded {
    /** Its settings from now on; {@code contacts} name an e-mail address per role ({@code desk supervisor counsel},
     * and {@code administrator auditor} where there are such). */
    record Configured(Facility facility, Map<String, String> contacts, String by, Instant at)
            implements FacilityEvent {}

    /** How far Sallyport may act for one kind of requester. */
    record ModeSet(String requester, Mode mode, String by, Instant at) implements FacilityEvent {}

    /** A supervisor stopped all sending. */
    record SendingStopped(String by, String reason, Instant at) implements FacilityEvent {}

    /** Sending goes on. */
    record SendingResumed(String by, Instant at) implements FacilityEvent {}

    /** A named person adopted a table for this facility, by the hash of what they read. */
    record TableAdopted(String table, String version, String by, Instant at) implements FacilityEvent {}

    /** The adopted practice where the law says may: {@code yes}, {@code no} or {@code ask}. */
    record PracticeSet(String act, String requester, String practice, String by, Instant at) implements FacilityEvent {}

    /** From now on every node decides by the book of this hash. */
    record BookActivated(String hash, String by, Instant at) implements FacilityEvent {}

    /** The feed missed two of its expected intervals. */
    record FeedFellSilent(Instant lastHeard, Instant at) implements FacilityEvent {}

    /** The feed spoke again. */
    record FeedHeardAgain(Instant at) implements FacilityEvent {}

    /** A roster that lost an improbable share was refused; nothing of it was taken in. */
    record RosterRefused(Instant takenAt, double lostShare, Instant at) implements FacilityEvent {}

    /** A supervisor accepted that roster, with a reason. */
    record RosterAccepted(Instant takenAt, String by, String reason, Instant at) implements FacilityEvent {}

    /**
     * A roster was taken in, compared with those before it; how many people it has booked, changed, released, and how
     * many it lacks for the first time.
     */
    record RosterTaken(Instant takenAt, int bookings, int changes, int releases, int absent, Instant at)
            implements FacilityEvent {}

    /** The desk said whether a person that a roster lacks is still held. */
    record AbsenceAnswered(EpisodeId episode, boolean stillHeld, String by, Instant at) implements FacilityEvent {}
    /** So many notices would leave in an hour that they wait for a person; {@code waiting} so far. */
    record NoticesPaused(int waiting, Optional<Instant> firstDeadline, Instant at) implements FacilityEvent {}

    /** A person decided whether everything paused until this moment leaves. */
    record PauseDecided(boolean send, String reason, String by, Instant at) implements FacilityEvent {}

    /** Nothing paused waits any more: the facts took it back. */
    record PauseEnded(Instant at) implements FacilityEvent {}

    /** So many notices in an hour are never paused. */
    record BreakerSet(int fewest, String by, Instant at) implements FacilityEvent {}

    /**
     * What is recorded and what follows from it differed, and was put right: rows of lists and look-ups, requests that
     * apply to stays or do not, and requests and stays that nobody would have looked at in time.
     */
    record DifferencesFound(int rows, int matches, int owed, Instant at) implements FacilityEvent {}

    /** So many days a request stands here that names no last day of its own. */
    record ValiditySet(int days, String by, Instant at) implements FacilityEvent {}
    /** Someone asks that what is kept of a stay be destroyed, as an order says. */
    record ExpungementProposed(UUID id, EpisodeId episode, String reason, String citation, String by, Instant at)
            implements FacilityEvent {}

    /** Another person confirmed it: nothing of the stay is told any more, and who was told is asked to delete. */
    record ExpungementConfirmed(UUID id, String by, Instant at) implements FacilityEvent {}

    /** It was taken back, or another person refused it. */
    record ExpungementDropped(UUID id, String by, Instant at) implements FacilityEvent {}

    /**
     * An older state was restored, and an expungement made since is carried out again: who ordered it, as it was on
     * record, and the streams it destroyed.
     */
    record ExpungementReapplied(
            UUID id,
            EpisodeId episode,
            String reason,
            String citation,
            String proposedBy,
            String confirmedBy,
            List<UUID> streams,
            Instant at)
            implements FacilityEvent {}

    /** The keys of these streams were destroyed, on that expungement. */
    record StreamsDestroyed(UUID expungement, List<UUID> streams, Instant at) implements FacilityEvent {}

    /** Something is wrong with the audit log. */
    record LogTroubled(LogTrouble trouble, Instant at) implements FacilityEvent {}

    /** It no longer is. */
    record LogSound(LogTrouble trouble, Instant at) implements FacilityEvent {}

    /** Someone placed a legal hold: on one stay, or on everything of the facility. */
    record LegalHoldPlaced(UUID id, Optional<EpisodeId> episode, String reason, String citation, String by, Instant at)
            implements FacilityEvent {}

    /** A legal hold was lifted; the citation says by what. */
    record LegalHoldLifted(UUID id, String citation, String by, Instant at) implements FacilityEvent {}

    /** The keys of these streams were destroyed: their time by this schedule was over. */
    record RetentionDestroyed(UUID run, String citation, List<UUID> streams, Instant at) implements FacilityEvent {}

    /**
     * The retention schedule was run: how many records went, how many were kept although their time was over, for which
     * reason, and the digest of the report it was run on.
     */
    record RetentionRun(UUID id, String report, int went, Map<String, Integer> kept, String by, Instant at)
            implements FacilityEvent {}

    /** A named role must be told. */
    record AlarmRaised(Alarm alarm) implements FacilityEvent {}

    /** One try to tell the role ended; {@code nextTry} is absent once taken. */
    record AlarmTried(UUID alarm, boolean taken, Optional<Instant> nextTry, Instant at) implements FacilityEvent {}
}
