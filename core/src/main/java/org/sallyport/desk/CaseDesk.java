package org.sallyport.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.CaseDecider;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;

/** Takes in what channels, agencies and the desk say of cases, and looks at stays whose moment has come. */
final class CaseDesk {
    private final Store store;

    CaseDesk(Store store) {
        this.store = store;
    }

    List<Outgoing> wake(FacilityId facility, int most) {
        var lookedAt = new AtomicReference<@Nullable UUID>();
        try {
            return store.transact(tx -> {
                lookedAt.set(null);
                var at = tx.facility(facility);
                var out = new ArrayList<Outgoing>();
                for (var id : tx.claimEpisodes(facility, most)) {
                    lookedAt.set(id.value());
                    out.addAll(Reviewer.review(tx, at, id, Cause.WAKE));
                }
                return out;
            });
        } catch (EntryAltered e) {
            new Unreadable(store).found(facility, e, Optional.ofNullable(lookedAt.get()));
            return List.of(); // the others are still due
        }
    }

    Reply onNotice(NoticeId notice, CaseCommand command, Cause cause) {
        return store.transact(tx -> tx.placeOf(notice)
                .map(place -> apply(tx, place, of -> of.notice(notice).isPresent(), command, cause))
                .orElseGet(() -> new Reply.Refused("notice.unknown")));
    }

    Reply onCase(CaseId caseId, CaseCommand command, Cause cause) {
        return store.transact(tx -> tx.placeOf(caseId)
                .map(place -> apply(tx, place, of -> of.id().equals(caseId), command, cause))
                .orElseGet(() -> new Reply.Refused("case.unknown")));
    }

    private static Reply apply(
            Transaction tx,
            Transaction.Place place,
            Function<NoticeCase, Boolean> which,
            CaseCommand command,
            Cause cause) {
        var at = tx.facility(place.facility());
        var file = tx.episode(place.episode());
        Optional<NoticeCase> found =
                file.cases().values().stream().filter(which::apply).findFirst();
        if (found.isEmpty()) {
            return new Reply.Refused("case.moved");
        }
        return switch (CaseDecider.decide(found.get(), command, tx.now())) {
            case CaseDecider.Outcome.Refused(var code) -> new Reply.Refused(code);
            case CaseDecider.Outcome.Accepted(var events) -> {
                if (!events.isEmpty()) {
                    tx.append(place.episode(), place.facility(), events, cause);
                }
                yield new Reply.Done(Reviewer.review(tx, at, place.episode(), cause));
            }
        };
    }

    /** A provider took a reminder of a case. */
    void reminderTaken(FacilityId facility, CaseId caseId, UUID reminder) {
        store.transact(tx -> {
            tx.facility(facility);
            return tx.placeOf(caseId)
                    .filter(place -> tx.episode(place.episode()).cases().containsKey(caseId))
                    .map(place -> tx.append(
                            place.episode(),
                            facility,
                            List.of(new EpisodeEvent.ReminderTaken(caseId, reminder, tx.now())),
                            Cause.WAKE));
        });
    }

    /** The result of telling a role about something of a stay. */
    void alarmTried(FacilityId facility, EpisodeId episode, UUID alarm, boolean taken) {
        store.transact(tx -> {
            var at = tx.facility(facility);
            if (tx.episode(episode).alarms().stream().noneMatch(a -> a.id().equals(alarm))) {
                return List.<Outgoing>of(); // what it spoke of was destroyed meanwhile
            }
            var again = taken
                    ? Optional.<java.time.Instant>empty()
                    : Optional.of(tx.now().plus(Reviewer.ALARM_AGAIN));
            tx.append(
                    episode, facility, List.of(new EpisodeEvent.AlarmTried(alarm, taken, again, tx.now())), Cause.WAKE);
            return Reviewer.review(tx, at, episode, Cause.WAKE);
        });
    }
}
