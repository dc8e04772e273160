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
                        Optional.empty());
            case RequestEvent.Amended(var request, var defects, var _) ->
                with(file, Optional.of(request), List.copyOf(defects), file.status());
            case RequestEvent.Revalidated(var _, var on, var _) ->
                with(file, file.request().map(r -> r.reconfirm(on)), file.defects(), file.status());
            case RequestEvent.Withdrawn _ -> with(file, file.request(), file.defects(), "withdrawn");
            case RequestEvent.Cancelled _ -> with(file, file.request(), file.defects(), "cancelled");
            case RequestEvent.Expired _ -> with(file, file.request(), file.defects(), "expired");
            case RequestEvent.Served(var service, var _, var _) ->
                with(file, file.request().map(r -> r.servedAs(service)), file.defects(), file.status());
            case RequestEvent.DefectsAccepted _ -> with(file, file.request(), List.of(), file.status());
            case RequestEvent.MatchProposed(var episode, var reasons, var _) ->
                links(file, file.bound(), plus(file.proposed(), episode, List.copyOf(reasons)), file.rejected());
            case RequestEvent.MatchRejected(var episode, var _, var _) ->
                links(file, file.bound(), minus(file.proposed(), episode), plus(file.rejected(), episode));
            case RequestEvent.Bound(var episode, var how, var _) ->
                links(file, plus(file.bound(), episode, how), minus(file.proposed(), episode), file.rejected());
            case RequestEvent.Unbound(var episode, var _, var _) ->
                links(file, minus(file.bound(), episode), file.proposed(), file.rejected());
            case RequestEvent.Closed(var outcome, var _) -> closed(file, outcome);
        };
    }

    private static RequestFile with(
            RequestFile f, Optional<NotificationRequest> request, List<String> defects, String status) {
        return new RequestFile(
                f.id(), request, defects, status, f.bound(), f.proposed(), f.rejected(), f.receivedAt(), f.closed());
    }

    private static RequestFile links(
            RequestFile f,
            Map<EpisodeId, String> bound,
            Map<EpisodeId, List<String>> proposed,
            List<EpisodeId> rejected) {
        return new RequestFile(
                f.id(), f.request(), f.defects(), f.status(), bound, proposed, rejected, f.receivedAt(), f.closed());
    }

    private static RequestFile closed(RequestFile f, String outcome) {
        Instant at = f.receivedAt();
        return new RequestFile(
                f.id(),
                f.request(),
                f.defects(),
                f.status(),
                f.bound(),
                f.proposed(),
                f.rejected(),
                at,
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
        var copy = new ArrayList<>(list);
        copy.add(one);
        return List.copyOf(copy);
    }
}
