package org.sallyport.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.sallyport.policy.Act;
import org.sallyport.request.Reminder;

/** Folds one event of a case into where the case stands; never refuses. */
final class CaseFold {
    private CaseFold() {}

    static NoticeCase apply(NoticeCase c, EpisodeEvent.OfCase event) {
        return switch (event) {
            case EpisodeEvent.Determined e -> determined(c, e);
            case EpisodeEvent.NoticePlanned e -> planned(c, e);
            case EpisodeEvent.NoticeDropped e -> change(c, e.notice(), n -> n.stage(NoticeState.Stage.DROPPED));
            case EpisodeEvent.DecisionAsked e -> c.edit(x -> x.asked = Optional.of(e));
            case EpisodeEvent.DecisionGiven e ->
                c.edit(x -> {
                    x.asked = Optional.empty();
                    x.decisions = new ArrayList<>(c.decisions());
                    x.decisions.removeIf(d -> d.question().equals(e.question()));
                    x.decisions.add(e);
                });
            case EpisodeEvent.Shadowed e -> change(c, e.notice(), n -> n.stage(NoticeState.Stage.SHADOWED));
            case EpisodeEvent.NoticePaused e -> change(c, e.notice(), n -> n.paused(e.at()));
            case EpisodeEvent.NoticeWithheld e -> change(c, e.notice(), n -> n.stage(NoticeState.Stage.WITHHELD));
            case EpisodeEvent.AttemptStarted e ->
                change(c, e.content().notice(), n -> n.attempted(e.content(), e.attempt(), e.at(), e.leaseUntil()));
            case EpisodeEvent.AttemptEnded e -> change(c, e.notice(), n -> ended(n, e));
            case EpisodeEvent.Acknowledged e -> change(c, e.notice(), n -> n.acknowledged(e.answer(), e.at()));
            case EpisodeEvent.Escalated e -> change(c, e.notice(), n -> n.escalated(e.at()));
            case EpisodeEvent.NotSentInTime e ->
                c.edit(x -> {
                    x.asked = Optional.empty();
                    x.notSentCause = e.cause();
                });
            case EpisodeEvent.CopyOwed e -> c.edit(x -> x.copiesOwed = plus(c.copiesOwed(), e.notice()));
            case EpisodeEvent.CopyGiven e -> c.edit(x -> x.copiesOwed = minus(c.copiesOwed(), e.notice()));
            case EpisodeEvent.RelayOwed e ->
                c.edit(x -> x.relay = Optional.of(new Relay(e.to(), Optional.of(e.nextTry()), "", "")));
            case EpisodeEvent.RelayRuled _ -> c;
            case EpisodeEvent.RelayRecalled e -> c.edit(x -> x.relay = c.relay().map(r -> r.recalled(e.nextTry())));
            case EpisodeEvent.RelayEnded e ->
                c.edit(x -> {
                    x.relay = Optional.of(new Relay(e.to(), Optional.empty(), e.why(), e.number()));
                    x.asked = c.asked().filter(a -> !a.question().endsWith(":" + Act.RELAY.word()));
                });
            case EpisodeEvent.HandOverRecorded e -> c.edit(x -> x.handOver = e.what());
            case EpisodeEvent.OutcomeReported e -> c.edit(x -> x.outcome = e.outcome());
            case EpisodeEvent.StaffActed e -> c.edit(x -> x.staff = Optional.of(e));
            case EpisodeEvent.ReminderRaised e ->
                c.edit(x -> {
                    x.reminders = new ArrayList<>(c.reminders());
                    x.reminders.add(e.reminder());
                });
            case EpisodeEvent.ReminderTried e -> reminded(c, e.reminder(), r -> r.tried(e.nextTry()));
            case EpisodeEvent.ReminderTaken e -> reminded(c, e.reminder(), r -> r.taken(e.at()));
            case EpisodeEvent.CaseClosed e ->
                c.edit(x -> {
                    x.asked = Optional.empty();
                    x.closed = Optional.of(e.outcome());
                });
            case EpisodeEvent.CaseReopened _ ->
                c.edit(x -> {
                    x.handOver = "";
                    x.outcome = "";
                    x.closed = Optional.empty();
                    x.notSentCause = "";
                    x.reminders = List.of();
                });
            case EpisodeEvent.DisclosureIncidentOpened e -> c.edit(x -> x.incidents = plus(c.incidents(), e.notice()));
        };
    }

    private static NoticeCase determined(NoticeCase c, EpisodeEvent.Determined e) {
        var next = new NoticeCase.Answer(e.determinationId(), e.determination(), e.at());
        boolean same = c.answer().map(a -> a.ruling().equals(next.ruling())).orElse(false);
        return c.edit(x -> {
            x.answer = Optional.of(next);
            x.asked = same ? x.asked : Optional.empty();
        });
    }

    private static NoticeCase planned(NoticeCase c, EpisodeEvent.NoticePlanned e) {
        var next = c.notice(e.content().notice())
                .map(n -> n.replanned(e.content(), e.sendAt(), e.deadline()))
                .orElseGet(() -> NoticeState.planned(e.content(), e.sendAt(), e.deadline()));
        return c.edit(x -> {
            x.notices = new ArrayList<>(c.notices());
            x.notices.removeIf(n -> n.id().equals(next.id()));
            x.notices.add(next); // planned again, it is the newest again
        });
    }

    private static NoticeState ended(NoticeState n, EpisodeEvent.AttemptEnded e) {
        if (e.taken()) {
            return n.taken(e.at());
        }
        boolean stale = e.attempt() != n.attempts() || n.stage() != NoticeState.Stage.SENDING;
        return stale ? n : n.failed(RetryPlan.next(n.attempts(), e.at(), n.deadline()));
    }

    private static NoticeCase change(NoticeCase c, NoticeId id, UnaryOperator<NoticeState> how) {
        return c.notice(id).map(how).map(c::with).orElse(c);
    }

    private static NoticeCase reminded(NoticeCase c, UUID reminder, UnaryOperator<Reminder> how) {
        return c.edit(x -> x.reminders = c.reminders().stream()
                .map(r -> r.id().equals(reminder) ? how.apply(r) : r)
                .toList());
    }

    private static List<NoticeId> plus(List<NoticeId> list, NoticeId one) {
        var copy = new ArrayList<>(list);
        copy.add(one);
        return copy;
    }

    private static List<NoticeId> minus(List<NoticeId> list, NoticeId one) {
        var copy = new ArrayList<>(list);
        copy.remove(one);
        return copy;
    }
}
