package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.policy.Act;
import org.sallyport.policy.Notify;
import org.sallyport.request.Reminder;

/**
 * Asks an agency that was told of a release what it did, before the case ends {@code not-reported} (promise L4). It
 * tells nothing that a notice did not: where that gave a moment, the days count from there at the earliest. Victims are
 * never asked.
 */
final class OutcomeReminder {
    /** So many days after the stay the agency is reminded (elapsed days of 24 hours). */
    private static final List<Integer> AFTER = List.of(7, 21);

    private OutcomeReminder() {}

    /** The reminder that has come due and was not raised before. */
    static Optional<Reminder> due(NoticeCase c, Situation s) {
        var from = s.applies() ? from(c, s.stay()) : Optional.<Instant>empty();
        if (from.isEmpty() || s.mode() == Mode.SHADOW) {
            return Optional.empty();
        }
        var number = s.request().request().orElseThrow().number();
        var notice = c.lastLeft().map(n -> n.id().number()).orElse("");
        return AFTER.reversed().stream()
                .filter(days -> !after(from.get(), days).isAfter(s.now()))
                .findFirst()
                .filter(days -> c.reminders().stream().noneMatch(r -> r.days() >= days))
                .map(days -> Reminder.outcome(c.id().value(), number, notice, days, s.now()));
    }

    /** When this case is to be looked at for a reminder: one comes due, or is tried again. */
    static Stream<Instant> moments(NoticeCase c, CustodyEpisode stay) {
        var due = from(c, stay).stream().flatMap(from -> AFTER.stream().map(days -> after(from, days)));
        return Stream.concat(due, c.reminders().stream().flatMap(r -> r.nextTry().stream()));
    }

    /** From when the days count; empty when the agency is not asked. */
    private static Optional<Instant> from(NoticeCase c, CustodyEpisode stay) {
        boolean open =
                c.closed().isEmpty() && c.outcome().isEmpty() && !c.requester().equals("victim");
        if (!open || stay.sealed() || !(stay.phase() instanceof CustodyEpisode.Phase.Released released)) {
            return Optional.empty();
        }
        var told = c.lastLeft()
                .filter(n -> n.content().kind().discloses())
                .filter(n -> !c.incidents().contains(n.id()));
        return told.flatMap(n -> {
            var content = n.content();
            if (!content.kind().ahead()) {
                return Optional.of(released.latest());
            }
            boolean mayBeTold = c.answer()
                    .filter(a -> a.determination().toDo(Act.AFTER_RELEASE) != Notify.NO)
                    .isPresent();
            return content.releaseAt()
                    .map(at -> at.isAfter(released.latest()) ? at : released.latest())
                    .or(() -> Optional.of(released.latest()).filter(_ -> mayBeTold));
        });
    }

    private static Instant after(Instant from, int days) {
        return from.plus(Duration.ofDays(days));
    }
}
