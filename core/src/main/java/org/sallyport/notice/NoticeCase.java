package org.sallyport.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.policy.Determination;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestId;

/**
 * One request applied to one stay: where it stands.
 *
 * @param id            its name
 * @param request       the request
 * @param agency        who asked
 * @param requester     the kind of requester
 * @param mayEndAt      the end of the request's own last day, when it names one (UTC instant)
 * @param openedAt      when the request was bound (UTC instant)
 * @param answer        the answer in force, absent before the first
 * @param notices       every notice planned, oldest first
 * @param asked         the question that waits for a person
 * @param decisions     what a person last decided of each question
 * @param notSentCause  why no notice left before the person did; empty while undecided
 * @param copiesOwed    notices of which the person's copy is owed and not yet given
 * @param incidents     sent notices that turned out to have been barred
 * @param relay         whether the request is passed on to where the person was transferred; absent before
 * @param handOver      how the hand-over ended; empty before
 * @param outcome       what the agency did in the end; empty before
 * @param reminders     what its agency was or is to be reminded of
 * @param staff         what staff recorded that they did by themselves
 * @param closed        the outcome under which the case ended
 */
public record NoticeCase(
        CaseId id,
        RequestId request,
        String agency,
        String requester,
        Optional<Instant> mayEndAt,
        Instant openedAt,
        Optional<Answer> answer,
        List<NoticeState> notices,
        Optional<EpisodeEvent.DecisionAsked> asked,
        List<EpisodeEvent.DecisionGiven> decisions,
        String notSentCause,
        List<NoticeId> copiesOwed,
        List<NoticeId> incidents,
        Optional<Relay> relay,
        String handOver,
        String outcome,
        List<Reminder> reminders,
        Optional<EpisodeEvent.StaffActed> staff,
        Optional<String> closed) {

    /** The determination in force, by its name. */
    public record Answer(String id, Determination determination, Instant at) {
        /**
         * What was ruled, in a form that stays the same while the answer does. A person's decision stands for one
         * ruling.
         */
        public String ruling() {
            return Ruling.of(determination);
        }
    }

    /** Copies the lists, so that a case is a value. */
    public NoticeCase {
        notices = List.copyOf(notices);
        decisions = List.copyOf(decisions);
        copiesOwed = List.copyOf(copiesOwed);
        incidents = List.copyOf(incidents);
        reminders = List.copyOf(reminders);
    }

    static NoticeCase opened(EpisodeEvent.CaseOpened e) {
        return new NoticeCase(
                e.caseId(),
                e.request(),
                e.agency(),
                e.requester(),
                e.mayEndAt(),
                e.at(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                "",
                "",
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** What a person last decided of this question. */
    public Optional<EpisodeEvent.DecisionGiven> decision(String question) {
        return decisions.stream().filter(d -> d.question().equals(question)).findFirst();
    }

    /** The notice a person is asked to send next: one that tells of something beside the release goes first. */
    Optional<NoticeState> toPress() {
        return notices.stream()
                .filter(n ->
                        n.pending() && n.attempts() == 0 && n.content().kind().aside())
                .findFirst()
                .or(this::current);
    }

    /** The newest notice about the release that is not dropped. */
    public Optional<NoticeState> current() {
        for (int i = notices.size() - 1; i >= 0; i--) {
            if (!notices.get(i).dropped() && !notices.get(i).content().kind().aside()) {
                return Optional.of(notices.get(i));
            }
        }
        return Optional.empty();
    }

    /** The newest notice about the release that the receiver may have. */
    public Optional<NoticeState> lastLeft() {
        for (int i = notices.size() - 1; i >= 0; i--) {
            if (notices.get(i).mayHaveLeft() && !notices.get(i).content().kind().aside()) {
                return Optional.of(notices.get(i));
            }
        }
        return Optional.empty();
    }

    /** The notice of that name. */
    public Optional<NoticeState> notice(NoticeId id) {
        return notices.stream().filter(n -> n.id().equals(id)).findFirst();
    }

    /** Whether a later notice that may have left speaks in place of this one. */
    public boolean superseded(NoticeState n) {
        return notices.stream()
                .anyMatch(later -> later.mayHaveLeft()
                        && later.content().revision() > n.content().revision());
    }

    /** One more than the highest revision of a notice that may have left. */
    public int nextRevision() {
        return 1
                + notices.stream()
                        .filter(n -> n.mayHaveLeft() && !n.content().kind().aside())
                        .mapToInt(n -> n.content().revision())
                        .max()
                        .orElse(0);
    }

    /** The same case with the notice changed, or added when it is new. */
    NoticeCase with(NoticeState changed) {
        return edit(e -> {
            e.notices = new ArrayList<>(notices);
            e.notices.replaceAll(n -> n.id().equals(changed.id()) ? changed : n);
            if (notice(changed.id()).isEmpty()) {
                e.notices.add(changed);
            }
        });
    }

    /** The same case with the parts changed that {@code how} sets. */
    NoticeCase edit(Consumer<Edit> how) {
        var edit = new Edit(this);
        how.accept(edit);
        return edit.done();
    }

    /** The parts of a case that events change; the rest stays as it was opened. */
    static final class Edit {
        private final NoticeCase of;
        Optional<Answer> answer;
        List<NoticeState> notices;
        Optional<EpisodeEvent.DecisionAsked> asked;
        List<EpisodeEvent.DecisionGiven> decisions;
        String notSentCause;
        List<NoticeId> copiesOwed;
        List<NoticeId> incidents;
        Optional<Relay> relay;
        String handOver;
        String outcome;
        List<Reminder> reminders;
        Optional<EpisodeEvent.StaffActed> staff;
        Optional<String> closed;

        private Edit(NoticeCase of) {
            this.of = of;
            answer = of.answer;
            notices = of.notices;
            asked = of.asked;
            decisions = of.decisions;
            notSentCause = of.notSentCause;
            copiesOwed = of.copiesOwed;
            incidents = of.incidents;
            relay = of.relay;
            handOver = of.handOver;
            outcome = of.outcome;
            reminders = of.reminders;
            staff = of.staff;
            closed = of.closed;
        }

        private NoticeCase done() {
            return new NoticeCase(
                    of.id,
                    of.request,
                    of.agency,
                    of.requester,
                    of.mayEndAt,
                    of.openedAt,
                    answer,
                    notices,
                    asked,
                    decisions,
                    notSentCause,
                    copiesOwed,
                    incidents,
                    relay,
                    handOver,
                    outcome,
                    reminders,
                    staff,
                    closed);
        }
    }
}
