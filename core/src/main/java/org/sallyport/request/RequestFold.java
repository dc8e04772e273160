package org.sallyport.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.sallyport.custody.EpisodeId;

/** Folds request events into where the request stands. */
final class RequestFold {
    private RequestFold() {}

    static RequestFile apply(RequestFile file, RequestEvent event) {
        return switch (event) {
            case RequestEvent.Received(var id, var request, var defects, var at) ->
                begun(id, request, defects, "active", file.from(), "", at);
            case RequestEvent.Offered(var id, var request, var defects, var from, var role, var at) ->
                begun(id, request, defects, "offered", Optional.of(from), role, at);
            case RequestEvent.OfferAnswered(var taken, var _, var _, var _) ->
                file.edit(f -> {
                    f.status = taken ? f.status : "declined";
                    f.askedRole = "";
                });
            case RequestEvent.Amended(var request, var defects, var at) ->
                spoken(file, at).edit(f -> {
                    f.request = Optional.of(request);
                    f.defects = List.copyOf(defects);
                    f.term = file.term().filter(_ -> request.expiresOn().isEmpty());
                });
            case RequestEvent.Revalidated(var _, var on, var at) ->
                spoken(file, at).edit(f -> {
                    f.request = file.request().map(r -> r.reconfirm(on));
                    f.defects = confirmed(file);
                });
            case RequestEvent.ValidityGiven(var from, var through, var _) ->
                file.edit(f -> {
                    f.term = Optional.of(new RequestFile.Term(from, through));
                    f.reminders = file.reminders().stream()
                            .filter(r -> !r.revalidates())
                            .toList();
                });
            case RequestEvent.ReminderRaised(var reminder) -> file.edit(f -> f.reminders = plus(f.reminders, reminder));
            case RequestEvent.ReminderTried(var id, var next, var _) -> reminded(file, id, r -> r.tried(next));
            case RequestEvent.ReminderTaken(var id, var at) -> reminded(file, id, r -> r.taken(at));
            case RequestEvent.Withdrawn _ -> file.edit(f -> f.status = "withdrawn");
            case RequestEvent.Cancelled _ -> file.edit(f -> f.status = "cancelled");
            case RequestEvent.Expired _ -> file.edit(f -> f.status = "expired");
            case RequestEvent.Served(var service, var _, var _) ->
                file.edit(f -> f.request = file.request().map(r -> r.servedAs(service)));
            case RequestEvent.DefectsAccepted _ -> file.edit(f -> f.defects = List.of());
            case RequestEvent.MatchProposed(var episode, var reasons, var _) ->
                file.edit(f -> f.proposed = plus(file.proposed(), episode, List.copyOf(reasons)));
            case RequestEvent.MatchRejected(var episode, var _, var _) ->
                file.edit(f -> {
                    f.proposed = minus(file.proposed(), episode);
                    f.rejected = file.rejected().contains(episode) ? file.rejected() : plus(file.rejected(), episode);
                });
            case RequestEvent.Bound(var episode, var how, var _) ->
                file.edit(f -> {
                    f.bound = plus(file.bound(), episode, how);
                    f.proposed = minus(file.proposed(), episode);
                    f.unboundSince = Optional.empty();
                });
            case RequestEvent.Unbound(var episode, var _, var at) -> unbound(file, episode, at);
            case RequestEvent.Closed(var outcome, var _) -> file.edit(f -> f.closed = Optional.of(outcome));
        };
    }

    private static RequestFile begun(
            RequestId id,
            NotificationRequest request,
            List<String> defects,
            String status,
            Optional<PassedOn> from,
            String askedRole,
            Instant at) {
        return new RequestFile(
                id,
                Optional.of(request),
                List.copyOf(defects),
                status,
                Map.of(),
                Map.of(),
                List.of(),
                at,
                Optional.of(at),
                Optional.empty(),
                List.of(),
                from,
                askedRole,
                Optional.empty());
    }

    /** A form no longer issued has no other defect healed by being said again to stand. */
    private static List<String> confirmed(RequestFile file) {
        return file.defects().stream()
                .filter(code -> !code.equals(DefectText.LEGACY_UNCONFIRMED))
                .toList();
    }

    private static RequestFile unbound(RequestFile file, EpisodeId episode, Instant at) {
        return file.edit(f -> {
            f.bound = minus(file.bound(), episode);
            f.unboundSince = f.bound.isEmpty() && !file.bound().isEmpty() ? Optional.of(at) : file.unboundSince();
        });
    }

    /** The agency spoke: the time a request may stay unbound begins again. */
    private static RequestFile spoken(RequestFile file, Instant at) {
        return file.bound().isEmpty() ? file.edit(f -> f.unboundSince = Optional.of(at)) : file;
    }

    private static RequestFile reminded(RequestFile file, UUID reminder, UnaryOperator<Reminder> how) {
        return file.edit(f -> f.reminders = file.reminders().stream()
                .map(r -> r.id().equals(reminder) ? how.apply(r) : r)
                .toList());
    }

    private static <V> Map<EpisodeId, V> plus(Map<EpisodeId, V> map, EpisodeId key, V value) {
        var copy = new TreeMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private static <V> Map<EpisodeId, V> minus(Map<EpisodeId, V> map, EpisodeId key) {
        var copy = new TreeMap<>(map);
        copy.remove(key);
        return Collections.unmodifiableMap(copy);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        var copy = new ArrayList<>(list);
        copy.add(one);
        return List.copyOf(copy);
    }
}
