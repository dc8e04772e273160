package org.sallyport.cli.feed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.cli.demo.PostgresBacking;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Outgoing;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeId;
import org.sallyport.request.Agency;

/**
 * Where a replay was cut off, told from its journal. Who goes on must first finish that moment as if nothing had
 * happened: time that passed in between would show in every later state.
 *
 * @param at         the business time of the last entry; empty when there is no journal yet
 * @param inRoster   whether a roster of just that moment was being taken in
 * @param underWay   attempts that began and have no result; nobody else can be sending them
 * @param unanswered notices that were handed over and that the agency has not acknowledged
 */
record Unfinished(Optional<Instant> at, boolean inRoster, List<Attempt> underWay, Set<NoticeId> unanswered) {

    /** An attempt, and the stay it belongs to. */
    record Attempt(EpisodeId stay, EpisodeEvent.AttemptStarted started) {}

    /** Reads the whole journal. */
    static Unfinished of(PostgresBacking backing) {
        var at = Optional.<Instant>empty();
        var fact = Optional.<Instant>empty();
        var underWay = new LinkedHashMap<NoticeId, Attempt>();
        var unanswered = new LinkedHashSet<NoticeId>();
        long from = 0;
        for (var next = backing.after(from); !next.isEmpty(); next = backing.after(from)) {
            for (var entry : next) {
                from = entry.position();
                at = Optional.of(entry.recordedAt());
                if (entry.event() instanceof EpisodeEvent.FactReceived) {
                    fact = at;
                }
                follow(entry, underWay, unanswered);
            }
        }
        return new Unfinished(at, at.isPresent() && at.equals(fact), List.copyOf(underWay.values()), unanswered);
    }

    private static void follow(Envelope entry, Map<NoticeId, Attempt> underWay, Set<NoticeId> unanswered) {
        switch (entry.event()) {
            case EpisodeEvent.AttemptStarted started ->
                underWay.put(
                        started.content().notice(),
                        new Attempt(new EpisodeId(entry.stream().id()), started));
            case EpisodeEvent.AttemptEnded ended -> {
                underWay.remove(ended.notice());
                if (ended.taken()) {
                    unanswered.add(ended.notice());
                }
            }
            case EpisodeEvent.Acknowledged answered -> unanswered.remove(answered.notice());
            default -> {
                // Nothing that a hand-over waits for.
            }
        }
    }

    /** The attempts under way, as they were handed to their channel, along this route. */
    List<Outgoing> again(PostgresBacking backing, FacilityId facility, Agency.Route route) {
        var stays = underWay.stream().map(Attempt::stay).distinct().toList();
        var files = backing.store().transact(tx -> tx.episodes(stays));
        var again = new ArrayList<Outgoing>();
        for (var attempt : underWay) {
            var started = attempt.started();
            var notice = requireNonNull(
                            requireNonNull(files.get(attempt.stay())).cases().get(started.caseId()))
                    .notice(started.content().notice())
                    .orElseThrow();
            again.add(new Outgoing.ToAgency(
                    facility,
                    attempt.stay(),
                    started.content(),
                    started.attempt(),
                    route,
                    started.leaseUntil(),
                    notice.deadline()));
        }
        return again;
    }
}
