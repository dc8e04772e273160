package org.sallyport.desk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;

/** Destroys, on an order and by two persons, what is kept of a stay and of the requests bound to it. */
final class ExpungementDesk {
    /** Recipients who cannot be reached hold a destruction up no longer than this. */
    static final Duration WAIT_MOST = Duration.ofHours(24);

    private final Store store;

    ExpungementDesk(Store store) {
        this.store = store;
    }

    Reply propose(UUID id, FacilityId facility, EpisodeId episode, String reason, String citation, String by) {
        return store.transact(tx -> {
            var at = tx.facilityToChange(facility);
            if (at.expungements().containsKey(id)) {
                return new Reply.Done(List.of());
            }
            var file = whole(tx, episode);
            if (file.received().isEmpty()
                    || !file.received().getFirst().facility().equals(facility)) {
                return new Reply.Refused("stay.unknown");
            }
            if (at.expungements().values().stream()
                    .anyMatch(e -> e.open() && e.episode().equals(file.id()))) {
                return new Reply.Refused("expungement.open");
            }
            var scope = ExpungementScope.of(tx, facility, file.id()).withPassedOn(tx);
            if (scope.held(tx)) {
                return new Reply.Refused("expungement.held");
            }
            if (scope.isIn(reason + "\n" + citation)) {
                return new Reply.Refused("expungement.names-person");
            }
            var event = new FacilityEvent.ExpungementProposed(id, file.id(), reason, citation, by, tx.now());
            tx.append(facility, List.of(event), new Cause("propose-expungement", by));
            return new Reply.Done(List.of());
        });
    }

    private static EpisodeFile whole(Transaction tx, EpisodeId episode) {
        var file = tx.episode(episode);
        return file.absorbedInto().map(into -> whole(tx, into)).orElse(file);
    }

    Reply confirm(FacilityId facility, UUID id, String by) {
        return inStage(facility, id, Expungement.Stage.PROPOSED, (tx, at, e) -> {
            if (e.proposedBy().equals(by)) {
                return new Reply.Refused("expungement.two-persons");
            }
            var cause = new Cause("confirm-expungement", by);
            var scope = ExpungementScope.of(tx, facility, e.episode()).withPassedOn(tx);
            if (scope.held(tx)) {
                return new Reply.Refused("expungement.held");
            }
            tx.append(facility, List.of(new FacilityEvent.ExpungementConfirmed(id, by, tx.now())), cause);
            var touched = new TreeSet<>(Set.of(e.episode()));
            for (var request : tx.requests(scope.requests()).values()) {
                touched.addAll(request.bound().keySet());
                end(tx, request, cause);
            }
            tx.episodes(touched);
            seal(tx, facility, tx.episode(e.episode()), id, cause);
            var out = new ArrayList<Outgoing>();
            for (var stay : touched) {
                var where = tx.episode(stay).received().getFirst().facility();
                out.addAll(Reviewer.review(tx, where.equals(facility) ? at : tx.facility(where), stay, cause));
            }
            return new Reply.Done(out);
        });
    }

    /** Ends a request, so that no stay it is bound to may cause a notice any more. */
    private static void end(Transaction tx, RequestFile request, Cause cause) {
        if (request.active() || request.offered()) {
            var asked = request.request().orElseThrow();
            var events = List.<RequestEvent>of(new RequestEvent.Expired("expunged", tx.now()));
            tx.append(request.id(), asked.addressee(), asked.agency(), events, cause);
            tx.findable(request.id(), asked.addressee(), Set.of());
            tx.wakeAt(request.id(), asked.addressee(), Optional.empty());
        }
    }

    /** Says of every booking that a court sealed it: dispatch stops, and who was told is asked to delete. */
    private static void seal(Transaction tx, FacilityId facility, EpisodeFile file, UUID id, Cause cause) {
        var events = new ArrayList<EpisodeEvent>();
        int n = 0;
        for (var booking : ExpungementScope.bookings(file)) {
            n++;
            events.add(new EpisodeEvent.FactReceived(new FeedEvent(
                    "expungement-" + id + "-" + n,
                    "/sallyport/expungement",
                    facility,
                    booking,
                    Optional.empty(),
                    tx.now(),
                    Optional.empty(),
                    tx.now(),
                    new CustodyFact.RecordSealed("all"))));
        }
        tx.append(file.id(), facility, events, cause);
    }

    Reply drop(FacilityId facility, UUID id, String by) {
        return inStage(facility, id, Expungement.Stage.PROPOSED, (tx, _, _) -> {
            var event = new FacilityEvent.ExpungementDropped(id, by, tx.now());
            tx.append(facility, List.of(event), new Cause("drop-expungement", by));
            return new Reply.Done(List.of());
        });
    }

    /** Those confirmed whose recipients were asked, or whose time to wait for them is over. */
    List<UUID> ripe(FacilityId facility) {
        return store.transact(tx -> tx.facility(facility).expungements().values().stream()
                .filter(e -> e.stage() == Expungement.Stage.CONFIRMED)
                .filter(e -> e.again() || ripe(tx, e, whole(tx, facility, e)))
                .map(Expungement::id)
                .toList());
    }

    /** A hold that was placed after the confirmation stops the destruction; what was carried out once stays so. */
    private static boolean ripe(Transaction tx, Expungement e, ExpungementScope scope) {
        return !scope.held(tx) && (waited(e, tx.now()) || scope.nothingOwed(tx, e.episode()));
    }

    private static ExpungementScope whole(Transaction tx, FacilityId facility, Expungement e) {
        return ExpungementScope.of(tx, facility, e.episode()).withPassedOn(tx).with(e.streams());
    }

    private static boolean waited(Expungement e, Instant now) {
        return e.confirmedAt().filter(at -> !at.plus(WAIT_MOST).isAfter(now)).isPresent();
    }

    Optional<ExpungementScope> scope(FacilityId facility, UUID id) {
        return store.transact(
                tx -> Optional.ofNullable(tx.facility(facility).expungements().get(id))
                        .filter(e -> e.stage() == Expungement.Stage.CONFIRMED)
                        .map(e -> whole(tx, facility, e)));
    }

    /** Has an expungement carried out again that was made after the state that was restored; done already, nothing. */
    Reply reapply(FacilityId facility, Expungement order) {
        return store.transact(tx -> {
            var known = tx.facilityToChange(facility).expungements().get(order.id());
            if (known != null && known.stage() == Expungement.Stage.DONE) {
                return new Reply.Done(List.of());
            }
            var by = order.confirmedBy().orElse("");
            var event = new FacilityEvent.ExpungementReapplied(
                    order.id(),
                    order.episode(),
                    order.reason(),
                    order.citation(),
                    order.proposedBy(),
                    by,
                    List.copyOf(order.streams()),
                    tx.now());
            tx.append(facility, List.of(event), new Cause("reapply-expungement", by));
            return new Reply.Done(List.of());
        });
    }

    Reply destroy(FacilityId facility, UUID id) {
        return inStage(facility, id, Expungement.Stage.CONFIRMED, (tx, _, e) -> {
            var scope = whole(tx, facility, e);
            if (!e.again() && scope.held(tx)) {
                return new Reply.Refused("expungement.held");
            }
            var cause = new Cause("destroy", "sallyport");
            scope.endElsewhere(tx, cause);
            tx.removal().destroy(facility, scope.streams(), scope.seen());
            var event = new FacilityEvent.StreamsDestroyed(id, List.copyOf(scope.streams()), tx.now());
            tx.append(facility, List.of(event), cause);
            return new Reply.Done(List.of());
        });
    }

    /** Those of these bookings whose stay was destroyed. */
    static Set<String> destroyed(Transaction tx, FacilityId facility, Collection<String> bookings) {
        var names = new HashMap<UUID, String>();
        bookings.forEach(b -> names.put(tx.nameOf(facility, b).value(), b));
        var found = new TreeSet<String>();
        tx.removal().destroyed(names.keySet()).forEach(id -> found.add(requireNonNull(names.get(id))));
        return found;
    }

    private interface Step {
        Reply take(Transaction tx, FacilityFile at, Expungement e);
    }

    private Reply inStage(FacilityId facility, UUID id, Expungement.Stage stage, Step step) {
        return store.transact(tx -> {
            var at = tx.facilityToChange(facility);
            Supplier<Reply> unknown = () -> new Reply.Refused("expungement.unknown");
            var found = Optional.ofNullable(at.expungements().get(id));
            if (found.filter(e -> e.stage() != stage).isPresent()) {
                return new Reply.Refused("expungement.stage");
            }
            return found.map(e -> step.take(tx, at, e)).orElseGet(unknown);
        });
    }
}
