package org.sallyport.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.sallyport.request.RequestCommand.AcceptDefects;
import org.sallyport.request.RequestCommand.Amend;
import org.sallyport.request.RequestCommand.AnswerOffer;
import org.sallyport.request.RequestCommand.Cancel;
import org.sallyport.request.RequestCommand.Expire;
import org.sallyport.request.RequestCommand.Receive;
import org.sallyport.request.RequestCommand.RecordService;
import org.sallyport.request.RequestCommand.Revalidate;
import org.sallyport.request.RequestCommand.Withdraw;

/**
 * Decides what one command does to one request. Reads no clock, opens no connection, throws nothing.
 *
 * <p>What ends a request does not close it: it is closed once its last case has ended, or at once where it has none, by
 * the desk, which knows its cases.
 */
public final class RequestDecider {
    /** How long a request of immigration authorities may stay unbound (elapsed hours; promise L4). */
    public static final Duration UNBOUND_MAX = Duration.ofHours(72);

    private RequestDecider() {}

    /** No such request was received. */
    public static final String NOT_RECEIVED = "request.not-received";
    /** Another request was received under this name. */
    public static final String ALREADY_RECEIVED = "request.already-received";
    /** It was withdrawn, cancelled, expired or closed; send a new request. */
    public static final String NO_LONGER_ACTIVE = "request.no-longer-active";
    /** An amendment may not change number, agency, addressee or requester; send a new request. */
    public static final String ANOTHER_REQUEST = "request.another-request";
    /** It has no defects that wait for a person. */
    public static final String NO_DEFECTS = "request.no-defects";
    /** The person must give a reason. */
    public static final String REASON_MISSING = "request.reason-missing";
    /** The person or agency must be named. */
    public static final String NAME_MISSING = "request.name-missing";
    /** Nobody is asked whether it is taken in. */
    public static final String NOT_OFFERED = "request.not-offered";
    /** A table that is not adopted bars it: only counsel may take it in, for a reason. */
    public static final String COUNSEL_ONLY = "request.counsel-only";
    /** Its time is not up, or it has none. */
    public static final String NOT_DUE = "request.not-due";

    /** What became of a command. */
    public sealed interface Outcome {}

    /** It was carried out by these events, none where nothing changes. */
    public record Accepted(List<RequestEvent> events) implements Outcome {
        /** Copies the list. */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** The rules say no, for one of the codes above; nothing was recorded. */
    public record Refused(String code) implements Outcome {}

    private enum Standing {
        NONE,
        OFFERED,
        ACTIVE,
        ENDED
    }

    /** Answers one command to one request. */
    public static Outcome decide(RequestFile file, RequestCommand command) {
        return switch (standing(file)) {
            case NONE -> beforeReceipt(command);
            case OFFERED -> whileOffered(file, command);
            case ACTIVE -> whileActive(file, command);
            case ENDED -> afterTheEnd(file, command);
        };
    }

    private static Outcome beforeReceipt(RequestCommand command) {
        return switch (command) {
            case Receive(var id, var request, var defects, var at) ->
                accept(new RequestEvent.Received(id, request, defects, at));
            case Withdraw _,
                    Amend _,
                    Revalidate _,
                    RecordService _,
                    AcceptDefects _,
                    Cancel _,
                    Expire _,
                    AnswerOffer _ -> refuse(NOT_RECEIVED);
        };
    }

    /** Passed on by another facility, and a person has not said yet whether it is taken in: it stands for nothing. */
    private static Outcome whileOffered(RequestFile file, RequestCommand command) {
        return switch (command) {
            case AnswerOffer answer -> answer(file, answer);
            case Expire(var _, var _, var at)
            when !at.isBefore(offerEnd(file)) -> accept(new RequestEvent.Expired("not-taken-in", at));
            case Expire _ -> refuse(NOT_DUE);
            case Cancel(var reference, var at) -> accept(new RequestEvent.Cancelled(reference, at));
            case Receive _, Withdraw _, Amend _, Revalidate _, RecordService _, AcceptDefects _ -> refuse(NOT_RECEIVED);
        };
    }

    private static Outcome answer(RequestFile file, AnswerOffer answer) {
        if (answer.by().isBlank()) {
            return refuse(NAME_MISSING);
        }
        if (answer.reason().isBlank()) {
            return refuse(REASON_MISSING);
        }
        if (answer.taken()
                && file.askedRole().equals("counsel")
                && !answer.role().equals("counsel")) {
            return refuse(COUNSEL_ONLY);
        }
        var answered = new RequestEvent.OfferAnswered(answer.taken(), answer.by(), answer.reason(), answer.at());
        var request = file.request().orElseThrow();
        return answer.taken()
                ? accept(answered, new RequestEvent.Received(file.id(), request, file.defects(), answer.at()))
                : accept(answered);
    }

    private static Instant offerEnd(RequestFile file) {
        return file.receivedAt().plus(UNBOUND_MAX);
    }

    private static Outcome whileActive(RequestFile file, RequestCommand command) {
        return switch (command) {
            case Receive receive -> again(file, receive);
            case Withdraw(var by, var _, var _) when by.isBlank() -> refuse(NAME_MISSING);
            case Withdraw(var by, var reason, var at) -> accept(new RequestEvent.Withdrawn(by, reason, at));
            case Amend amend -> amend(file, amend);
            case Revalidate(var by, var _, var _) when by.isBlank() -> refuse(NAME_MISSING);
            case Revalidate(var by, var on, var at) -> accept(new RequestEvent.Revalidated(by, on, at));
            case RecordService(var _, var by, var _) when by.isBlank() -> refuse(NAME_MISSING);
            case RecordService(var service, var by, var at) ->
                servedAs(file, service) ? accept() : accept(new RequestEvent.Served(service, by, at));
            case AcceptDefects accepted -> acceptDefects(file, accepted);
            case Cancel(var reference, var at) -> accept(new RequestEvent.Cancelled(reference, at));
            case AnswerOffer _ -> refuse(NOT_OFFERED);
            case Expire(var zone, var applies, var at) -> expire(file, zone, applies, at);
        };
    }

    private static Outcome afterTheEnd(RequestFile file, RequestCommand command) {
        return switch (command) {
            case Receive receive -> again(file, receive);
            // A retry, or a withdrawal that crossed the expiry: it stands for nothing any more either way.
            case Withdraw _, Cancel _, Expire _ -> accept();
            case Amend _, Revalidate _, AcceptDefects _ -> refuse(NO_LONGER_ACTIVE);
            case AnswerOffer _ -> refuse(NOT_OFFERED);
            // The person was served whatever became of the request since; the record keeps it.
            case RecordService(var _, var by, var _) when by.isBlank() -> refuse(NAME_MISSING);
            case RecordService(var service, var by, var at) ->
                servedAs(file, service) ? accept() : accept(new RequestEvent.Served(service, by, at));
        };
    }

    /**
     * When the request ends by itself: at midnight after its own last day, or the last one the facility's rule gives
     * it, in the facility's zone, or, while it is one of immigration authorities that no stay is bound to,
     * {@link #UNBOUND_MAX} after that began, whichever is earlier. The facility's rule ends nothing while the request
     * applies to a stay that goes on.
     *
     * @param zone that of the facility it is addressed to
     * @return the first moment at which it no longer stands; empty when it has none or has ended
     */
    public static Optional<Instant> endsAt(RequestFile file, ZoneId zone) {
        return switch (standing(file)) {
            case NONE, ENDED -> Optional.empty();
            case OFFERED -> Optional.of(offerEnd(file));
            case ACTIVE -> activeEnd(file, zone);
        };
    }

    private static Optional<Instant> activeEnd(RequestFile file, ZoneId zone) {
        return earlier(earlier(ownEnd(file, zone), validityEnd(file, zone)), unboundEnd(file));
    }

    private static Outcome again(RequestFile file, Receive receive) {
        var here = file.request().orElseThrow();
        var there = here.served().map(receive.request()::servedAs).orElse(receive.request());
        var same = here.equals(here.reconfirmedOn().map(there::reconfirm).orElse(there));
        return same ? accept() : refuse(ALREADY_RECEIVED);
    }

    private static boolean servedAs(RequestFile file, Service service) {
        return file.request()
                .flatMap(NotificationRequest::served)
                .filter(service::equals)
                .isPresent();
    }

    private static Outcome amend(RequestFile file, Amend amend) {
        var old = file.request().orElseThrow();
        var next = amend.request();
        var same = old.number().equals(next.number())
                && old.agency().equals(next.agency())
                && old.addressee().equals(next.addressee())
                && old.requester().equals(next.requester());
        if (!same) {
            return refuse(ANOTHER_REQUEST);
        }
        var carried = next.served().isEmpty() && samePaper(old, next)
                ? old.served().map(next::servedAs).orElse(next)
                : next;
        var stands = next.reconfirmedOn().isEmpty() && samePaper(old, next)
                ? old.reconfirmedOn().map(carried::reconfirm).orElse(carried)
                : carried;
        if (stands.equals(old)) {
            return accept();
        }
        return accept(new RequestEvent.Amended(stands, amend.defects(), amend.at()));
    }

    /** Whether the paper is the one the person was served with; a changed paper must be served again (F-07). */
    private static boolean samePaper(NotificationRequest old, NotificationRequest next) {
        return old.form().equals(next.form())
                && old.edition().equals(next.edition())
                && old.issuedOn().equals(next.issuedOn())
                && old.asks().equals(next.asks())
                && old.basis().equals(next.basis())
                && old.attachments().equals(next.attachments());
    }

    private static Outcome acceptDefects(RequestFile file, AcceptDefects accepted) {
        if (file.defects().isEmpty()) {
            return refuse(NO_DEFECTS);
        }
        if (accepted.reason().isBlank()) {
            return refuse(REASON_MISSING);
        }
        if (accepted.by().isBlank()) {
            return refuse(NAME_MISSING);
        }
        return accept(new RequestEvent.DefectsAccepted(accepted.by(), accepted.reason(), accepted.at()));
    }

    private static Outcome expire(RequestFile file, ZoneId zone, boolean applies, Instant at) {
        if (ownEnd(file, zone).filter(end -> !at.isBefore(end)).isPresent()) {
            return accept(new RequestEvent.Expired("own-last-day", at));
        }
        if (unboundEnd(file).filter(end -> !at.isBefore(end)).isPresent()) {
            return accept(new RequestEvent.Expired("unbound-too-long", at));
        }
        if (!applies && validityEnd(file, zone).filter(end -> !at.isBefore(end)).isPresent()) {
            return accept(new RequestEvent.Expired("not-confirmed", at));
        }
        return refuse(NOT_DUE);
    }

    private static Optional<Instant> ownEnd(RequestFile file, ZoneId zone) {
        return file.request()
                .flatMap(NotificationRequest::expiresOn)
                .map(last -> last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static Optional<Instant> validityEnd(RequestFile file, ZoneId zone) {
        return file.term().map(term -> Validity.end(term.through(), zone));
    }

    private static Optional<Instant> unboundEnd(RequestFile file) {
        return file.request()
                .filter(NotificationRequest::fromImmigration)
                .flatMap(_ -> file.unboundSince())
                .map(since -> since.plus(UNBOUND_MAX));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? one : other;
    }

    private static Standing standing(RequestFile file) {
        if (file.request().isEmpty()) {
            return Standing.NONE;
        }
        if (file.offered()) {
            return Standing.OFFERED;
        }
        return file.active() ? Standing.ACTIVE : Standing.ENDED;
    }

    private static Outcome accept(RequestEvent... events) {
        return new Accepted(List.of(events));
    }

    private static Outcome refuse(String code) {
        return new Refused(code);
    }
}
