package org.sallyport.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * Where one notice stands.
 *
 * @param content        what it says; fixed once {@code attempts} is above zero
 * @param sendAt         when the next attempt is due; later than any lease
 * @param deadline       the last moment in time (inclusive)
 * @param stage          where it stands
 * @param attempts       attempts started
 * @param firstAttemptAt when the first began
 * @param leaseUntil     until when a worker may be sending
 * @param sentAt         when a provider first took it
 * @param acknowledgedAt when the receiver acknowledged
 * @param answer         {@code coming not-coming undecided}; empty before
 * @param escalatedAt    when a named role took over
 */
public record NoticeState(
        NoticeContent content,
        Instant sendAt,
        Instant deadline,
        Stage stage,
        int attempts,
        Optional<Instant> firstAttemptAt,
        Optional<Instant> leaseUntil,
        Optional<Instant> sentAt,
        Optional<Instant> acknowledgedAt,
        String answer,
        Optional<Instant> escalatedAt) {

    /** Where a notice stands. */
    public enum Stage {
        PLANNED,
        SENDING,
        SENT,
        SHADOWED,
        DROPPED
    }

    static NoticeState planned(NoticeContent content, Instant sendAt, Instant deadline) {
        return new NoticeState(
                content,
                sendAt,
                deadline,
                Stage.PLANNED,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    /** The notice's name. */
    public NoticeId id() {
        return content.notice();
    }

    /** Whether the receiver may have it: an attempt began, whatever its result. */
    public boolean mayHaveLeft() {
        return attempts > 0;
    }

    /** Whether it is out of play: dropped, or only shadowed. */
    public boolean dropped() {
        return stage == Stage.DROPPED;
    }

    /** Whether it still has to be sent. */
    public boolean pending() {
        return stage == Stage.PLANNED || stage == Stage.SENDING;
    }

    NoticeState stage(Stage next) {
        return new NoticeState(
                content,
                sendAt,
                deadline,
                next,
                attempts,
                firstAttemptAt,
                leaseUntil,
                sentAt,
                acknowledgedAt,
                answer,
                escalatedAt);
    }

    NoticeState replanned(NoticeContent next, Instant when, Instant due) {
        return new NoticeState(
                next,
                when,
                due,
                Stage.PLANNED,
                attempts,
                firstAttemptAt,
                leaseUntil,
                sentAt,
                acknowledgedAt,
                answer,
                escalatedAt);
    }

    NoticeState attempted(NoticeContent fixed, int attempt, Instant at, Instant lease) {
        return new NoticeState(
                fixed,
                lease,
                deadline,
                stage == Stage.SENT ? Stage.SENT : Stage.SENDING,
                attempt,
                Optional.of(firstAttemptAt.orElse(at)),
                Optional.of(lease),
                sentAt,
                acknowledgedAt,
                answer,
                escalatedAt);
    }

    NoticeState taken(Instant at) {
        return new NoticeState(
                content,
                sendAt,
                deadline,
                stage == Stage.DROPPED ? Stage.DROPPED : Stage.SENT,
                attempts,
                firstAttemptAt,
                Optional.empty(),
                Optional.of(sentAt.orElse(at)),
                acknowledgedAt,
                answer,
                escalatedAt);
    }

    NoticeState failed(Instant retryAt) {
        return new NoticeState(
                content,
                retryAt,
                deadline,
                stage,
                attempts,
                firstAttemptAt,
                Optional.empty(),
                sentAt,
                acknowledgedAt,
                answer,
                escalatedAt);
    }

    NoticeState acknowledged(String said, Instant at) {
        return new NoticeState(
                content,
                sendAt,
                deadline,
                stage == Stage.DROPPED ? Stage.DROPPED : Stage.SENT,
                attempts,
                firstAttemptAt,
                Optional.empty(),
                Optional.of(sentAt.orElse(at)),
                Optional.of(acknowledgedAt.orElse(at)),
                said,
                escalatedAt);
    }

    NoticeState escalated(Instant at) {
        return new NoticeState(
                content,
                sendAt,
                deadline,
                stage,
                attempts,
                firstAttemptAt,
                leaseUntil,
                sentAt,
                acknowledgedAt,
                answer,
                Optional.of(at));
    }
}
