package org.sallyport.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where one notice stands.
 *
 * @param content        what it says; fixed once {@code attempts} is above zero
 * @param sendAt         when the next attempt is due; later than any lease
 * @param deadline       the last moment in time (inclusive)
 * @param stage          where it stands
 * @param pausedAt       when the breaker made it wait for a person's decision
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
        Optional<Instant> pausedAt,
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
        WITHHELD,
        DROPPED
    }

    static NoticeState planned(NoticeContent content, Instant sendAt, Instant deadline) {
        return new NoticeState(
                content,
                sendAt,
                deadline,
                Stage.PLANNED,
                Optional.empty(),
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

    /** Whether it waits for the decision of a person about a burst, or waited until it left. */
    public boolean paused() {
        return pending() && attempts == 0 && pausedAt.isPresent();
    }

    /**
     * When the facility's feed caused it, as a burst counts: when it first left, or was kept from leaving. What
     * takes back does not count: it goes to whoever received what it takes back.
     */
    public Optional<Instant> causedAt() {
        return content.kind().discloses() ? pausedAt.or(() -> firstAttemptAt) : Optional.empty();
    }

    /** Whether it still has to be sent. */
    public boolean pending() {
        return stage == Stage.PLANNED || stage == Stage.SENDING;
    }

    NoticeState stage(Stage next) {
        return edit(e -> e.stage = next);
    }

    NoticeState replanned(NoticeContent next, Instant when, Instant due) {
        return edit(e -> {
            e.content = next;
            e.sendAt = when;
            e.deadline = due;
            e.stage = Stage.PLANNED;
            e.pausedAt = Optional.empty();
        });
    }

    NoticeState paused(Instant at) {
        return edit(e -> e.pausedAt = Optional.of(at));
    }

    NoticeState attempted(NoticeContent fixed, int attempt, Instant at, Instant lease) {
        return edit(e -> {
            e.content = fixed;
            e.sendAt = lease;
            e.stage = stage == Stage.SENT ? Stage.SENT : Stage.SENDING;
            e.attempts = attempt;
            e.firstAttemptAt = Optional.of(firstAttemptAt.orElse(at));
            e.leaseUntil = Optional.of(lease);
        });
    }

    NoticeState taken(Instant at) {
        return edit(e -> {
            e.stage = stage == Stage.DROPPED ? Stage.DROPPED : Stage.SENT;
            e.leaseUntil = Optional.empty();
            e.sentAt = Optional.of(sentAt.orElse(at));
        });
    }

    NoticeState failed(Instant retryAt) {
        return edit(e -> {
            e.sendAt = retryAt;
            e.leaseUntil = Optional.empty();
        });
    }

    /** An acknowledgement proves that the notice arrived, whatever a channel said. */
    NoticeState acknowledged(String said, Instant at) {
        return taken(at).edit(e -> {
            e.acknowledgedAt = Optional.of(acknowledgedAt.orElse(at));
            e.answer = said;
        });
    }

    NoticeState escalated(Instant at) {
        return edit(e -> e.escalatedAt = Optional.of(at));
    }

    private NoticeState edit(Consumer<Edit> how) {
        var edit = new Edit(this);
        how.accept(edit);
        return edit.done();
    }

    /** The parts of a notice's standing, one at a time. */
    private static final class Edit {
        NoticeContent content;
        Instant sendAt;
        Instant deadline;
        Stage stage;
        Optional<Instant> pausedAt;
        int attempts;
        Optional<Instant> firstAttemptAt;
        Optional<Instant> leaseUntil;
        Optional<Instant> sentAt;
        Optional<Instant> acknowledgedAt;
        String answer;
        Optional<Instant> escalatedAt;

        Edit(NoticeState of) {
            content = of.content;
            sendAt = of.sendAt;
            deadline = of.deadline;
            stage = of.stage;
            pausedAt = of.pausedAt;
            attempts = of.attempts;
            firstAttemptAt = of.firstAttemptAt;
            leaseUntil = of.leaseUntil;
            sentAt = of.sentAt;
            acknowledgedAt = of.acknowledgedAt;
            answer = of.answer;
            escalatedAt = of.escalatedAt;
        }

        NoticeState done() {
            return new NoticeState(
                    content,
                    sendAt,
                    deadline,
                    stage,
                    pausedAt,
                    attempts,
                    firstAttemptAt,
                    leaseUntil,
                    sentAt,
                    acknowledgedAt,
                    answer,
                    escalatedAt);
        }
    }
}
