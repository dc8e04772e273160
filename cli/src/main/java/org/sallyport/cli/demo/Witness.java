package org.sallyport.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Outgoing;
import org.sallyport.journal.Envelope;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.RequestId;
import org.sallyport.simulation.Checker;
import org.sallyport.simulation.Checkers;
import org.sallyport.simulation.Evidence;
import org.sallyport.simulation.jail.Filing;

/**
 * What the world outside Sallyport saw during a run: with the journal, the evidence by which the promises are judged.
 */
final class Witness {
    private final Supplier<Instant> clock;
    private final ConcurrentLinkedQueue<Evidence.Received> received = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Evidence.Told> told = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Evidence.Reminded> reminded = new ConcurrentLinkedQueue<>();
    private final List<Evidence.Receipted> receipts = new ArrayList<>();
    private final Map<RequestId, Filing> filed = new TreeMap<>();
    private final Map<FacilityId, List<Instant>> heard = new TreeMap<>();
    private final Map<String, FeedEvent> sent = new LinkedHashMap<>();
    private final Map<String, Instant> acknowledged = new LinkedHashMap<>();
    private final Map<String, PolicyBook> books = new TreeMap<>();

    Witness(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** A policy book came into force at some facility. */
    void book(PolicyBook book) {
        books.put(book.hash(), book);
    }

    /** A channel said that this was taken. */
    void taken(Outgoing outgoing) {
        switch (outgoing) {
            case Outgoing.ToAgency n ->
                received.add(new Evidence.Received(clock.get(), n.content().agency(), n.content(), n.attempt()));
            case Outgoing.ToRequester r -> reminded.add(new Evidence.Reminded(clock.get(), r.agency(), r.reminder()));
            case Outgoing.ToFacility _ -> {}
            case Outgoing.ToRoleAtOnce several -> several.alarms().forEach(this::taken);
            case Outgoing.ToRole r -> told.add(new Evidence.Told(clock.get(), r.facility(), r.alarm()));
        }
    }

    /** A filing got a receipt. */
    void receipted(RequestId id, Filing filing, Desk.Filed receipt) {
        filed.putIfAbsent(id, filing);
        receipts.add(new Evidence.Receipted(filing, receipt));
    }

    /** A feed was heard, and what Sallyport said of its events. */
    void heard(FacilityId facility, List<FeedEvent> batch, Desk.Taken taken) {
        heard.computeIfAbsent(facility, _ -> new ArrayList<>()).add(clock.get());
        batch.forEach(e -> sent.put(e.source() + " " + e.id(), e));
        taken.replies().forEach(r -> acknowledged.putIfAbsent("/" + facility.path() + " " + r.id(), clock.get()));
    }

    /** Every promise that can be judged from this journal: {@code holds}, or its first counter-example. */
    Map<String, String> judge(List<Envelope> journal, PolicyBook first) {
        var evidence = new Evidence(
                journal,
                County.ALL.stream().map(County::facility).toList(),
                first,
                books,
                List.copyOf(received),
                List.copyOf(told),
                List.copyOf(reminded),
                receipts,
                filed,
                heard,
                sent,
                acknowledged,
                Optional.of(journal.isEmpty() ? clock.get() : journal.getFirst().recordedAt()),
                Duration.ZERO,
                clock.get());
        var promises = new TreeMap<String, String>();
        for (var checkers : List.of(Checkers.SAFETY, Checkers.LIVENESS)) {
            for (Checker checker : checkers) {
                var broken = checker.check(evidence);
                promises.put(checker.promise(), broken.isEmpty() ? "holds" : said(broken));
            }
        }
        return promises;
    }

    private static String said(List<String> broken) {
        return broken.getFirst() + (broken.size() == 1 ? "" : " (and " + (broken.size() - 1) + " more)");
    }
}
