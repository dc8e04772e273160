package org.sallyport.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.sallyport.cli.demo.Flights;
import org.sallyport.cli.demo.PostgresBacking;
import org.sallyport.cli.demo.SteppedClock;
import org.sallyport.cli.demo.WebhookInbox;
import org.sallyport.cli.terminal.Environment;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.RosterDiff;
import org.sallyport.custody.RosterOutcome;
import org.sallyport.custody.RosterState;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.formats.feed.Reading;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.formats.roster.RosterReader;
import org.sallyport.formats.roster.RosterReading;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.phone.InMemoryPhoneSheets;
import org.sallyport.problem.Problem;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.Officer;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;
import org.sallyport.server.RealTime;
import org.sallyport.server.channel.NoticeChannels;
import org.sallyport.server.channel.ReminderChannel;
import org.sallyport.server.channel.RoleChannel;
import org.sallyport.server.channel.Router;
import org.sallyport.server.channel.Webhooks;
import org.sallyport.server.security.NoticeLinks;

/**
 * Takes rosters in one after the other in virtual time, as a facility that can export nothing else would send
 * them: each is compared with those before it, what follows goes through the production desk, and the days between
 * pass at once.
 *
 * <p>Everything that is done has a name that stays the same from run to run, and a run that finds work done goes
 * on where that ended: however often it is cut off, it ends in the same state.
 */
final class RosterReplay implements AutoCloseable {
    private static final String AGENCY = "replay-victim-services";
    private static final String WHO = "replay-desk";

    /** A roster tells of a day's releases at one moment: each would be a burst, and nobody is there to look at it. */
    private static final int UNPAUSED = 999_999;

    /** Guards nothing, and is the same in every run, so that a notice sent again is the same. */
    private static final String SECRET = "sallyport-replay-on-this-machine";

    private static final int BATCH = 250;
    private static final Duration LONGEST_FLIGHT = Duration.ofSeconds(60);
    private static final Duration AFTERMATH = Duration.ofDays(2);

    private final Facility facility;
    private final RosterMapping mapping;
    private final int requestsPer100;
    private final PolicyBook book;
    private final SteppedClock clock = new SteppedClock(Instant.EPOCH);
    private final PostgresBacking backing;
    private final Desk desk;
    private final Flights flights;
    private final DeliveryRound round;
    private final WebhookInbox inbox;
    private final Webhooks sender;
    private final Router router;
    private final FeedReader reader;
    private final ConcurrentLinkedQueue<NoticeId> arrived = new ConcurrentLinkedQueue<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Map<String, Integer>> unmapped = new TreeMap<>();
    private RosterOutcome.Counts counts = RosterOutcome.Counts.NONE;
    private int rosters;
    private long rows;
    private int people;
    private long requests;
    private long position;
    private Unfinished unfinished = new Unfinished(Optional.empty(), false, List.of(), Set.of());
    private Instant last = Instant.EPOCH;

    /** Sets up a replay in this folder, or in one that goes when it ends. */
    RosterReplay(Facility facility, RosterMapping mapping, PolicyBook book, int requestsPer100, Optional<Path> data) {
        this.facility = facility;
        this.mapping = mapping;
        this.book = book;
        this.requestsPer100 = requestsPer100;
        var environment = Environment.read();
        this.backing = data.isPresent()
                ? PostgresBacking.kept(data.get(), environment, clock, book)
                : PostgresBacking.start(environment, clock, book);
        this.desk = new Desk(backing.store());
        this.sender = new Webhooks(new RealTime());
        this.router = router();
        this.flights = new Flights(router, _ -> {});
        this.round = new DeliveryRound(desk, flights);
        this.inbox = inbox();
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

    private WebhookInbox inbox() {
        try {
            return new WebhookInbox(_ -> secret(), (_, _) -> false, (notice, _) -> arrived.add(notice));
        } catch (IOException e) {
            throw new Unavailable("No port of this machine could be had for the receiver of webhooks.", e);
        }
    }

    private static String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    }

    private Router router() {
        var links = new NoticeLinks(SECRET.getBytes(UTF_8), () -> URI.create("http://localhost/"));
        return new Router(
                new NoticeChannels(sender, Optional.empty(), new InMemoryPhoneSheets(), links),
                new ReminderChannel(sender, Optional.empty()),
                new RoleChannel(Optional.empty(), links),
                clock::get,
                new SimpleMeterRegistry());
    }

    /**
     * Replays a file.
     *
     * @param progress hears how many rosters were taken in, and how many of their lines
     * @return the problems that kept it from being read, none when it was taken in whole
     */
    List<Problem> run(InputStream in, BiConsumer<Integer, Long> progress) throws InterruptedException {
        unfinished = Unfinished.of(backing);
        if (unfinished.at().isPresent()) {
            goOn(unfinished.at().get());
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
            passUntil(last.plus(AFTERMATH));
        }
        return problems;
    }

    /** Finishes the moment at which the run before this one was cut off, as far as no roster was being taken in. */
    private void goOn(Instant cutOff) throws InterruptedException {
        clock.jumpTo(cutOff);
        prepare();
        arrived.addAll(unfinished.unanswered());
        round.dispatch(unfinished.again(backing, facility.id(), route()));
        if (!unfinished.inRoster()) {
            settle();
        }
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
        if (clock.get().equals(Instant.EPOCH)) {
            clock.jumpTo(at);
            prepare();
        } else if (!unfinished.inRoster() || at.isAfter(clock.get())) {
            passUntil(at);
        }
    }

    /** Enters the facility and the agency that asks; the agency's address is another in every run. */
    private void prepare() {
        var known = backing.store().transact(tx -> tx.facility(facility.id()));
        if (known.facility().isEmpty()) {
            desk.configure(facility, Map.of(), WHO);
            desk.breaker(facility.id(), UNPAUSED, WHO);
        }
        if (known.mode("victim") != Mode.AUTOMATIC) {
            desk.mode(facility.id(), "victim", Mode.AUTOMATIC, WHO);
        }
        desk.enrol(new Agency(AGENCY, "Victim services (replay)", "victim", List.of(route())), WHO);
    }

    private Agency.Route route() {
        return new Agency.Route("webhook", inbox.address() + AGENCY, secret(), true);
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
            settle();
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
        round.dispatch(desk.accept(facility.id(), batch, e -> String.valueOf(digests.get(e.id())))
                .outgoing());
    }

    private void file(String booking, CustodyFact.Booked booked, Instant at) {
        var id = new RequestId(UUID.nameUUIDFromBytes(("request " + AGENCY + " " + booking).getBytes(UTF_8)));
        var request = new NotificationRequest(
                "R-" + requests,
                AGENCY,
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
        round.dispatch(desk.file(id, request, List.of()).outgoing());
    }

    /** Lives everything that is due until then. */
    private void passUntil(Instant until) throws InterruptedException {
        for (var next = backing.nextWake(); next.isPresent() && !next.get().isAfter(until); next = backing.nextWake()) {
            clock.jumpTo(next.get());
            round.run();
            settle();
        }
        clock.jumpTo(until);
    }

    /**
     * Waits until nothing is in flight; the desk confirms proposed matches, and the agency acknowledges what it got. A
     * roster without names can only ever propose.
     */
    private void settle() throws InterruptedException {
        do {
            if (!flights.awaitLanded(LONGEST_FLIGHT)) {
                throw new IllegalStateException("A hand-over has been in flight for more than " + LONGEST_FLIGHT);
            }
            for (var notice = arrived.poll(); notice != null; notice = arrived.poll()) {
                done(desk.acknowledge(notice, "coming", "", AGENCY));
            }
        } while (confirmProposed());
    }

    private boolean confirmProposed() {
        var fresh = backing.after(position);
        for (var entry : fresh) {
            position = entry.position();
            if (entry.event() instanceof RequestEvent.MatchProposed proposed) {
                var id = new RequestId(entry.stream().id());
                done(desk.confirmMatch(id, facility.id(), proposed.episode(), WHO));
            }
        }
        return !fresh.isEmpty();
    }

    private void done(Reply reply) {
        if (reply instanceof Reply.Done(var outgoing)) {
            round.dispatch(outgoing);
        }
    }

    /** What it came to. */
    Result result() {
        var stays = new TreeSet<EpisodeId>();
        long from = 0;
        for (var next = backing.after(from); !next.isEmpty(); next = backing.after(from)) {
            for (var entry : next) {
                from = entry.position();
                if (entry.event() instanceof EpisodeEvent) {
                    stays.add(new EpisodeId(entry.stream().id()));
                }
            }
        }
        long notices = 0;
        var lines = new TreeSet<String>();
        var all = List.copyOf(stays);
        for (int i = 0; i < all.size(); i += BATCH) {
            var some = all.subList(i, Math.min(all.size(), i + BATCH));
            for (var file : backing.store().transact(tx -> tx.episodes(some)).values()) {
                lines.add(line(file));
                notices += left(file).size();
            }
        }
        var digest = sha256();
        lines.forEach(line -> digest.update(line.getBytes(UTF_8)));
        return new Result(
                rosters,
                rows,
                counts,
                requests,
                notices,
                inbox.keys(),
                stays.size(),
                HexFormat.of().formatHex(digest.digest()),
                unfinished.at().isPresent(),
                unmapped);
    }

    /** A stay without the names of its records, which every database makes with a key of its own. */
    private String line(EpisodeFile file) {
        var stay = file.custody(facility.ordering());
        var text =
                new StringBuilder().append(stay.bookings().keySet()).append(' ').append(stay.phase());
        for (var c : file.cases().values()) {
            text.append("\n  case ").append(c.closed().orElse("open"));
        }
        for (var n : left(file)) {
            text.append("\n  notice ")
                    .append(n.content().revision())
                    .append(' ')
                    .append(n.content().kind())
                    .append(' ')
                    .append(n.content().releaseAt())
                    .append(n.sentAt())
                    .append(n.acknowledgedAt());
        }
        return text.append('\n').toString();
    }

    private static List<NoticeState> left(EpisodeFile file) {
        return file.cases().values().stream()
                .flatMap(c -> c.notices().stream())
                .filter(NoticeState::mayHaveLeft)
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The book it decides by. */
    PolicyBook book() {
        return book;
    }

    @Override
    public void close() {
        router.close();
        sender.close();
        inbox.close();
        backing.close();
    }
}
