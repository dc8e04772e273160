package org.sallyport.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Person;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * All that is kept of one stay: its own stream, those of stays that became part of it, the requests bound to it, and
 * the words by which it is found in what lies outside the journal.
 *
 * @param stays    the stay and those it absorbed
 * @param requests the requests bound to it
 * @param bookings its booking numbers
 * @param streams  every stream to destroy: of stays, of requests, and those its bookings would begin
 * @param seen     its feed events by source and id
 * @param words    booking numbers and identifiers, each of which names the person alone
 * @param names    pairs of family and given name
 */
public record ExpungementScope(
        FacilityId facility,
        Set<EpisodeId> stays,
        Set<RequestId> requests,
        Set<String> bookings,
        Set<UUID> streams,
        Set<Transaction.FeedKey> seen,
        Set<String> words,
        Set<List<String>> names) {
    private static final int SHORTEST = 3;

    static ExpungementScope of(Transaction tx, FacilityId facility, EpisodeId episode) {
        var stays = new LinkedHashSet<EpisodeId>();
        collect(tx, episode, stays);
        var requests = new TreeSet<RequestId>();
        var received = new ArrayList<FeedEvent>();
        for (var id : stays) {
            var file = tx.episode(id);
            requests.addAll(Reviewer.requests(file));
            received.addAll(file.received());
        }
        var bookings = new TreeSet<String>();
        var seen = new LinkedHashSet<Transaction.FeedKey>();
        var words = new TreeSet<String>();
        var names = new LinkedHashSet<List<String>>();
        for (var e : received) {
            bookings.add(e.subject());
            seen.add(new Transaction.FeedKey(e.source(), e.id()));
            said(e.fact(), words, names);
        }
        words.addAll(bookings);
        words.removeIf(w -> w.length() < SHORTEST);
        var streams = new TreeSet<UUID>();
        stays.forEach(s -> streams.add(s.value()));
        requests.forEach(r -> streams.add(r.value()));
        bookings.forEach(b -> streams.add(tx.nameOf(facility, b).value()));
        return new ExpungementScope(facility, stays, requests, bookings, streams, seen, words, names);
    }

    /**
     * The same with the requests that others were passed on as: what the agency wrote of the person stands there too.
     * What those facilities themselves say of the person is their own.
     */
    ExpungementScope withPassedOn(Transaction tx) {
        var all = new TreeSet<>(requests);
        all.addAll(PassedOnRequests.of(tx, stays, requests));
        var more = new TreeSet<>(streams);
        all.forEach(r -> more.add(r.value()));
        return new ExpungementScope(facility, stays, all, bookings, more, seen, words, names);
    }

    /** Whether a legal hold covers the stay, or one that a request to be destroyed is bound to elsewhere. */
    boolean held(Transaction tx) {
        return tx.facility(facility).keeping().held(stays)
                || tx.requests(requests).values().stream()
                        .filter(r -> r.request()
                                .filter(q -> !q.addressee().equals(facility))
                                .isPresent())
                        .anyMatch(r -> heldElsewhere(tx, r));
    }

    private static boolean heldElsewhere(Transaction tx, RequestFile file) {
        var keeping = tx.facility(file.request().orElseThrow().addressee()).keeping();
        return keeping.allHeld() || keeping.held(file.bound().keySet());
    }

    /** What is kept of a request that was never bound to a stay. */
    static ExpungementScope of(FacilityId facility, RequestId request) {
        return new ExpungementScope(
                facility, Set.of(), Set.of(request), Set.of(), Set.of(request.value()), Set.of(), Set.of(), Set.of());
    }

    /** Ends the cases that requests to be destroyed have on other stays: nobody could decide them again. */
    void endElsewhere(Transaction tx, Cause cause) {
        var others = new TreeMap<EpisodeId, Set<RequestId>>();
        for (var request : tx.requests(requests).values()) {
            request.bound().keySet().stream()
                    .filter(stay -> !stays.contains(stay))
                    .forEach(stay ->
                            others.computeIfAbsent(stay, _ -> new TreeSet<>()).add(request.id()));
        }
        tx.episodes(others.keySet());
        others.forEach((stay, ending) -> {
            var file = tx.episode(stay);
            var events = file.cases().values().stream()
                    .filter(c -> c.closed().isEmpty() && ending.contains(c.request()))
                    .<EpisodeEvent>map(c -> new EpisodeEvent.CaseClosed(c.id(), "expunged", tx.now()))
                    .toList();
            if (!events.isEmpty()) {
                tx.append(stay, file.received().getFirst().facility(), events, cause);
            }
        });
    }

    /** Whether every case of the stay, and of the requests wherever they are bound, has ended. */
    boolean nothingOwed(Transaction tx, EpisodeId stay) {
        return tx.episode(stay).cases().values().stream()
                        .allMatch(c -> c.closed().isPresent())
                && tx.requests(requests).values().stream()
                        .allMatch(r -> tx.episodes(r.bound().keySet()).values().stream()
                                .flatMap(s -> s.caseOf(r.id()).stream())
                                .allMatch(c -> c.closed().isPresent()));
    }

    private static void collect(Transaction tx, EpisodeId episode, Set<EpisodeId> stays) {
        if (stays.add(episode)) {
            for (var e : tx.history(Streams.of(episode))) {
                if (e.event() instanceof EpisodeEvent.StayJoined(var other, var _)) {
                    collect(tx, other, stays);
                }
            }
        }
    }

    private static void said(CustodyFact fact, Set<String> words, Set<List<String>> names) {
        if (fact instanceof CustodyFact.Booked booked) {
            person(booked.person(), words, names);
        } else if (fact instanceof CustodyFact.Identified said) {
            said.identifiers().forEach(i -> words.add(i.value()));
            said.name().ifPresent(n -> names.add(List.of(n.family(), n.given())));
            said.aliases().forEach(n -> names.add(List.of(n.family(), n.given())));
        } else if (fact instanceof CustodyFact.Corrected(var _, var to) && to.isPresent()) {
            said(to.get(), words, names);
        }
    }

    private static void person(Person person, Set<String> words, Set<List<String>> names) {
        person.identifiers().forEach(i -> words.add(i.value()));
        names.add(List.of(person.name().family(), person.name().given()));
        person.aliases().forEach(n -> names.add(List.of(n.family(), n.given())));
    }

    /** The same with more streams to destroy. */
    ExpungementScope with(Set<UUID> more) {
        var all = new TreeSet<>(streams);
        all.addAll(more);
        return new ExpungementScope(facility, stays, requests, bookings, all, seen, words, names);
    }

    /** Whether a text speaks of this person: by a booking number or identifier, or by family and given name. */
    public boolean isIn(String text) {
        return words.stream().anyMatch(w -> holds(text, w))
                || bookings.stream().anyMatch(b -> text.contains('"' + b + '"')) // however short, as JSON writes it
                || names.stream().anyMatch(n -> n.stream().allMatch(w -> w.length() >= 2 && holds(text, w)));
    }

    private static boolean holds(String text, String word) {
        var whole = "(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])";
        return Pattern.compile(whole).matcher(text).find();
    }

    /** The bookings of a stay, in the order in which they first spoke. */
    static Collection<String> bookings(EpisodeFile file) {
        var found = new LinkedHashSet<String>();
        file.received().forEach(e -> found.add(e.subject()));
        return found;
    }

    @Override
    public String toString() {
        return "what is kept of one stay";
    }
}
