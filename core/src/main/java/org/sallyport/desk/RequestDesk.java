package org.sallyport.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestDecider;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;
import org.sallyport.request.Validity;

/** Takes in requests and what is later said of them: each change locks every stay the request applies to. */
final class RequestDesk {
    /** How often a request that applies to a stay is looked at, to close it once its last case has ended. */
    private static final Duration DAILY = Duration.ofDays(1);

    private static final Duration STOPPED_LOOK = Duration.ofMinutes(10);

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
                return new Desk.Filed(
                        known.request().get().number(), known.receivedAt(), known.defects(), through(known), List.of());
            }
            var cause = new Cause("file", request.agency());
            var received = List.<RequestEvent>of(new RequestEvent.Received(id, request, defects, tx.now()));
            var file = tx.append(id, facility.id(), request.agency(), spoken(tx, at, known, received), cause);
            tx.findable(id, facility.id(), keys);
            tx.wakeAt(id, facility.id(), look(file, facility, tx.now()));
            var stays = tx.episodesWith(facility.id(), keys);
            tx.episodes(stays);
            match(tx, at, id, stays, cause);
            var out = review(tx, at, stays, cause);
            return new Desk.Filed(request.number(), tx.now(), defects, through(file), out);
        });
    }

    /**
     * Applies a command of the agency or the desk to a request, and everything that follows to each stay it is bound
     * to.
     */
    Reply command(RequestId id, FacilityId facility, RequestCommand command, String actor) {
        return store.transact(tx -> give(tx, id, facility, command, new Cause(command.word(), actor)));
    }

    /** The same, as part of what a transaction does. */
    static Reply give(Transaction tx, RequestId id, FacilityId facility, RequestCommand command, Cause cause) {
        return change(tx, id, facility, cause, (_, at, file) -> {
            var outcome = RequestDecider.decide(file, command);
            return switch (outcome) {
                case RequestDecider.Refused(var code) -> new Step(Optional.of(code), List.of());
                case RequestDecider.Accepted(var events) -> new Step(Optional.empty(), spoken(tx, at, file, events));
            };
        });
    }

    /**
     * What is recorded besides when a request is taken in, its agency said that it stands, or changed it: its new last
     * day, and the receipt owed for one that another facility passed on.
     */
    static List<RequestEvent> spoken(Transaction tx, FacilityFile at, RequestFile before, List<RequestEvent> events) {
        boolean taken = events.stream().anyMatch(RequestEvent.Received.class::isInstance);
        boolean spoke = taken
                || events.stream()
                        .anyMatch(e -> e instanceof RequestEvent.Revalidated || e instanceof RequestEvent.Amended);
        if (!spoke) {
            return events;
        }
        var after = before;
        for (var event : events) {
            after = after.apply(event);
        }
        var all = new ArrayList<>(events);
        var facility = at.facility().orElseThrow();
        var request = after.request().orElseThrow();
        all.addAll(at.validity().given(request, today(tx, facility), tx.now()));
        if (taken) {
            var through = at.validity().through(request, today(tx, facility));
            var id = after.id();
            after.from()
                    .map(from -> Reminder.passedOn(id, request.number(), from.number(), through, tx.now()))
                    .ifPresent(receipt -> all.add(new RequestEvent.ReminderRaised(receipt)));
        }
        return all;
    }

    private static LocalDate today(Transaction tx, Facility facility) {
        return LocalDate.ofInstant(tx.now(), facility.zone());
    }

    private static Optional<LocalDate> through(RequestFile file) {
        return file.term().map(RequestFile.Term::through);
    }

    /** A provider took a reminder of a request. */
    void reminderTaken(FacilityId facility, RequestId id, UUID reminder) {
        store.transact(tx -> {
            tx.facility(facility);
            var agency = tx.request(id).request().map(NotificationRequest::agency);
            return agency.map(a -> tx.append(
                    id, facility, a, List.of(new RequestEvent.ReminderTaken(reminder, tx.now())), Cause.WAKE));
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
            if (tx.episode(episode).absorbedInto().isPresent()) {
                return new Reply.Refused("match.stay-joined"); // the stay it became is matched by itself
            }
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

    /** Looks at requests whose moment has come: their last day, too long unbound, a reminder. */
    List<Outgoing> wake(FacilityId facility, int most) {
        List<RequestId> due = store.transact(tx -> tx.requestsDue(facility, most));
        var out = new ArrayList<Outgoing>();
        for (var id : due) {
            try {
                if (onRequest(id, facility, Cause.WAKE, RequestDesk::expire) instanceof Reply.Done(var outgoing)) {
                    out.addAll(outgoing);
                }
            } catch (EntryAltered e) {
                new Unreadable(store).found(facility, e, Optional.of(id.value()));
            }
        }
        return out;
    }

    private static Step expire(Transaction tx, FacilityFile at, RequestFile file) {
        var facility = at.facility().orElseThrow();
        boolean applies = tx.episodes(file.bound().keySet()).values().stream()
                .anyMatch(stay -> stay.custody(facility.ordering()).inCustody());
        return switch (RequestDecider.decide(file, new RequestCommand.Expire(facility.zone(), applies, tx.now()))) {
            case RequestDecider.Accepted(var events) -> new Step(Optional.empty(), events);
            case RequestDecider.Refused _ ->
                new Step(
                        Optional.empty(),
                        Validity.reminder(file, facility.zone(), tx.now()).stream()
                                .<RequestEvent>map(RequestEvent.ReminderRaised::new)
                                .toList());
        };
    }

    /** What a change of a request comes to: a refusal's code, or events. */
    private record Step(Optional<String> refusal, List<RequestEvent> events) {}

    private interface Change {
        Step to(Transaction tx, FacilityFile at, RequestFile file);
    }

    private Reply onRequest(RequestId id, FacilityId facility, Cause cause, Change how) {
        return store.transact(tx -> change(tx, id, facility, cause, how));
    }

    private static Reply change(Transaction tx, RequestId id, FacilityId facility, Cause cause, Change how) {
        var at = tx.facility(facility);
        var file = tx.request(id);
        if (file.request().filter(r -> r.addressee().equals(facility)).isEmpty()) {
            return new Reply.Refused("request.unknown");
        }
        Set<EpisodeId> stays = new TreeSet<>(file.bound().keySet());
        tx.episodes(stays);
        var step = how.to(tx, at, file);
        if (step.refusal().isPresent()) {
            return new Reply.Refused(step.refusal().get());
        }
        var agency = file.request().orElseThrow().agency();
        var next = step.events().isEmpty() ? file : tx.append(id, facility, agency, step.events(), cause);
        var out = new ArrayList<Outgoing>();
        next = Reminding.of(tx, at, next, out);
        refind(tx, at, next);
        if (step.events().stream()
                .anyMatch(e -> e instanceof RequestEvent.Amended || e instanceof RequestEvent.Received)) {
            stays.addAll(rematch(tx, at, next, cause));
        }
        out.addAll(review(tx, at, stays, cause));
        close(tx, at.facility().orElseThrow(), tx.request(id), cause);
        return new Reply.Done(out);
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

    static void refind(Transaction tx, FacilityFile at, RequestFile file) {
        var facility = at.facility().orElseThrow();
        var subject = file.request().orElseThrow().subject();
        tx.findable(file.id(), facility.id(), file.active() ? MatchKeys.of(subject, facility.id()) : Set.of());
        tx.wakeAt(file.id(), facility.id(), look(file, facility, tx.now()));
    }

    /**
     * Closes a request that has ended once its last case has: how the request ended, or, where immigration authorities'
     * request still stood when the last stay did, how the last case came out (promise L4). A stay counts as ended once
     * its record has stood for as long as such a request may be unbound: a release entered by mistake ends none.
     */
    private static void close(Transaction tx, Facility facility, RequestFile file, Cause cause) {
        if (file.closed().isPresent() || file.offered()) {
            return;
        }
        var stays = tx.episodes(file.bound().keySet()).values();
        var cases = stays.stream().flatMap(s -> s.caseOf(file.id()).stream()).toList();
        boolean served =
                file.request().filter(NotificationRequest::fromImmigration).isPresent()
                        && !stays.isEmpty()
                        && stays.stream().allMatch(s -> longOver(s.custody(facility.ordering()), tx.now()));
        boolean open = cases.stream().anyMatch(c -> c.closed().isEmpty());
        if (open || file.active() && !served) {
            return;
        }
        var last = cases.isEmpty() ? Optional.<String>empty() : cases.getLast().closed();
        var outcome = file.active() ? last.orElse("no-notice") : file.status();
        var agency = file.request().orElseThrow().agency();
        tx.append(file.id(), facility.id(), agency, List.of(new RequestEvent.Closed(outcome, tx.now())), cause);
        tx.findable(file.id(), facility.id(), Set.of());
        tx.wakeAt(file.id(), facility.id(), Optional.empty());
    }

    private static boolean longOver(CustodyEpisode stay, Instant now) {
        return stay.phase() instanceof CustodyEpisode.Phase.Released released
                && !released.latest().plus(RequestDecider.UNBOUND_MAX).isAfter(now);
    }

    /**
     * When a request is looked at: at its end, when the agency is reminded, and daily while it applies to a stay, until
     * it can be closed. A reminder that waits for sending to go on is looked for every ten minutes.
     */
    static Optional<Instant> look(RequestFile file, Facility facility, Instant now) {
        if (file.closed().isPresent()) {
            return Optional.empty();
        }
        var end = RequestDecider.endsAt(file, facility.zone())
                .filter(at -> file.bound().isEmpty() || at.isAfter(now));
        var reminder = Validity.nextReminder(file, facility.zone(), now)
                .map(at -> at.isAfter(now) ? at : now.plus(STOPPED_LOOK));
        var daily = Optional.of(now.plus(DAILY)).filter(_ -> !file.bound().isEmpty());
        return Stream.of(end, reminder, daily).flatMap(Optional::stream).min(Instant::compareTo);
    }

    static void match(Transaction tx, FacilityFile at, RequestId id, Set<EpisodeId> stays, Cause cause) {
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
