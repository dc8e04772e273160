package org.sallyport.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.formats.feed.Reading;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestId;
import org.sallyport.simulation.jail.Filing;
import org.sallyport.simulation.jail.JailMoment;

/**
 * Lives the days of the four jails, moment by moment: hands in what the feeds and agencies say, lets people act,
 * wakes what is due, and moves the clock only when nothing is in flight.
 */
final class DemoRun {
    /** The first day; the tables of all four counties are in force on it. */
    static final LocalDate FIRST_DAY = LocalDate.of(2026, 9, 1);

    private static final Duration LONGEST_FLIGHT = Duration.ofSeconds(60);
    private static final int BATCH = 100;

    private final Backing backing;
    private final Desk desk;
    private final DeliveryRound round;
    private final Flights flights;
    private final SteppedClock clock;
    private final Agenda agenda;
    private final People people;
    private final Counter counter;
    private final Tally tally;
    private final Witness witness;
    private final FeedReader reader =
            new FeedReader(County.ALL.stream().map(County::facility).toList());
    private final Map<RequestId, String> truth;
    private final Lives arrivals;
    private final Instant until;
    private final List<Consumer<Envelope>> watchers = new ArrayList<>();
    private Optional<Lives.Arrival> ahead;
    private Optional<Instant> wake = Optional.empty();
    private boolean changed = true;
    private long position;

    /** What a run is made of. */
    record Parts(
            Backing backing,
            Desk desk,
            DeliveryRound round,
            Flights flights,
            SteppedClock clock,
            Agenda agenda,
            Requesters requesters,
            Tally tally,
            Witness witness) {}

    DemoRun(Parts parts, long seed, int days) {
        this.backing = parts.backing();
        this.desk = parts.desk();
        this.round = parts.round();
        this.flights = parts.flights();
        this.clock = parts.clock();
        this.agenda = parts.agenda();
        this.tally = parts.tally();
        this.witness = parts.witness();
        this.truth = new HashMap<>();
        this.people = new People(desk, round, agenda, clock, seed, request -> Optional.ofNullable(truth.get(request)));
        this.counter = new Counter(desk, round, parts.requesters().directory(), clock, tally, witness);
        var start = clock.get();
        this.until = start.plus(Duration.ofDays(days));
        this.arrivals = new Lives(seed, start, days);
        this.ahead = arrivals.hasNext() ? Optional.of(arrivals.next()) : Optional.empty();
        watchers.add(tally::see);
        watchers.add(people::see);
    }

    /** Midnight at which the run begins in this zone (UTC instant). */
    static Instant from(ZoneId zone) {
        return FIRST_DAY.atStartOfDay(zone).toInstant();
    }

    /** The people, to whom receivers bring what they got. */
    People people() {
        return people;
    }

    /** Someone else who wants to see each entry of the journal. */
    void watch(Consumer<Envelope> watcher) {
        watchers.add(watcher);
    }

    /** The moment at which it ends (UTC instant). */
    Instant until() {
        return until;
    }

    /**
     * Takes in what is to be said of the people who are there already: first the stays, each whole within one
     * batch, then the requests.
     */
    void connect() throws InterruptedException {
        var stays = new LinkedHashMap<Facility, Map<String, List<FeedEvent>>>();
        for (var arrival : arrivals.backlog()) {
            if (arrival.moment() instanceof JailMoment.Fed(var event)) {
                stays.computeIfAbsent(arrival.place(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(event.subject(), _ -> new ArrayList<>())
                        .add(event);
            }
        }
        stays.values().forEach(bySubject -> inBatches(bySubject.values()));
        for (var arrival : arrivals.backlog()) {
            if (!(arrival.moment() instanceof JailMoment.Fed)) {
                arrive(arrival);
            }
        }
        settle();
    }

    private void inBatches(Collection<List<FeedEvent>> stays) {
        var batch = new ArrayList<FeedEvent>();
        for (var stay : stays) {
            batch.addAll(stay);
            if (batch.size() >= BATCH) {
                hand(batch);
            }
        }
        hand(batch);
    }

    private void hand(List<FeedEvent> batch) {
        if (!batch.isEmpty()) {
            feed(List.copyOf(batch));
            batch.clear();
        }
    }

    /**
     * Goes on to the next moment and lives it.
     *
     * @return whether the end is not yet reached
     */
    boolean step() throws InterruptedException {
        var next = next();
        if (next.isEmpty() || next.get().isAfter(until)) {
            clock.jumpTo(until);
            return false;
        }
        clock.jumpTo(next.get());
        live();
        return true;
    }

    /** Takes in what others recorded meanwhile, at the console. */
    void look() throws InterruptedException {
        settle();
    }

    /** The next moment at which anything happens; empty when nothing ever will. */
    Optional<Instant> next() {
        var all = new ArrayList<Instant>();
        ahead.map(a -> a.moment().at()).ifPresent(all::add);
        agenda.next().ifPresent(all::add);
        nextWake().ifPresent(all::add);
        return all.stream().min(Comparator.naturalOrder());
    }

    /** Everything of this moment, until nothing more is due and nothing is in flight. */
    private void live() throws InterruptedException {
        boolean quiet = true;
        while (ahead.isPresent() && !ahead.get().moment().at().isAfter(clock.get())) {
            quiet &= ahead.get().moment() instanceof JailMoment.Fed(var event)
                    && event.fact() instanceof CustodyFact.Heartbeat;
            arrive(ahead.get());
            ahead = arrivals.hasNext() ? Optional.of(arrivals.next()) : Optional.empty();
        }
        if (!quiet) {
            settle();
        }
        for (var act = agenda.due(clock.get()); act.isPresent(); act = agenda.due(clock.get())) {
            act.get().run();
            settle();
        }
        while (nextWake().filter(at -> !at.isAfter(clock.get())).isPresent()) {
            round.run();
            settle();
        }
    }

    /** The store's next moment, asked for again only after something was recorded. */
    private Optional<Instant> nextWake() {
        if (changed) {
            wake = backing.nextWake();
            changed = false;
        }
        return wake;
    }

    /** Waits until nothing is in flight and shows what was recorded to whoever watches. */
    private void settle() throws InterruptedException {
        if (!flights.awaitLanded(LONGEST_FLIGHT)) {
            throw new IllegalStateException("A hand-over has been in flight for more than " + LONGEST_FLIGHT);
        }
        changed = true;
        for (var fresh = backing.after(position); !fresh.isEmpty(); fresh = backing.after(position)) {
            for (var entry : fresh) {
                position = entry.position();
                watchers.forEach(w -> w.accept(entry));
            }
        }
    }

    private void arrive(Lives.Arrival arrival) {
        var place = arrival.place();
        switch (arrival.moment()) {
            case JailMoment.Fed(var event) -> {
                if (event.fact() instanceof CustodyFact.Heartbeat) {
                    tally.heartbeat();
                }
                feed(List.of(event));
            }
            case JailMoment.Filed(var _, var filing) -> {
                learn(filing);
                counter.file(filing, place);
            }
            case JailMoment.Amended(var _, var filing) -> counter.amend(filing, place);
            case JailMoment.Withdrawn(var at, var agency, var key) ->
                counter.command(
                        agency, key, place.id(), new RequestCommand.Withdraw(agency, "no longer needed", at), agency);
            case JailMoment.Cancelled(var at, var agency, var key) ->
                counter.command(
                        agency, key, place.id(), new RequestCommand.Cancel("I-247A of a later day", at), agency);
            case JailMoment.Revalidated(var at, var agency, var key) ->
                counter.command(
                        agency,
                        key,
                        place.id(),
                        new RequestCommand.Revalidate(agency, LocalDate.ofInstant(at, place.zone()), at),
                        agency);
            case JailMoment.Served(var at, var agency, var key, var service) ->
                counter.command(
                        agency,
                        key,
                        place.id(),
                        new RequestCommand.RecordService(service, "demo-desk", at),
                        "demo-desk");
        }
    }

    /** Hands events of one facility in as its feed would: as JSON, read again by the reader of feeds. */
    private void feed(List<FeedEvent> said) {
        var digests = new HashMap<String, String>();
        var batch = new ArrayList<FeedEvent>();
        for (var event : said) {
            switch (reader.read(FeedWriter.bytes(event), 1, clock.get())) {
                case Reading.Taken(var _, var read, var digest, var _, var _) -> {
                    digests.put(read.id(), digest);
                    batch.add(read);
                }
                case Reading.Refused refused ->
                    throw new IllegalStateException("The generated feed is wrong: "
                            + refused.problems().getFirst().code());
            }
        }
        var facility = said.getFirst().facility();
        var taken = desk.accept(facility, batch, e -> digests.getOrDefault(e.id(), ""));
        witness.heard(facility, batch, taken);
        round.dispatch(taken.outgoing());
    }

    private void learn(Filing filing) {
        truth.put(Counter.id(filing.request().agency(), filing.key()), filing.booking());
    }

    /** Every stay as it stands, with its facility. */
    Map<EpisodeFile, Facility> files() {
        var places = new HashMap<FacilityId, Facility>();
        County.ALL.forEach(c -> places.put(c.id(), c.facility()));
        var files = new LinkedHashMap<EpisodeFile, Facility>();
        for (var id : List.copyOf(tally.stays().keySet())) {
            var file = backing.store().transact(tx -> tx.episode(id));
            files.put(file, places.get(tally.stays().get(id)));
        }
        return files;
    }
}
