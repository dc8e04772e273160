package org.sallyport.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.Determination;
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
 * @param decision      what a person last decided
 * @param notSentCause  why no notice left before the person did; empty while undecided
 * @param copiesOwed    notices of which the person's copy is owed and not yet given
 * @param incidents     sent notices that turned out to have been barred
 * @param handOver      how the hand-over ended; empty before
 * @param outcome       what the agency did in the end; empty before
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
        Optional<EpisodeEvent.DecisionGiven> decision,
        String notSentCause,
        List<NoticeId> copiesOwed,
        List<NoticeId> incidents,
        String handOver,
        String outcome,
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
        copiesOwed = List.copyOf(copiesOwed);
        incidents = List.copyOf(incidents);
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
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                "",
                "",
                Optional.empty());
    }

    /** The newest notice that is not dropped. */
    public Optional<NoticeState> current() {
        for (int i = notices.size() - 1; i >= 0; i--) {
            if (!notices.get(i).dropped()) {
                return Optional.of(notices.get(i));
            }
        }
        return Optional.empty();
    }

    /** The newest notice the receiver may have. */
    public Optional<NoticeState> lastLeft() {
        for (int i = notices.size() - 1; i >= 0; i--) {
            if (notices.get(i).mayHaveLeft()) {
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
                        .filter(NoticeState::mayHaveLeft)
                        .mapToInt(n -> n.content().revision())
                        .max()
                        .orElse(0);
    }

    NoticeCase with(NoticeState changed) {
        var list = new ArrayList<>(notices);
        list.replaceAll(n -> n.id().equals(changed.id()) ? changed : n);
        if (notice(changed.id()).isEmpty()) {
            list.add(changed);
        }
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                list,
                asked,
                decision,
                notSentCause,
                copiesOwed,
                incidents,
                handOver,
                outcome,
                closed);
    }

    NoticeCase answered(Answer next) {
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                Optional.of(next),
                notices,
                asked,
                decision,
                notSentCause,
                copiesOwed,
                incidents,
                handOver,
                outcome,
                closed);
    }

    NoticeCase asking(Optional<EpisodeEvent.DecisionAsked> question) {
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                notices,
                question,
                decision,
                notSentCause,
                copiesOwed,
                incidents,
                handOver,
                outcome,
                closed);
    }

    NoticeCase decided(EpisodeEvent.DecisionGiven given) {
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                notices,
                Optional.empty(),
                Optional.of(given),
                notSentCause,
                copiesOwed,
                incidents,
                handOver,
                outcome,
                closed);
    }

    NoticeCase notSent(String cause) {
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                notices,
                Optional.empty(),
                decision,
                cause,
                copiesOwed,
                incidents,
                handOver,
                outcome,
                closed);
    }

    NoticeCase copies(List<NoticeId> owed) {
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                notices,
                asked,
                decision,
                notSentCause,
                owed,
                incidents,
                handOver,
                outcome,
                closed);
    }

    NoticeCase incident(NoticeId barred) {
        var list = new ArrayList<>(incidents);
        list.add(barred);
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                notices,
                asked,
                decision,
                notSentCause,
                copiesOwed,
                list,
                handOver,
                outcome,
                closed);
    }

    NoticeCase ended(String handedOver, String reported, Optional<String> close) {
        return new NoticeCase(
                id,
                request,
                agency,
                requester,
                mayEndAt,
                openedAt,
                answer,
                notices,
                asked,
                decision,
                notSentCause,
                copiesOwed,
                incidents,
                handedOver,
                reported,
                close);
    }
}
