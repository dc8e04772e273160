package org.sallyport.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.RosterDiff;
import org.sallyport.custody.RosterOutcome;
import org.sallyport.custody.RosterState;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.formats.feed.Reading;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.formats.roster.RosterReader;
import org.sallyport.formats.roster.RosterReading;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Problem;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.Officer;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;

/**
 * Takes rosters in one after the other in virtual time, as a facility that can export nothing else would send
 * them: each is compared with those before it, what follows goes through the production desk, and the days between
 * pass at once.
 *
 * <p>Everything that is done has a name that stays the same from run to run, and a run that finds work done goes
 * on where that ended: however often it is cut off, it ends in the same state.
 */
final class RosterReplay implements AutoCloseable {
    private static final int BATCH = 250;
    private static final Duration AFTERMATH = Duration.ofDays(2);

    private final Facility facility;
    private final RosterMapping mapping;
    private final int requestsPer100;
    private final ReplayStage stage;
    private final FeedReader reader;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Map<String, Integer>> unmapped = new TreeMap<>();
    private RosterOutcome.Counts counts = RosterOutcome.Counts.NONE;
    private int rosters;
    private long rows;
    private int people;
    private long requests;
    private Unfinished unfinished = new Unfinished(Optional.empty(), false, List.of(), Set.of());
    private Instant last = Instant.EPOCH;

    /** Sets up a replay in this folder, or in one that goes when it ends. */
    RosterReplay(Facility facility, RosterMapping mapping, PolicyBook book, int requestsPer100, Optional<Path> data) {
        this.facility = facility;
        this.mapping = mapping;
        this.requestsPer100 = requestsPer100;
        this.stage = new ReplayStage(facility, book, data);
        this.reader = new FeedReader(List.of(facility));
    }

    /**
     * What a replay came to.
     *
     * @param rosters   rosters read
     * @param rows      their lines
     * @param counts    what comparing them gave
     * @param requests  requests filed
     * @param notices   notices that left
     * @param received  different notices the receiver has had in this run
     * @param stays     stays recorded
     * @param digest    SHA-256 of the state: stays, cases, notices and their times; the same in every database
     * @param resumed   whether an earlier run had begun
     * @param unmapped  codes the mapping does not translate: column to code to lines
     */
    record Result(
            int rosters,
            long rows,
            RosterOutcome.Counts counts,
            long requests,
            long notices,
            long received,
            long stays,
            String digest,
            boolean resumed,
            Map<String, Map<String, Integer>> unmapped) {}

    /**
     * Replays a file.
     *
     * @param progress hears how many rosters were taken in, and how many of their lines
     * @return the problems that kept it from being read, none when it was taken in whole
     */
    List<Problem> run(InputStream in, BiConsumer<Integer, Long> progress) throws InterruptedException {
        unfinished = stage.unfinished();
        if (unfinished.at().isPresent()) {
            stage.goOn(unfinished);
        }
        var state = RosterState.NONE;
        var readings = new RosterReader(facility.id(), mapping).read(in, Optional.empty());
        while (readings.hasNext() && problems.isEmpty()) {
            switch (readings.next()) {
                case RosterReading.Refused(var _, var found) -> problems.addAll(found);
                case RosterReading.Taken taken -> {
                    state = take(taken, state);
                    progress.accept(rosters, rows);
                }
            }
        }
        if (problems.isEmpty()) {
            stage.passUntil(last.plus(AFTERMATH));
        }
        return problems;
    }

    private RosterState take(RosterReading.Taken reading, RosterState state) throws InterruptedException {
        var at = reading.roster().takenAt();
        rosters++;
        last = at;
        rows += reading.rows();
        reading.unmapped()
                .forEach((column, codes) -> codes.forEach((code, lines) ->
                        unmapped.computeIfAbsent(column, _ -> new TreeMap<>()).merge(code, lines, Integer::sum)));
        switch (RosterDiff.diff(facility, state, reading.roster(), Set.of(), Optional.empty(), at)) {
            case RosterOutcome.AlreadyTaken _ -> {
                return state;
            }
            case RosterOutcome.Refused(var lost, var present) -> {
                problems.add(new Problem(
                        "roster.lost-many",
                        at.toString(),
                        lost + " of " + present,
                        "A roster that lists most of those the roster before it listed.",
                        "Check the export; a supervisor can accept it with a reason on the console."));
                return state;
            }
            case RosterOutcome.Taken taken -> {
                counts = counts.plus(taken.counts());
                boolean before = unfinished.at().filter(at::isBefore).isPresent();
                if (!before) {
                    begin(at);
                }
                submit(taken.events(), at, !before);
                return taken.state();
            }
        }
    }

    /** Lets the days before this roster pass, and sets the stage when it is the first. */
    private void begin(Instant at) throws InterruptedException {
        if (stage.now().equals(Instant.EPOCH)) {
            stage.begin(at);
        } else if (!unfinished.inRoster() || at.isAfter(stage.now())) {
            stage.passUntil(at);
        }
    }

    private void submit(List<FeedEvent> events, Instant at, boolean forReal) throws InterruptedException {
        for (int from = 0; from < events.size(); from += BATCH) {
            var batch = events.subList(from, Math.min(events.size(), from + BATCH));
            if (forReal) {
                accept(batch, at);
            }
            for (var event : batch) {
                if (event.fact() instanceof CustodyFact.Booked booked && asked()) {
                    requests++;
                    if (forReal) {
                        file(event.subject(), booked, at);
                    }
                }
            }
        }
        if (forReal) {
            stage.settle();
        }
    }

    /** Whether somebody asks about the next person: so many of every hundred, evenly. */
    private boolean asked() {
        long before = (long) people * requestsPer100 / 100;
        people++;
        return (long) people * requestsPer100 / 100 > before;
    }

    private void accept(List<FeedEvent> events, Instant at) {
        var digests = new TreeMap<String, String>();
        var batch = new ArrayList<FeedEvent>();
        for (var event : events) {
            switch (reader.read(FeedWriter.bytes(event), 1, at)) {
                case Reading.Taken(var _, var read, var digest, var _, var _) -> {
                    digests.put(read.id(), digest);
                    batch.add(read);
                }
                case Reading.Refused refused -> problems.addAll(refused.problems());
            }
        }
        stage.accept(batch, digests);
    }

    private void file(String booking, CustodyFact.Booked booked, Instant at) {
        var id = new RequestId(
                UUID.nameUUIDFromBytes(("request " + ReplayStage.AGENCY + " " + booking).getBytes(UTF_8)));
        var request = new NotificationRequest(
                "R-" + requests,
                ReplayStage.AGENCY,
                facility.id(),
                "victim",
                "",
                "victim",
                Optional.of(LocalDate.ofInstant(at, facility.zone())),
                Set.of("notice"),
                Optional.empty(),
                Set.of(),
                false,
                List.of(),
                Optional.empty(),
                Optional.of(new Officer("", true)),
                new Subject(
                        new PersonName("", ""),
                        List.of(),
                        Optional.empty(),
                        booked.person().sex(),
                        List.of(new Identifier(Identifier.Type.BOOKING, booking))),
                Map.of("case", "V-" + requests),
                Optional.empty(),
                Optional.empty());
        stage.file(id, request);
    }

    /** What it came to. */
    Result result() {
        var state = stage.state();
        return new Result(
                rosters,
                rows,
                counts,
                requests,
                state.notices(),
                stage.received(),
                state.stays(),
                state.digest(),
                unfinished.at().isPresent(),
                unmapped);
    }

    @Override
    public void close() {
        stage.close();
    }
}
