package org.sallyport.desk;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.MatchKey;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.Relaying;
import org.sallyport.notice.Situation;
import org.sallyport.policy.Act;
import org.sallyport.request.DefectText;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.PassedOn;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * Passes a request on to the facility its person was transferred to (relay), in one transaction over both: the first
 * facility's law is asked again, the second's is asked, and a new request stands there, or waits there for a person, or
 * the record says why not. It binds there by itself only as any request does (promise S4).
 */
final class RelayDesk {
    private static final Cause RELAY = new Cause("relay", "sallyport");

    private final Store store;

    RelayDesk(Store store) {
        this.store = store;
    }

    /** Passes a request on, or takes it back. */
    Reply passOn(Outgoing.ToFacility order) {
        if (order.back()) {
            return store.transact(tx -> new Reply.Done(takeBack(tx, order)));
        }
        return store.transact(tx -> {
            var pass = new Pass(tx, order);
            return pass.there.facility().isPresent()
                    ? new Reply.Done(pass.run())
                    : new Reply.Refused("relay.facility-not-served");
        });
    }

    /**
     * Cancels what was passed on for a transfer that is not so, unless the facility there holds the person all the
     * same, by its own record; the first case records which. Once done, it changes nothing.
     */
    private static List<Outgoing> takeBack(Transaction tx, Outgoing.ToFacility order) {
        var facilities = new TreeMap<FacilityId, FacilityFile>();
        new TreeSet<>(List.of(order.facility(), order.to())).forEach(id -> facilities.put(id, tx.facility(id)));
        var here = requireNonNull(facilities.get(order.facility()));
        var there = requireNonNull(facilities.get(order.to()));
        var agency = requireNonNull(tx.peek(List.of(order.request())).get(order.request()))
                .request()
                .map(NotificationRequest::agency)
                .orElse("");
        var id = PassedOnRequests.next(tx, agency, order.caseId(), order.to());
        var standing = tx.request(id);
        var stays = new TreeSet<>(standing.bound().keySet());
        var all = new TreeSet<>(stays);
        all.add(order.episode());
        tx.episodes(all);
        var relay = Optional.ofNullable(tx.episode(order.episode()).cases().get(order.caseId()))
                .flatMap(NoticeCase::relay)
                .filter(r -> r.toBeTakenBack() && r.to().equals(order.to().path()));
        if (relay.isEmpty()) {
            return List.of();
        }
        var out = new ArrayList<Outgoing>();
        var ordering = there.facility().orElseThrow().ordering();
        boolean held = stays.stream()
                .anyMatch(stay -> tx.episode(stay).custody(ordering).inCustody());
        if (!held && (standing.active() || standing.offered())) {
            var cancel = new RequestCommand.Cancel(number(order, tx), tx.now());
            if (RequestDesk.give(tx, id, order.to(), cancel, RELAY) instanceof Reply.Done(var more)) {
                out.addAll(more);
            }
        }
        var why = held ? "held-there" : "taken-back";
        var ended = new EpisodeEvent.RelayEnded(
                order.caseId(), order.to().path(), why, relay.get().number(), tx.now());
        tx.append(order.episode(), order.facility(), List.of(ended), RELAY);
        out.addAll(Reviewer.review(tx, here, order.episode(), RELAY));
        return out;
    }

    private static String number(Outgoing.ToFacility order, Transaction tx) {
        return requireNonNull(tx.peek(List.of(order.request())).get(order.request()))
                .request()
                .map(NotificationRequest::number)
                .orElse("");
    }

    private static final class Pass {
        private final Transaction tx;
        private final Outgoing.ToFacility order;
        private final FacilityFile here;
        private final FacilityFile there;
        private final List<Outgoing> out = new ArrayList<>();

        /** Facilities first, sorted; that of the second is changed when a person there must be called. */
        Pass(Transaction tx, Outgoing.ToFacility order) {
            this.tx = tx;
            this.order = order;
            var files = new TreeMap<FacilityId, FacilityFile>();
            for (var id : new TreeSet<>(List.of(order.facility(), order.to()))) {
                files.put(id, id.equals(order.to()) ? tx.facilityToChange(id) : tx.facility(id));
            }
            this.here = requireNonNull(files.get(order.facility()));
            this.there = requireNonNull(files.get(order.to()));
        }

        List<Outgoing> run() {
            var asked = requireNonNull(tx.peek(List.of(order.request())).get(order.request()))
                    .request();
            if (asked.isPresent()) {
                var id = PassedOnRequests.next(tx, asked.get().agency(), order.caseId(), order.to());
                var keys = MatchKeys.of(followed(asked.get(), id).subject(), order.to());
                var stays = lock(id, keys);
                var first = tx.request(order.request());
                if (first.request().equals(asked)) { // otherwise it was amended meanwhile: the next try reads it anew
                    laws(first).ifPresent(laws -> settle(laws, first, id, keys, stays));
                }
                out.addAll(Reviewer.review(tx, here, order.episode(), RELAY));
            }
            return out;
        }

        /** Match keys, requests, stays: in this order, each sorted. Returns the stays there that share a key. */
        private Set<EpisodeId> lock(RequestId id, SortedSet<MatchKey> keys) {
            tx.lockKeys(keys);
            var requests = new TreeSet<>(tx.requestsWith(order.to(), keys));
            requests.addAll(List.of(id, order.request()));
            tx.requests(requests);
            var stays = new TreeSet<>(tx.episodesWith(order.to(), keys));
            var all = new TreeSet<>(stays);
            all.add(order.episode());
            tx.episodes(all);
            return stays;
        }

        private Optional<Relaying.Laws> laws(RequestFile first) {
            var file = tx.episode(order.episode());
            return Optional.ofNullable(file.cases().get(order.caseId()))
                    .flatMap(c -> Relaying.laws(
                            c, situation(file, first, c), there.facility().orElseThrow()));
        }

        private Situation situation(EpisodeFile file, RequestFile first, NoticeCase c) {
            return Reviewer.situation(tx, here, here.facility().orElseThrow(), file, first, tx.agency(c.agency()));
        }

        private void settle(
                Relaying.Laws laws, RequestFile first, RequestId id, Set<MatchKey> keys, Set<EpisodeId> stays) {
            var ended = ended(laws, first, id, keys, stays);
            tx.append(order.episode(), order.facility(), List.of(laws.here(), laws.there(), ended), RELAY);
        }

        private EpisodeEvent.RelayEnded ended(
                Relaying.Laws laws, RequestFile first, RequestId id, Set<MatchKey> keys, Set<EpisodeId> stays) {
            var twin = twin(first, keys);
            if (twin.isPresent()) {
                return ended("stands-there", number(twin.get()));
            }
            var law = laws.there().determination();
            if (!law.acts().containsKey(Act.RELAY)) {
                return ended("no-table-there", "");
            }
            return switch (law.toDo(Act.RELAY)) {
                case NO -> ended("not-permitted-there", "");
                case ASK -> ended("asked-there", number(offer(first, id, laws.role())));
                case YES -> ended("passed-on", number(take(first, id, stays)));
            };
        }

        private EpisodeEvent.RelayEnded ended(String why, String number) {
            return new EpisodeEvent.RelayEnded(order.caseId(), order.to().path(), why, number, tx.now());
        }

        private static String number(RequestFile file) {
            return file.request().orElseThrow().number();
        }

        /** The same request of the agency, standing or waiting there already: it came from there, or by another way. */
        private Optional<RequestFile> twin(RequestFile first, Set<MatchKey> keys) {
            return tx.requests(tx.requestsWith(order.to(), keys)).values().stream()
                    .filter(r -> r.active() && r.origin().equals(first.origin()))
                    .findFirst();
        }

        /** The table there lets it: the request is taken in, and its agency gets a receipt. */
        private RequestFile take(RequestFile first, RequestId id, Set<EpisodeId> stays) {
            var offered = offered(first, id, "");
            var received = new RequestEvent.Received(id, offered.request(), offered.defects(), tx.now());
            var events = RequestDesk.spoken(tx, there, RequestFile.none(id), List.of(offered, received));
            var file = tx.append(id, order.to(), offered.request().agency(), events, RELAY);
            RequestDesk.refind(tx, there, Reminding.of(tx, there, file, out));
            RequestDesk.match(tx, there, id, stays, RELAY);
            out.addAll(RequestDesk.review(tx, there, stays, RELAY));
            return file;
        }

        /** The table there leaves it open: a person is called, and nothing stands before they say yes. */
        private RequestFile offer(RequestFile first, RequestId id, String role) {
            var offered = offered(first, id, role);
            var file = tx.append(id, order.to(), offered.request().agency(), List.of(offered), RELAY);
            RequestDesk.refind(tx, there, file);
            var alarm = Alarm.raise("relay-waits", role, number(file), tx.now());
            tx.append(order.to(), List.of(new FacilityEvent.AlarmRaised(alarm)), RELAY);
            tx.wakeBy(order.to(), tx.now());
            return file;
        }

        private RequestEvent.Offered offered(RequestFile first, RequestId id, String role) {
            var asked = first.request().orElseThrow();
            var from = new PassedOn(first.origin(), first.id(), asked.number(), order.facility());
            return new RequestEvent.Offered(id, followed(asked, id), defects(first), from, role, tx.now());
        }

        /** What was wrong with its form, also what a person at the first facility accepted: here another decides. */
        private List<String> defects(RequestFile first) {
            var defects = first.defects();
            for (var entry : tx.history(Streams.of(first.id()))) {
                if (entry.event() instanceof RequestEvent.Received received) {
                    defects = received.defects();
                } else if (entry.event() instanceof RequestEvent.Amended amended) {
                    defects = amended.defects();
                }
            }
            boolean confirmed =
                    first.request().flatMap(NotificationRequest::reconfirmedOn).isPresent();
            return defects.stream()
                    .filter(code -> !confirmed || !code.equals(DefectText.LEGACY_UNCONFIRMED))
                    .toList();
        }

        /** The request as it stands there. Booking numbers stay behind: they are the first facility's own. */
        private NotificationRequest followed(NotificationRequest asked, RequestId id) {
            var subject = asked.subject();
            var identifiers = subject.identifiers().stream()
                    .filter(i -> i.type() != Identifier.Type.BOOKING)
                    .toList();
            return asked.passedOn(id.number(), order.to(), subject.identifiedBy(identifiers));
        }
    }
}
