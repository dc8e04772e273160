package org.sallyport.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.custody.EpisodeId;

/**
 * Where one request stands, folded from its events.
 *
 * @param id         its name
 * @param request    the content in force; absent before the first event
 * @param defects    codes of form defects not yet accepted by a person
 * @param status     {@code active cancelled expired withdrawn}, as FACTS spells them; {@code offered} and
 *                   {@code declined} for one that another facility passed on and nobody took in
 * @param bound      the stays it applies to, each with how it was bound
 * @param proposed   the stays a person is asked about, with the reasons' codes
 * @param rejected   the stays a person ruled out
 * @param receivedAt when it was taken in (UTC instant)
 * @param unboundSince since when no stay is bound to it: receipt, the last unbinding, or the agency's last amendment or
 *                   word that it stands while unbound (UTC instant); absent while bound
 * @param term       from when to when it stands by the facility's rule, when it names no last day itself; the agency's
 *                   word that it stands moves it
 * @param reminders  what the agency was or is to be reminded of in the present term
 * @param from       where it comes from, when another facility passed it on
 * @param askedRole  the role asked whether it is taken in; empty when nobody is
 * @param closed     the outcome once everything has ended
 */
public record RequestFile(
        RequestId id,
        Optional<NotificationRequest> request,
        List<String> defects,
        String status,
        Map<EpisodeId, String> bound,
        Map<EpisodeId, List<String>> proposed,
        List<EpisodeId> rejected,
        Instant receivedAt,
        Optional<Instant> unboundSince,
        Optional<Term> term,
        List<Reminder> reminders,
        Optional<PassedOn> from,
        String askedRole,
        Optional<String> closed) {

    /** Calendar days in the facility's zone, both inclusive: the agency spoke on the first. */
    public record Term(LocalDate from, LocalDate through) {}

    /** A request of which nothing is recorded. */
    public static RequestFile none(RequestId id) {
        return new RequestFile(
                id,
                Optional.empty(),
                List.of(),
                "active",
                Map.of(),
                Map.of(),
                List.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    /** Whether it waits for a person to say whether it is taken in. */
    public boolean offered() {
        return status.equals("offered") && closed.isEmpty();
    }

    /** Whether it was taken in here: what another facility passed on is, once nobody need be asked or one said yes. */
    public boolean takenIn() {
        return askedRole.isEmpty() && !status.equals("declined");
    }

    /** The request as the agency first filed it: this one, unless another facility passed it on. */
    public RequestId origin() {
        return from.map(PassedOn::origin).orElse(id);
    }

    /** Whether it may cause a notice. */
    public boolean active() {
        return status.equals("active") && request.isPresent() && closed.isEmpty();
    }

    /** Folds one event; never refuses. */
    public RequestFile apply(RequestEvent event) {
        return RequestFold.apply(this, event);
    }

    /** The same file with the parts changed that {@code how} sets. */
    RequestFile edit(Consumer<Edit> how) {
        var edit = new Edit(this);
        how.accept(edit);
        return edit.done();
    }

    /** The parts of a file that events change; the rest stays as it was received. */
    static final class Edit {
        private final RequestFile of;
        Optional<NotificationRequest> request;
        List<String> defects;
        String status;
        Map<EpisodeId, String> bound;
        Map<EpisodeId, List<String>> proposed;
        List<EpisodeId> rejected;
        Optional<Instant> unboundSince;
        Optional<Term> term;
        List<Reminder> reminders;
        String askedRole;
        Optional<String> closed;

        private Edit(RequestFile of) {
            this.of = of;
            request = of.request;
            defects = of.defects;
            status = of.status;
            bound = of.bound;
            proposed = of.proposed;
            rejected = of.rejected;
            unboundSince = of.unboundSince;
            term = of.term;
            reminders = of.reminders;
            askedRole = of.askedRole;
            closed = of.closed;
        }

        private RequestFile done() {
            return new RequestFile(
                    of.id,
                    request,
                    defects,
                    status,
                    bound,
                    proposed,
                    rejected,
                    of.receivedAt,
                    unboundSince,
                    term,
                    reminders,
                    of.from,
                    askedRole,
                    closed);
        }
    }
}
