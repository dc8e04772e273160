package org.sallyport.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.Breaker;
import org.sallyport.notice.Mode;
import org.sallyport.request.Validity;

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
 * @param breaker        whether notices wait in a burst, and what was decided of such
 * @param validity       how long a request stands that names no last day
 * @param logTroubles    what is wrong with the audit log, and since when
 * @param alarms         every alarm raised about the facility
 * @param keeping        what was ordered of its records: to destroy, to keep
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
        Breaker breaker,
        Validity validity,
        Map<LogTrouble, Instant> logTroubles,
        List<Alarm> alarms,
        Keeping keeping) {

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
                Breaker.USUAL,
                Validity.USUAL,
                Map.of(),
                List.of(),
                Keeping.NONE);
    }

    /** Every order to destroy what is kept of a stay here. */
    public Map<UUID, Expungement> expungements() {
        return keeping.expungements();
    }

    /** How far Sallyport may act for this kind of requester; new ones start in shadow. */
    public Mode mode(String requester) {
        return modes.getOrDefault(requester, Mode.SHADOW);
    }

    /** Folds one event; never refuses. */
    public FacilityFile apply(FacilityEvent event) {
        return switch (event) {
            case FacilityEvent.Configured e ->
                edit(f -> {
                    f.facility = Optional.of(e.facility());
                    f.contacts = Map.copyOf(e.contacts());
                });
            case FacilityEvent.ModeSet e -> edit(f -> f.modes = plus(modes, e.requester(), e.mode()));
            case FacilityEvent.SendingStopped e -> edit(f -> f.stopped = Optional.of(e.reason()));
            case FacilityEvent.SendingResumed _ -> edit(f -> f.stopped = Optional.empty());
            case FacilityEvent.TableAdopted e -> edit(f -> f.adopted = plus(adopted, e.table(), e.version()));
            case FacilityEvent.PracticeSet _, FacilityEvent.BookActivated _ -> this;
            case FacilityEvent.FeedFellSilent e -> edit(f -> f.silentSince = Optional.of(e.lastHeard()));
            case FacilityEvent.FeedHeardAgain _ -> edit(f -> f.silentSince = Optional.empty());
            case FacilityEvent.RosterRefused e -> edit(f -> f.refusedRoster = Optional.of(e.takenAt()));
            case FacilityEvent.RosterAccepted _ -> edit(f -> f.refusedRoster = Optional.empty());
            case FacilityEvent.RosterTaken e ->
                edit(f -> f.refusedRoster = refusedRoster.filter(e.takenAt()::isBefore));
            case FacilityEvent.AbsenceAnswered _, FacilityEvent.DifferencesFound _ -> this;
            case FacilityEvent.NoticesPaused e -> edit(f -> f.breaker = breaker.paused(e.at()));
            case FacilityEvent.PauseDecided e -> edit(f -> f.breaker = breaker.decide(e.send(), e.at()));
            case FacilityEvent.PauseEnded _ -> edit(f -> f.breaker = breaker.quiet());
            case FacilityEvent.BreakerSet e -> edit(f -> f.breaker = breaker.fewest(e.fewest()));
            case FacilityEvent.ValiditySet e -> edit(f -> f.validity = new Validity(e.days()));
            case FacilityEvent.ExpungementProposed e -> with(keeping.with(Expungement.proposed(e)));
            case FacilityEvent.ExpungementConfirmed e ->
                with(keeping.with(keeping.expungement(e.id()).confirmed(e.by(), e.at())));
            case FacilityEvent.ExpungementDropped e ->
                with(keeping.with(keeping.expungement(e.id()).now(Expungement.Stage.DROPPED)));
            case FacilityEvent.ExpungementReapplied e -> with(keeping.with(Expungement.reapplied(e)));
            case FacilityEvent.StreamsDestroyed e ->
                with(keeping.with(keeping.expungement(e.expungement()).done(e.streams())));
            case FacilityEvent.LegalHoldPlaced e -> with(keeping.with(LegalHold.placed(e)));
            case FacilityEvent.LegalHoldLifted e -> with(keeping.lifted(e));
            case FacilityEvent.RetentionDestroyed _ -> this;
            case FacilityEvent.RetentionRun e -> with(keeping.ran(e));
            case FacilityEvent.LogTroubled e -> edit(f -> f.logTroubles = plus(logTroubles, e.trouble(), e.at()));
            case FacilityEvent.LogSound e ->
                edit(f -> {
                    var left = new TreeMap<>(logTroubles);
                    left.remove(e.trouble());
                    f.logTroubles = Collections.unmodifiableMap(left);
                });
            case FacilityEvent.AlarmRaised e -> edit(f -> f.alarms = with(e.alarm()));
            case FacilityEvent.AlarmTried e ->
                edit(f -> f.alarms = alarms.stream()
                        .map(a -> a.id().equals(e.alarm()) ? a.tried(e.taken(), e.nextTry(), e.at()) : a)
                        .toList());
        };
    }

    private FacilityFile with(Keeping changed) {
        return edit(f -> f.keeping = changed);
    }

    private List<Alarm> with(Alarm alarm) {
        var list = new ArrayList<>(alarms);
        list.removeIf(a -> a.id().equals(alarm.id()));
        list.add(alarm);
        return List.copyOf(list);
    }

    private static <K extends Comparable<K>, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
        var copy = new TreeMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private FacilityFile edit(Consumer<Edit> how) {
        var edit = new Edit(this);
        how.accept(edit);
        return edit.done();
    }

    /** The parts of a file that events change. */
    private static final class Edit {
        private final FacilityId id;
        private Optional<Facility> facility;
        private Map<String, String> contacts;
        private Map<String, Mode> modes;
        private Optional<String> stopped;
        private Map<String, String> adopted;
        private Optional<Instant> silentSince;
        private Optional<Instant> refusedRoster;
        private Breaker breaker;
        private Validity validity;
        private Map<LogTrouble, Instant> logTroubles;
        private List<Alarm> alarms;
        private Keeping keeping;

        Edit(FacilityFile of) {
            id = of.id;
            facility = of.facility;
            contacts = of.contacts;
            modes = of.modes;
            stopped = of.stopped;
            adopted = of.adopted;
            silentSince = of.silentSince;
            refusedRoster = of.refusedRoster;
            breaker = of.breaker;
            validity = of.validity;
            logTroubles = of.logTroubles;
            alarms = of.alarms;
            keeping = of.keeping;
        }

        FacilityFile done() {
            return new FacilityFile(
                    id,
                    facility,
                    contacts,
                    modes,
                    stopped,
                    adopted,
                    silentSince,
                    refusedRoster,
                    breaker,
                    validity,
                    logTroubles,
                    alarms,
                    keeping);
        }
    }
}
