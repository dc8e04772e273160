package org.sallyport.desk;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeCase;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * The names of requests that were passed on. They are derived from the case, so that a try that is made twice names the
 * same; after one that has ended comes the next, for a transfer may be taken back and said again.
 */
final class PassedOnRequests {
    private final Transaction tx;
    private final SortedSet<RequestId> found = new TreeSet<>();

    private PassedOnRequests(Transaction tx) {
        this.tx = tx;
    }

    /** The request that stands or waits at a facility for a case, or the name of the one that may. */
    static RequestId next(Transaction tx, String agency, CaseId of, FacilityId to) {
        int n = 0;
        while (true) {
            var id = name(tx, agency, of, to, n);
            var file = file(tx, id);
            boolean ended = file.request().isPresent() && !file.active() && !file.offered();
            if (!ended && tx.removal().destroyed(Set.of(id.value())).isEmpty()) {
                return id;
            }
            n++;
        }
    }

    private static RequestId name(Transaction tx, String agency, CaseId of, FacilityId to, int n) {
        return tx.nameOf(agency, "relay " + of + " " + to + (n == 0 ? "" : " " + n));
    }

    private static RequestFile file(Transaction tx, RequestId id) {
        return requireNonNull(tx.peek(List.of(id)).get(id));
    }

    /**
     * Every request that others were passed on as, from these stays and from where they went, as long as its record is
     * there.
     *
     * @param requests those they were passed on from
     */
    static SortedSet<RequestId> of(Transaction tx, Collection<EpisodeId> stays, Set<RequestId> requests) {
        var all = new PassedOnRequests(tx);
        all.follow(stays, requests);
        return all.found;
    }

    private void follow(Collection<EpisodeId> stays, Set<RequestId> requests) {
        var cases = new HashMap<CaseId, NoticeCase>();
        stays.forEach(stay -> cases.putAll(tx.episode(stay).cases()));
        for (var stay : stays) {
            for (var entry : tx.history(Streams.of(stay))) {
                if (entry.event() instanceof EpisodeEvent.RelayEnded ended
                        && cases.get(ended.caseId()) instanceof NoticeCase c
                        && requests.contains(c.request())) {
                    went(c, new FacilityId(ended.to()));
                }
            }
        }
    }

    private void went(NoticeCase c, FacilityId to) {
        for (var id : named(c, to).keySet()) {
            if (found.add(id)) {
                follow(new ArrayList<>(tx.request(id).bound().keySet()), Set.of(id));
            }
        }
    }

    private Map<RequestId, RequestFile> named(NoticeCase c, FacilityId to) {
        var named = new HashMap<RequestId, RequestFile>();
        for (int n = 0; ; n++) {
            var id = name(tx, c.agency(), c.id(), to, n);
            var file = file(tx, id);
            boolean destroyed = !tx.removal().destroyed(Set.of(id.value())).isEmpty();
            if (file.request().isEmpty() && !destroyed) {
                return named;
            }
            if (!destroyed) {
                named.put(id, file);
            }
        }
    }
}
