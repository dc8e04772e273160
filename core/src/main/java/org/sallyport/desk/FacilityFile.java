package org.sallyport.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.Mode;

/**
 * Where one facility stands, folded from its events.
 *
 * @param id             its name
 * @param facility       its settings; absent before the first
 * @param contacts       an e-mail address per role
 * @param modes          how far Sallyport may act, per kind of requester
 * @param stopped        why all sending is stopped; absent while it is not
 * @param adopted        table to the version adopted here
 * @param silentSince    when the feed was last heard, while it counts as silent
 * @param refusedRoster  the roster that waits for a supervisor
 * @param alarms         every alarm raised about the facility
 */
public record FacilityFile(
        FacilityId id,
        Optional<Facility> facility,
        Map<String, String> contacts,
        Map<String, Mode> modes,
        Optional<String> stopped,
        Map<String, String> adopted,
        Optional<Instant> silentSince,
        Optional<Instant> refusedRoster,
        List<Alarm> alarms) {

    /** A facility of which nothing is recorded. */
    public static FacilityFile none(FacilityId id) {
        return new FacilityFile(
                id,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** How far Sallyport may act for this kind of requester; new ones start in shadow. */
    public Mode mode(String requester) {
        return modes.getOrDefault(requester, Mode.SHADOW);
    }

    /** Folds one event; never refuses. */
    public FacilityFile apply(FacilityEvent event) {
        return switch (event) {
            case FacilityEvent.Configured e ->
                new FacilityFile(
                        id,
                        Optional.of(e.facility()),
                        Map.copyOf(e.contacts()),
                        modes,
                        stopped,
                        adopted,
                        silentSince,
                        refusedRoster,
                        alarms);
            case FacilityEvent.ModeSet e ->
                new FacilityFile(
                        id,
                        facility,
                        contacts,
                        plus(modes, e.requester(), e.mode()),
                        stopped,
                        adopted,
                        silentSince,
                        refusedRoster,
                        alarms);
            case FacilityEvent.SendingStopped e -> stop(Optional.of(e.reason()));
            case FacilityEvent.SendingResumed _ -> stop(Optional.empty());
            case FacilityEvent.TableAdopted e ->
                new FacilityFile(
                        id,
                        facility,
                        contacts,
                        modes,
                        stopped,
                        plus(adopted, e.table(), e.version()),
                        silentSince,
                        refusedRoster,
                        alarms);
            case FacilityEvent.PracticeSet _, FacilityEvent.BookActivated _ -> this;
            case FacilityEvent.FeedFellSilent e -> feed(Optional.of(e.lastHeard()), refusedRoster);
            case FacilityEvent.FeedHeardAgain _ -> feed(Optional.empty(), refusedRoster);
            case FacilityEvent.RosterRefused e -> feed(silentSince, Optional.of(e.takenAt()));
            case FacilityEvent.RosterAccepted _ -> feed(silentSince, Optional.empty());
            case FacilityEvent.RosterTaken e -> feed(silentSince, refusedRoster.filter(e.takenAt()::isBefore));
            case FacilityEvent.AbsenceAnswered _ -> this;
            case FacilityEvent.AlarmRaised e -> alarms(with(e.alarm()));
            case FacilityEvent.AlarmTried e ->
                alarms(alarms.stream()
                        .map(a -> a.id().equals(e.alarm()) ? a.tried(e.taken(), e.nextTry(), e.at()) : a)
                        .toList());
        };
    }

    private List<Alarm> with(Alarm alarm) {
        var list = new ArrayList<>(alarms);
        list.removeIf(a -> a.id().equals(alarm.id()));
        list.add(alarm);
        return List.copyOf(list);
    }

    private FacilityFile alarms(List<Alarm> next) {
        return new FacilityFile(id, facility, contacts, modes, stopped, adopted, silentSince, refusedRoster, next);
    }

    private FacilityFile stop(Optional<String> why) {
        return new FacilityFile(id, facility, contacts, modes, why, adopted, silentSince, refusedRoster, alarms);
    }

    private FacilityFile feed(Optional<Instant> silent, Optional<Instant> roster) {
        return new FacilityFile(id, facility, contacts, modes, stopped, adopted, silent, roster, alarms);
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        var copy = new TreeMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }
}
