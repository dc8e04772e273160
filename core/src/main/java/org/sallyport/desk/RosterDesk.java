package org.sallyport.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.notice.Alarm;

/**
 * Takes note of a facility's rosters: one that was taken in is a word of the feed, one that lost too many is not, and
 * whom a roster lacks is the desk's to say at once.
 */
final class RosterDesk {
    private final Store store;

    RosterDesk(Store store) {
        this.store = store;
    }

    /** A roster was refused: the feed counts as silent, and a supervisor is told, once for each roster. */
    void refused(FacilityId id, Instant takenAt, int lost, int present) {
        store.transact(tx -> {
            var file = tx.facilityToChange(id);
            if (file.refusedRoster().filter(takenAt::equals).isPresent()) {
                return file;
            }
            var alarm = Alarm.raise("roster-refused", "supervisor", id + " " + takenAt, tx.now());
            var share = present == 0 ? 0 : (double) lost / present;
            var after = tx.append(
                    id,
                    List.of(
                            new FacilityEvent.RosterRefused(takenAt, share, tx.now()),
                            new FacilityEvent.AlarmRaised(alarm)),
                    Cause.FEED);
            tx.wakeAt(id, Optional.of(tx.now()));
            return after;
        });
    }

    /** A supervisor takes a refused roster in, for a reason. */
    void accepted(FacilityId id, Instant takenAt, String by, String reason) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var event = new FacilityEvent.RosterAccepted(takenAt, by, reason, tx.now());
            return tx.append(id, List.of(event), new Cause("accept-roster", by));
        });
    }

    /** A roster was taken in whole: the feed spoke, and the desk is asked about whom it lacks for the first time. */
    void taken(FacilityId id, Instant takenAt, Counts counts) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var events = new ArrayList<FacilityEvent>();
            events.add(new FacilityEvent.RosterTaken(
                    takenAt,
                    counts.baseline() + counts.bookings(),
                    counts.changes(),
                    counts.releases(),
                    counts.questions(),
                    tx.now()));
            if (counts.questions() > 0) {
                var alarm = Alarm.raise("roster-absences", "desk", id + " " + takenAt, tx.now());
                events.add(new FacilityEvent.AlarmRaised(alarm));
            }
            var after = tx.append(id, events, Cause.FEED);
            tx.heard(id, tx.now(), Optional.empty(), tx.now());
            tx.wakeAt(id, Optional.of(tx.now()));
            return after;
        });
    }

    /** The desk said whether a person that a roster lacks is still held. It moves no release: only the feed does. */
    void answered(FacilityId id, EpisodeId episode, boolean stillHeld, String by) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var event = new FacilityEvent.AbsenceAnswered(episode, stillHeld, by, tx.now());
            return tx.append(id, List.of(event), new Cause("answer-absence", by));
        });
    }

    /** Of these bookings, those whose absence means nothing: out of the building and still held, or over already. */
    Set<String> away(FacilityId id, Collection<String> bookings) {
        return store.transact(tx -> {
            var facility = tx.facility(id).facility().orElseThrow();
            var stays = tx.episodesOf(id, bookings);
            var files = tx.episodes(stays.values());
            var away = new HashSet<String>();
            for (var booking : stays.entrySet()) {
                var file = files.get(booking.getValue());
                var phase =
                        file == null ? null : file.custody(facility.ordering()).phase();
                if (phase instanceof Phase.Away || phase instanceof Phase.Released) {
                    away.add(booking.getKey());
                }
            }
            return Set.copyOf(away);
        });
    }

    /** The stays these bookings belong to; unknown ones are left out. */
    Map<String, EpisodeId> stays(FacilityId id, Collection<String> bookings) {
        return store.transact(tx -> tx.episodesOf(id, bookings));
    }
}
