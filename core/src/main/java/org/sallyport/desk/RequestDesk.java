package org.sallyport.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestDecider;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** Takes in requests and what is later said of them: each change locks every stay the request applies to. */
final class RequestDesk {
    private final Store store;

    RequestDesk(Store store) {
        this.store = store;
    }

    /** Records an accepted request once; the same id again changes nothing. */
    Desk.Filed file(RequestId id, NotificationRequest request, List<String> defects) {
        return store.transact(tx -> {
            var at = tx.facility(request.addressee());
            var facility = at.facility().orElseThrow();
            var keys = MatchKeys.of(request.subject(), facility.id());
            tx.lockKeys(keys);
            var known = tx.request(id);
            if (known.request().isPresent()) {
                return new Desk.Filed(known.request().get().number(), known.receivedAt(), known.defects(), List.of());
            }
            var cause = new Cause("file", request.agency());
            var received = new RequestEvent.Received(id, request, defects, tx.now());
            var file = tx.append(id, facility.id(), request.agency(), List.of(received), cause);
            tx.findable(id, facility.id(), keys);
            tx.wakeAt(id, facility.id(), RequestDecider.endsAt(file, facility.zone()));
            var stays = tx.episodesWith(facility.id(), keys);
            tx.episodes(stays);
            match(tx, at, id, stays, cause);
            var out = review(tx, at, stays, cause);
            return new Desk.Filed(request.number(), tx.now(), defects, out);
        });
    }

    /**
     * Applies a command of the agency or the desk to a request, and everything that follows to each stay it is bound
     * to.
     */
    Reply command(RequestId id, FacilityId facility, RequestCommand command, String actor) {
        return onRequest(id, facility, new Cause(command.word(), actor), (tx, at, file) -> {
            var outcome = RequestDecider.decide(file, command);
            return switch (outcome) {
                case RequestDecider.Refused(var code) -> new Step(Optional.of(code), List.of());
                case RequestDecider.Accepted(var events) -> new Step(Optional.empty(), events);
            };
        });
    }

    Reply confirm(RequestId id, FacilityId facility, EpisodeId episode, String by) {
        return store.transact(tx -> {
            var at = tx.facility(facility);
            var file = tx.request(id);
            var cause = new Cause("confirm-match", by);
            if (!file.active() || !file.proposed().containsKey(episode)) {
                return new Reply.Refused("match.not-proposed");
            }
            var stays = new TreeSet<>(file.bound().keySet());
            stays.add(episode);
            tx.episodes(stays);
            Matching.confirm(tx, at.facility().orElseThrow(), file, tx.episode(episode), by, cause);
            return new Reply.Done(review(tx, at, stays, cause));
        });
    }

    Reply reject(RequestId id, FacilityId facility, EpisodeId episode, String by) {
        return onRequest(
                id,
                facility,
                new Cause("reject-match", by),
                (tx, at, file) -> file.proposed().containsKey(episode)
                        ? new Step(Optional.empty(), List.of(new RequestEvent.MatchRejected(episode, by, tx.now())))
                        : new Step(Optional.of("match.not-proposed"), List.of()));
    }

    /** Looks at requests whose moment has come: their own last day, or too long unbound. */
    List<Outgoing> wake(FacilityId facility, int most) {
        List<RequestId> due = store.transact(tx -> tx.requestsDue(facility, most));
        var out = new ArrayList<Outgoing>();
        for (var id : due) {
            if (onRequest(id, facility, Cause.WAKE, RequestDesk::expire) instanceof Reply.Done(var outgoing)) {
                out.addAll(outgoing);
            }
        }
        return out;
    }

    private static Step expire(Transaction tx, FacilityFile at, RequestFile file) {
        var zone = at.facility().orElseThrow().zone();
        return switch (RequestDecider.decide(file, new RequestCommand.Expire(zone, tx.now()))) {
            case RequestDecider.Accepted(var events) -> new Step(Optional.empty(), events);
            case RequestDecider.Refused _ -> new Step(Optional.empty(), List.of());
        };
    }

    /** What a change of a request comes to: a refusal's code, or events. */
    private record Step(Optional<String> refusal, List<RequestEvent> events) {}

    private interface Change {
        Step to(Transaction tx, FacilityFile at, RequestFile file);
    }

    private Reply onRequest(RequestId id, FacilityId facility, Cause cause, Change change) {
        return store.transact(tx -> {
            var at = tx.facility(facility);
            var file = tx.request(id);
            if (file.request().filter(r -> r.addressee().equals(facility)).isEmpty()) {
                return new Reply.Refused("request.unknown");
            }
            Set<EpisodeId> stays = new TreeSet<>(file.bound().keySet());
            tx.episodes(stays);
            var step = change.to(tx, at, file);
            if (step.refusal().isPresent()) {
                return new Reply.Refused(step.refusal().get());
            }
            var agency = file.request().orElseThrow().agency();
            var next = step.events().isEmpty() ? file : tx.append(id, facility, agency, step.events(), cause);
            refind(tx, at, next);
            if (step.events().stream().anyMatch(RequestEvent.Amended.class::isInstance)) {
                stays.addAll(rematch(tx, at, next, cause));
            }
            var out = review(tx, at, stays, cause);
            close(tx, facility, tx.request(id), cause);
            return new Reply.Done(out);
        });
    }

    /** Other content may point to other people: the request is matched again, by its own keys. */
    private static Set<EpisodeId> rematch(Transaction tx, FacilityFile at, RequestFile file, Cause cause) {
        var keys = MatchKeys.of(file.request().orElseThrow().subject(), at.id());
        tx.lockKeys(keys);
        var stays = new TreeSet<>(tx.episodesWith(at.id(), keys));
        stays.addAll(file.bound().keySet());
        tx.episodes(stays);
        match(tx, at, file.id(), stays, cause);
        return stays;
    }

    private static void refind(Transaction tx, FacilityFile at, RequestFile file) {
        var facility = at.facility().orElseThrow();
        var subject = file.request().orElseThrow().subject();
        tx.findable(file.id(), facility.id(), file.active() ? MatchKeys.of(subject, facility.id()) : Set.of());
        tx.wakeAt(file.id(), facility.id(), RequestDecider.endsAt(file, facility.zone()));
    }

    /** A request that ended before it applied to any stay is closed with how it ended. */
    private static void close(Transaction tx, FacilityId facility, RequestFile file, Cause cause) {
        if (!file.active() && file.bound().isEmpty() && file.closed().isEmpty()) {
            var agency = file.request().orElseThrow().agency();
            tx.append(file.id(), facility, agency, List.of(new RequestEvent.Closed(file.status(), tx.now())), cause);
        }
    }

    private static void match(Transaction tx, FacilityFile at, RequestId id, Set<EpisodeId> stays, Cause cause) {
        for (var stay : stays) {
            var request = tx.request(id);
            Matching.apply(tx, at, request, tx.episode(stay), cause);
        }
    }

    static List<Outgoing> review(Transaction tx, FacilityFile at, Set<EpisodeId> stays, Cause cause) {
        var out = new ArrayList<Outgoing>();
        for (var stay : stays) {
            out.addAll(Reviewer.review(tx, at, stay, cause));
        }
        return out;
    }
}
