package org.sallyport.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.Determination;

/** Brings what the receiver was told, and what is on its way there, into line with what is to be told. */
final class Telling {
    private final CaseInHand at;
    private final Situation s;

    Telling(CaseInHand at) {
        this.at = at;
        this.s = at.s();
    }

    /** Brings the notice on its way, or the one the receiver has, into line with what is to be told. */
    void reconcile(Wanted.Tell tell, Determination law) {
        var told = at.told();
        if (told.isPresent() && says(told.get().content(), tell, law)) {
            at.c()
                    .current()
                    .filter(n -> !n.mayHaveLeft()
                            && n.pending()
                            && !n.id().equals(told.get().id()))
                    .ifPresent(n -> at.drop(n, "facts-as-told"));
            return;
        }
        boolean takenBackFirst =
                told.isPresent() && !told.get().content().kind().ahead();
        if (takenBackFirst) {
            plan(NoticeKind.CORRECTED, Optional.empty(), told, law, s.now(), s.now());
            return;
        }
        boolean amends = told.isPresent() && tell.kind().ahead();
        var kind = amends ? NoticeKind.AMENDED : tell.kind();
        var replaces = told.filter(_ -> amends);
        plan(kind, Optional.of(tell), replaces, law, amends ? s.now() : tell.sendAt(), tell.deadline());
    }

    private boolean says(NoticeContent content, Wanted.Tell tell, Determination law) {
        boolean kindFits = content.kind() == tell.kind()
                || (content.kind().ahead()
                        && tell.kind().ahead()
                        && content.certainty().equals(tell.certainty()))
                || (content.kind() == NoticeKind.LATE_RECORD || tell.kind() == NoticeKind.LATE_RECORD)
                        && !content.kind().ahead()
                        && !tell.kind().ahead();
        return kindFits
                && content.releaseAt().equals(disclosed(tell, law))
                && content.wording().equals(tell.wording())
                && content.items().equals(law.items());
    }

    private static Optional<Instant> disclosed(Wanted.Tell tell, Determination law) {
        return law.items().contains("release-date") ? tell.releaseAt() : Optional.empty();
    }

    private void plan(
            NoticeKind kind,
            Optional<Wanted.Tell> tell,
            Optional<NoticeState> replaces,
            Determination law,
            Instant sendAt,
            Instant deadline) {
        int revision = at.c().nextRevision();
        var items = tell.map(t -> law.items()).orElse(List.of());
        var content = content(kind, revision, tell, replaces, items);
        var id = content.notice();
        var standing = at.c().current();
        if (standing.filter(n -> samePlan(n, content, sendAt, deadline) || withheldAlready(n, content))
                .isPresent()) {
            return;
        }
        var waits = standing.filter(n -> n.paused() && sameNews(n.content(), content));
        for (var n : at.c().notices()) {
            if (n.pending() && !n.id().equals(id) && !n.content().kind().aside()) {
                at.drop(n, "replaced");
            }
        }
        at.then(new EpisodeEvent.NoticePlanned(at.c().id(), content, sendAt, deadline, s.now()));
        waits.flatMap(NoticeState::pausedAt)
                .ifPresent(since -> at.then(new EpisodeEvent.NoticePaused(at.c().id(), id, since)));
    }

    /** A notice as it would be written now. */
    NoticeContent content(
            NoticeKind kind,
            int revision,
            Optional<Wanted.Tell> tell,
            Optional<NoticeState> replaces,
            List<String> items) {
        var request = s.request().request().orElseThrow();
        return new NoticeContent(
                NoticeId.of(at.c().id(), kind, revision, at.c().agency()),
                kind,
                revision,
                at.c().id(),
                request.number(),
                at.c().agency(),
                s.facility().id().path(),
                s.facility().zone().getId(),
                request.reference(),
                items,
                items.contains("release-date") ? tell.flatMap(Wanted.Tell::releaseAt) : Optional.empty(),
                tell.map(Wanted.Tell::certainty).orElse(""),
                kind == NoticeKind.SHORT ? tell.map(Wanted.Tell::shortCause).orElse("") : "",
                tell.map(Wanted.Tell::wording).orElse("taken-back"),
                replaces.map(NoticeState::id),
                at.c().answer().map(NoticeCase.Answer::id).orElse(""),
                s.now());
    }

    /** Whether a person already decided that these news are not to leave, under whatever kind they would go now. */
    private static boolean withheldAlready(NoticeState n, NoticeContent next) {
        return n.stage() == NoticeState.Stage.WITHHELD && sameNews(n.content(), next);
    }

    /** Whether two notices tell the same news: as time passes an advance notice becomes a short one, or a late one. */
    private static boolean sameNews(NoticeContent old, NoticeContent next) {
        return old.kind().ahead() == next.kind().ahead()
                && old.kind().discloses() == next.kind().discloses()
                && old.releaseAt().equals(next.releaseAt())
                && old.items().equals(next.items())
                && old.wording().equals(next.wording())
                && old.certainty().equals(next.certainty());
    }

    /** Whether a notice already on its way (or recorded in shadow) says the same at the same time. */
    private boolean samePlan(NoticeState n, NoticeContent next, Instant sendAt, Instant deadline) {
        if (!n.id().equals(next.notice())) {
            return false;
        }
        var old = n.content();
        boolean same = old.releaseAt().equals(next.releaseAt())
                && old.items().equals(next.items())
                && old.wording().equals(next.wording())
                && old.certainty().equals(next.certainty())
                && old.replaces().equals(next.replaces());
        if (!same) {
            return false;
        }
        return switch (n.stage()) {
            case SHADOWED -> s.mode() == Mode.SHADOW;
            case SENDING, SENT, WITHHELD -> true;
            case DROPPED -> false;
            case PLANNED ->
                n.deadline().equals(deadline) && !n.sendAt().isAfter(max(sendAt, s.now()))
                        || !next.kind().ahead()
                        || next.kind() == NoticeKind.AMENDED
                        || next.kind() == NoticeKind.POSSIBLE_RELEASE;
        };
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** A person must decide first: nothing new leaves, and what was told stands until they do. */
    void hold(String why) {
        for (var n : at.c().notices()) {
            boolean gone = n.content().kind().ahead() && s.stay().over();
            if (n.pending()
                    && n.content().kind().discloses()
                    && !n.content().kind().aside()
                    && !gone) {
                at.drop(n, why);
            }
        }
    }

    /** Nothing may be told any more: what has not left is dropped, what was told of a release ahead is cancelled. */
    void takeBack(String why) {
        for (var n : at.c().notices()) {
            boolean stillOwed = n.pending()
                    && n.content().kind().discloses()
                    && !n.content().kind().aside();
            if (stillOwed && !(n.content().kind().ahead() && s.stay().over())) {
                at.drop(n, why);
            }
        }
        var told = at.told();
        boolean delete = told.filter(this::mustBeDeleted).isPresent();
        if (told.isEmpty() || s.stay().over() && !delete) {
            return;
        }
        boolean cancels = told.get().content().kind().ahead() && !delete;
        var kind = cancels ? NoticeKind.CANCELLED : NoticeKind.CORRECTED;
        plan(kind, Optional.empty(), told, at.c().answer().orElseThrow().determination(), s.now(), s.now());
    }

    /** Whether the receiver is asked to delete it: the record was sealed, or it should never have left. */
    boolean mustBeDeleted(NoticeState n) {
        return s.stay().sealed() || at.c().incidents().contains(n.id());
    }
}
