package org.sallyport.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Facility;
import org.sallyport.custody.Hold;
import org.sallyport.policy.Act;
import org.sallyport.policy.Outcome;

/**
 * Looks at a stay for what a named role must hear whatever requests exist: over-stay, overdue return, a barred hold.
 */
public final class StayReview {
    private StayReview() {}

    /**
     * The alarms that have come due and were not raised before.
     *
     * @param file     the stay's file
     * @param facility whose processing times count
     * @param now      the business clock (UTC instant)
     */
    public static List<EpisodeEvent> review(EpisodeFile file, Facility facility, Instant now) {
        var stay = file.custody(facility.ordering());
        var due = new ArrayList<Alarm>();
        if (stay.inCustody()) {
            overStay(file, facility, stay, now, due);
            overdueReturn(file, stay, now, due);
            barredHold(file, stay, now, due);
        }
        return due.stream()
                .filter(a ->
                        file.alarms().stream().noneMatch(known -> known.id().equals(a.id())))
                .<EpisodeEvent>map(EpisodeEvent.AlarmRaised::new)
                .toList();
    }

    private static void overStay(
            EpisodeFile file, Facility facility, CustodyEpisode stay, Instant now, List<Alarm> due) {
        stay.lastGroundEndedAt().ifPresent(ended -> {
            for (int stage = facility.processing().size(); stage > 0; stage--) {
                if (!ended.plus(facility.processing().get(stage - 1)).isAfter(now)) {
                    due.add(Alarm.raise("over-stay", "supervisor", number(file) + " " + stage, now));
                    return; // the stages before it say less, whether or not anybody heard them
                }
            }
        });
    }

    private static void overdueReturn(EpisodeFile file, CustodyEpisode stay, Instant now, List<Alarm> due) {
        if (stay.phase() instanceof CustodyEpisode.Phase.Away away
                && away.expectedBack().filter(back -> !back.isAfter(now)).isPresent()) {
            due.add(Alarm.raise("overdue-return", "desk", number(file) + " " + away.since(), now));
        }
    }

    /** A recorded hold that the law answers may-not: supervisor and counsel hear at once (DESIGN section 3). */
    private static void barredHold(EpisodeFile file, CustodyEpisode stay, Instant now, List<Alarm> due) {
        boolean held = stay.holds().stream().anyMatch(h -> h.endedAt().isEmpty() && h.immigrationPaper());
        boolean barred = file.cases().values().stream()
                .flatMap(c -> c.answer().stream())
                .anyMatch(a -> a.determination().acts().get(Act.HOLD) == Outcome.MAY_NOT);
        if (held && barred) {
            var holds = stay.holds().stream().filter(Hold::immigrationPaper).count();
            due.add(Alarm.raise("hold-barred", "supervisor", number(file) + " " + holds, now));
            due.add(Alarm.raise("hold-barred", "counsel", number(file) + " " + holds, now));
        }
    }

    /** The number by which people speak of a stay; holds nothing of the person. */
    public static String number(EpisodeFile file) {
        return "E-" + file.id().toString().substring(0, 8);
    }
}
