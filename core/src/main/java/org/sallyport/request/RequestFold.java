package org.sallyport.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.EpisodeId;

/** Folds request events into where the request stands. */
final class RequestFold {
    private RequestFold() {}

    static RequestFile apply(RequestFile file, RequestEvent event) {
        return switch (event) {
            case RequestEvent.Received(var id, var request, var defects, var at) ->
                new RequestFile(
                        id,
                        Optional.of(request),
                        List.copyOf(defects),
                        "active",
                        Map.of(),
                        Map.of(),
                        List.of(),
                        at,
                        Optional.of(at),
                        Optional.empty());
            case RequestEvent.Amended(var request, var defects, var at) ->
                spoken(content(file, Optional.of(request), List.copyOf(defects)), at);
            case RequestEvent.Revalidated(var _, var on, var at) ->
                spoken(content(file, file.request().map(r -> r.reconfirm(on)), confirmed(file)), at);
            case RequestEvent.Withdrawn _ -> status(file, "withdrawn");
            case RequestEvent.Cancelled _ -> status(file, "cancelled");
            case RequestEvent.Expired _ -> status(file, "expired");
            case RequestEvent.Served(var service, var _, var _) ->
                content(file, file.request().map(r -> r.servedAs(service)), file.defects());
            case RequestEvent.DefectsAccepted _ -> content(file, file.request(), List.of());
            case RequestEvent.MatchProposed(var episode, var reasons, var _) ->
                links(file, file.bound(), plus(file.proposed(), episode, List.copyOf(reasons)), file.rejected());
            case RequestEvent.MatchRejected(var episode, var _, var _) ->
                links(file, file.bound(), minus(file.proposed(), episode), plus(file.rejected(), episode));
            case RequestEvent.Bound(var episode, var how, var _) ->
                since(
                        links(file, plus(file.bound(), episode, how), minus(file.proposed(), episode), file.rejected()),
                        Optional.empty());
            case RequestEvent.Unbound(var episode, var _, var at) -> unbound(file, episode, at);
            case RequestEvent.Closed(var outcome, var _) -> closed(file, outcome);
        };
    }

    /** A form no longer issued has no other defect healed by being said again to stand. */
    private static List<String> confirmed(RequestFile file) {
        return file.defects().stream()
                .filter(code -> !code.equals(DefectText.LEGACY_UNCONFIRMED))
                .toList();
    }

    private static RequestFile unbound(RequestFile file, EpisodeId episode, Instant at) {
        var left = links(file, minus(file.bound(), episode), file.proposed(), file.rejected());
        return left.bound().isEmpty() && !file.bound().isEmpty() ? since(left, Optional.of(at)) : left;
    }

    /** The agency spoke: the time a request may stay unbound begins again. */
    private static RequestFile spoken(RequestFile file, Instant at) {
        return file.bound().isEmpty() ? since(file, Optional.of(at)) : file;
    }

    private static RequestFile content(RequestFile f, Optional<NotificationRequest> request, List<String> defects) {
        return new RequestFile(
                f.id(),
                request,
                defects,
                f.status(),
                f.bound(),
                f.proposed(),
                f.rejected(),
                f.receivedAt(),
                f.unboundSince(),
                f.closed());
    }

    private static RequestFile status(RequestFile f, String status) {
        return new RequestFile(
                f.id(),
                f.request(),
                f.defects(),
                status,
                f.bound(),
                f.proposed(),
                f.rejected(),
                f.receivedAt(),
                f.unboundSince(),
                f.closed());
    }

    private static RequestFile links(
            RequestFile f,
            Map<EpisodeId, String> bound,
            Map<EpisodeId, List<String>> proposed,
            List<EpisodeId> rejected) {
        return new RequestFile(
                f.id(),
                f.request(),
                f.defects(),
                f.status(),
                bound,
                proposed,
                rejected,
                f.receivedAt(),
                f.unboundSince(),
                f.closed());
    }

    private static RequestFile since(RequestFile f, Optional<Instant> unboundSince) {
        return new RequestFile(
                f.id(),
                f.request(),
                f.defects(),
                f.status(),
                f.bound(),
                f.proposed(),
                f.rejected(),
                f.receivedAt(),
                unboundSince,
                f.closed());
    }

    private static RequestFile closed(RequestFile f, String outcome) {
        return new RequestFile(
                f.id(),
                f.request(),
                f.defects(),
                f.status(),
                f.bound(),
                f.proposed(),
                f.rejected(),
                f.receivedAt(),
                f.unboundSince(),
                Optional.of(outcome));
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

    private static List<EpisodeId> plus(List<EpisodeId> list, EpisodeId one) {
        if (list.contains(one)) {
            return list;
        }
        var copy = new ArrayList<>(list);
        copy.add(one);
        return List.copyOf(copy);
    }
}
