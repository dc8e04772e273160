package org.sallyport.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Facility;

/**
 * When a stay must be looked at next although nothing arrives: planned send, retry, lease end, escalation, over-stay,
 * overdue return, end of a request's own last day, the next day of the law, thirty days after the end.
 */
public final class NextWake {
    private static final long STOPPED_LOOK_SECONDS = 60;

    private NextWake() {}

    /**
     * The earliest such moment after {@code now}; empty when only something arriving can change anything.
     *
     * @param file     the stay's file
     * @param facility whose zone and processing times count
     * @param now      the business clock (UTC instant)
     */
    public static Optional<Instant> of(EpisodeFile file, Facility facility, Instant now) {
        var stay = file.custody(facility.ordering());
        var moments = new ArrayList<Instant>();
        if (file.absorbedInto().isEmpty()) {
            stayMoments(stay, facility, now, moments);
            for (var c : file.cases().values()) {
                boolean relays = c.relay().flatMap(Relay::nextTry).isPresent()
                        || c.asked().isPresent();
                if (c.closed().isEmpty() || relays || c.notices().stream().anyMatch(NoticeState::pending)) {
                    caseMoments(c, stay, facility, now, moments);
                }
            }
        }
        for (var alarm : file.alarms()) {
            alarm.nextTry().map(at -> at.isAfter(now) ? at : now).ifPresent(moments::add);
        }
        return moments.stream().min(Instant::compareTo);
    }

    private static void stayMoments(CustodyEpisode stay, Facility facility, Instant now, List<Instant> moments) {
        if (!stay.inCustody()) {
            return;
        }
        stay.lastGroundEndedAt()
                .ifPresent(ended -> facility.processing().forEach(p -> ahead(ended.plus(p), now, moments)));
        if (stay.phase() instanceof CustodyEpisode.Phase.Away away) {
            away.expectedBack().ifPresent(back -> ahead(back, now, moments));
        }
    }

    private static void caseMoments(
            NoticeCase c, CustodyEpisode stay, Facility facility, Instant now, List<Instant> moments) {
        for (var n : c.notices()) {
            if (n.pending()) {
                moments.add(n.sendAt().isAfter(now) ? n.sendAt() : now.plusSeconds(STOPPED_LOOK_SECONDS));
                if (!n.mayHaveLeft()) {
                    ahead(n.deadline().plusMillis(1), now, moments);
                }
            }
            CaseEnd.escalateAt(n, facility.sendMargin()).ifPresent(at -> ahead(at, now, moments));
        }
        if (c.closed().isEmpty()) {
            OutcomeReminder.moments(c, stay).forEach(at -> ahead(at, now, moments));
        }
        c.relay()
                .flatMap(Relay::nextTry)
                .ifPresent(at -> moments.add(at.isAfter(now) ? at : now.plusSeconds(STOPPED_LOOK_SECONDS)));
        c.asked().ifPresent(a -> ahead(a.by().plusMillis(1), now, moments));
        c.mayEndAt().ifPresent(at -> ahead(at, now, moments));
        if (stay.inCustody()) {
            moments.add(nextDay(facility, now));
            stay.hearings().forEach(h -> ahead(h.at(), now, moments));
            stay.projection().ifPresent(p -> {
                ahead(p.at().plusMillis(1), now, moments);
                ahead(p.at().plus(Wanted.STALE).plusMillis(1), now, moments);
            });
        }
        if (stay.phase() instanceof CustodyEpisode.Phase.Released released) {
            ahead(released.latest().plus(CaseEnd.OUTCOME_DUE).plusMillis(1), now, moments);
        }
    }

    /** Look-backs, in-force windows and ages change at the facility's midnight. */
    private static Instant nextDay(Facility facility, Instant now) {
        return now.atZone(facility.zone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(facility.zone())
                .toInstant();
    }

    private static void ahead(Instant at, Instant now, List<Instant> moments) {
        if (at.isAfter(now)) {
            moments.add(at);
        }
    }
}
