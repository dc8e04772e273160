package org.sallyport.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sallyport.cli.demo.Flights;
import org.sallyport.cli.demo.PostgresBacking;
import org.sallyport.cli.demo.SteppedClock;
import org.sallyport.cli.demo.WebhookInbox;
import org.sallyport.cli.terminal.Environment;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.phone.InMemoryPhoneSheets;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.server.RealTime;
import org.sallyport.server.channel.NoticeChannels;
import org.sallyport.server.channel.ReminderChannel;
import org.sallyport.server.channel.RoleChannel;
import org.sallyport.server.channel.Router;
import org.sallyport.server.channel.Webhooks;
import org.sallyport.server.security.NoticeLinks;

/**
 * Where a replay takes place: the production desk over a database, a clock that jumps, an agency on this machine that
 * acknowledges what it gets, and a desk officer who confirms every match that is proposed.
 */
final class ReplayStage implements AutoCloseable {
    /** The agency that asks. */
    static final String AGENCY = "replay-victim-services";

    private static final String WHO = "replay-desk";

    /** A roster tells of a day's releases at one moment: each would be a burst, and nobody is there to look at it. */
    private static final int UNPAUSED = 999_999;

    /** Guards nothing, and is the same in every run, so that a notice sent again is the same. */
    private static final String SECRET = "sallyport-replay-on-this-machine";

    private static final Duration LONGEST_FLIGHT = Duration.ofSeconds(60);

    private final Facility facility;
    private final SteppedClock clock = new SteppedClock(Instant.EPOCH);
    private final PostgresBacking backing;
    private final Desk desk;
    private final Flights flights;
    private final DeliveryRound round;
    private final WebhookInbox inbox;
    private final Webhooks sender;
    private final Router router;
    private final ConcurrentLinkedQueue<NoticeId> arrived = new ConcurrentLinkedQueue<>();
    private long position;

    /** Sets the stage in this folder, or in one that goes when it ends. */
    ReplayStage(Facility facility, PolicyBook book, Optional<Path> data) {
        this.facility = facility;
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
    }

    /** Where the run before this one was cut off. */
    Unfinished unfinished() {
        return Unfinished.of(backing);
    }

    /** Finishes the moment at which the run before this one was cut off, as far as no roster was being taken in. */
    void goOn(Unfinished unfinished) throws InterruptedException {
        clock.jumpTo(unfinished.at().orElseThrow());
        prepare();
        arrived.addAll(unfinished.unanswered());
        round.dispatch(unfinished.again(backing, facility.id(), route()));
        if (!unfinished.inRoster()) {
            settle();
        }
    }

    /** Enters the facility at the moment of the first roster. */
    void begin(Instant at) {
        clock.jumpTo(at);
        prepare();
    }

    /** The business time. */
    Instant now() {
        return clock.get();
    }

    /** Takes in a batch of the feed; {@code digests} by the events' names. */
    void accept(List<FeedEvent> batch, Map<String, String> digests) {
        round.dispatch(desk.accept(facility.id(), batch, e -> String.valueOf(digests.get(e.id())))
                .outgoing());
    }

    /** Files a request. */
    void file(RequestId id, NotificationRequest request) {
        round.dispatch(desk.file(id, request, List.of()).outgoing());
    }

    /** Lives everything that is due until then. */
    void passUntil(Instant until) throws InterruptedException {
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
    void settle() throws InterruptedException {
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

    /** How many different notices the agency has had in this run. */
    long received() {
        return inbox.keys();
    }

    /** The state reached. */
    ReplayState state() {
        return ReplayState.of(backing, facility);
    }

    @Override
    public void close() {
        router.close();
        sender.close();
        inbox.close();
        backing.close();
    }
}
