package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Known;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.time.LeadTime;

/** What the requester should believe now, if the law allows telling: worked out from the facts alone. */
sealed interface Wanted {
    /** A release (or what became of it) to tell of, under one act. */
    record Tell(
            Act act,
            NoticeKind kind,
            Optional<Instant> releaseAt,
            String certainty,
            String wording,
            String shortCause,
            Instant sendAt,
            Instant deadline)
            implements Wanted {}

    /** Nothing to tell; {@code why} is a code. */
    record Nothing(String why) implements Wanted {}

    /** After this long, what happened is told as a late record, never as news. */
    Duration STALE = Duration.ofHours(24);

    static Wanted from(Situation s, Determination law) {
        var stay = s.stay();
        if (stay.sealed()) {
            return new Nothing("record-sealed");
        }
        if (!s.applies()) {
            return new Nothing(
                    s.request().active() ? "unbound" : "request-" + s.request().status());
        }
        if (s.request()
                .request()
                .filter(r -> r.asks().contains("notice") || r.asks().contains("event-notice"))
                .isEmpty()) {
            return new Nothing("notice-not-asked");
        }
        return switch (stay.phase()) {
            case CustodyEpisode.Phase.NotBooked _ -> new Nothing("not-booked");
            case CustodyEpisode.Phase.Released released -> after(s, released);
            case CustodyEpisode.Phase.Present _, CustodyEpisode.Phase.Away _, CustodyEpisode.Phase.Releasing _ ->
                ahead(s, law);
        };
    }

    private static Wanted after(Situation s, CustodyEpisode.Phase.Released released) {
        boolean old = Duration.between(released.latest(), s.now()).compareTo(STALE) > 0;
        var kind = old ? NoticeKind.LATE_RECORD : kindAfter(released);
        var act = old ? kindAfter(released).act() : kind.act();
        var wording = released.inError() ? "released-in-error" : word(released.reason());
        return new Tell(act, kind, Optional.of(released.latest()), "happened", wording, "", s.now(), s.now());
    }

    private static NoticeKind kindAfter(CustodyEpisode.Phase.Released released) {
        if (released.inError()) {
            return NoticeKind.RELEASED_IN_ERROR;
        }
        return switch (released.reason()) {
            case DEATH -> NoticeKind.DIED;
            case ESCAPE -> NoticeKind.ESCAPED;
            case TRANSFER -> NoticeKind.TRANSFERRED;
            case BOND, TIME_SERVED, DISMISSED, ACQUITTED, OWN_RECOGNIZANCE, COURT_ORDER, OTHER -> NoticeKind.RELEASED;
        };
    }

    private static Wanted ahead(Situation s, Determination law) {
        var projected = s.stay().projection();
        if (projected.isPresent() && projected.get().certainty() == ProjectedRelease.Certainty.SCHEDULED) {
            return scheduled(s, law, projected.get());
        }
        return possible(s, law);
    }

    private static Wanted scheduled(Situation s, Determination law, ProjectedRelease p) {
        if (p.at().plus(STALE).isBefore(s.now())) {
            return new Nothing("projection-stale");
        }
        var times = PlannedSend.of(
                p.at(),
                law.notifyBy().orElse(LeadTime.USUAL.before()),
                law.notBefore(),
                s.facility().sendMargin(),
                s.now());
        boolean transfer = p.basis() == ProjectedRelease.Basis.TRANSFER;
        return new Tell(
                transfer ? Act.EVENT_TRANSFER : Act.NOTICE,
                times.late() ? NoticeKind.SHORT : NoticeKind.ADVANCE,
                Optional.of(p.at()),
                "scheduled",
                transfer ? NoticeContent.TRANSFER_AHEAD : "release-projected",
                times.late() ? shortCause(s, p, times.deadline()) : "",
                times.sendAt(),
                times.deadline());
    }

    private static Wanted possible(Situation s, Determination law) {
        var at = s.stay()
                .projection()
                .map(ProjectedRelease::at)
                .or(() -> s.stay().hearings().stream()
                        .filter(h -> h.releasePossible() == Known.YES && h.at().isAfter(s.now()))
                        .map(CustodyEpisode.Hearing::at)
                        .min(Instant::compareTo));
        boolean bond = s.stay().bonds().stream().anyMatch(b -> b.postedAt().isEmpty());
        if (at.isEmpty() && !bond) {
            return new Nothing("no-projection");
        }
        if (at.isPresent() && at.get().isBefore(s.now())) {
            return new Nothing("projection-stale");
        }
        var deadline = at.map(a -> a.minus(law.notifyBy().orElse(LeadTime.USUAL.before())))
                .filter(d -> d.isAfter(s.now()))
                .orElse(s.now());
        return new Tell(
                Act.POSSIBLE_RELEASE,
                NoticeKind.POSSIBLE_RELEASE,
                at,
                "possible",
                bond ? "bond-set" : "hearing",
                "",
                s.now(),
                deadline);
    }

    /** Why there is less than the lead time (F-03), from what was known when. */
    private static String shortCause(Situation s, ProjectedRelease p, Instant deadline) {
        var asked = s.request().receivedAt();
        if (asked.isAfter(deadline) && asked.isAfter(p.knownSince())) {
            return "request-came-late";
        }
        if (p.saidAt().isBefore(deadline) && p.knownSince().isAfter(deadline)) {
            return "feed-late";
        }
        if (p.knownSince().isAfter(deadline)) {
            return switch (p.basis()) {
                case BOND, GROUNDS_ENDED -> "last-ground-ended";
                case COURT_ORDER -> "court-order";
                case TRANSFER -> "transfer";
                case SENTENCE_END, OTHER -> "projected-late";
            };
        }
        return "decision-late";
    }

    private static String word(ReleaseReason reason) {
        return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
