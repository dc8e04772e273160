package org.sallyport.bench.live;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.bench.Figures;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.CustodyFold;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Person;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.simulation.jail.JailMoment;
import org.sallyport.simulation.jail.JailSettings;
import org.sallyport.simulation.jail.SyntheticJail;

/**
 * A jail of 32,000 bookings a year was silent for three weeks and sends everything at once, in batches of 100 over
 * HTTP.
 *
 * <p>DESIGN section 8 asks that it is caught up within a minute and that nothing stale is sent: no notice of a release
 * ahead for someone who has left or whose release the feed has since taken back, and none that calls a moment ahead
 * which is past: of a person who should have left and is still held, the notice must say so.
 *
 * <p>Arguments: days of silence (default 21).
 */
public final class CatchUpBench {
    private static final double BOOKINGS_A_DAY = 32_000 / 365.0;
    private static final int REQUEST_EVERY = 4;
    private static final Set<String> AHEAD =
            Set.of("notice.advance", "notice.short", "notice.amended", "notice.possible-release");

    private CatchUpBench() {}

    /** Runs it, prints one line a figure, and fails when anything stale was sent. */
    public static void main(String[] args) throws Exception {
        int days = args.length > 0 ? Integer.parseInt(args[0]) : 21;
        var now = Harris.CLOCK.instant();
        var missed = missed(days, now);
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "bench", 20);
                var receiver = Receiver.start()) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var parts = DatabaseParts.open(database, master, new BusinessClock.OfDatabase(), PolicyFiles.shipped());
            var keys = Harris.enter(parts, receiver.address());
            var people = people(missed);
            var bookings = List.copyOf(people.keySet());
            var wanted = new HashMap<String, String>();
            try (var server = SallyportServer.start(Settings.onLoopback(0), parts.parts());
                    var caller = new Caller(keys)) {
                for (int i = 0; i < bookings.size(); i += REQUEST_EVERY) {
                    wanted.put("EV-" + i, bookings.get(i));
                    file(caller, server.address(), "EV-" + i, bookings.get(i), people);
                }
                long start = System.nanoTime();
                send(caller, server.address(), missed);
                double sent = (System.nanoTime() - start) / 1e9;
                double settled = (quietSince(receiver, server) - start) / 1e9;
                Figures.print("bookings missed", bookings.size());
                Figures.print("events missed", missed.size());
                Figures.print("requests open about them", wanted.size());
                Figures.print("taken in, seconds", sent);
                Figures.print("everything settled, seconds", settled);
                report(receiver, missed, wanted, now);
            }
        }
    }

    /** What the jail would have said in its silent days, up to now. */
    private static List<FeedEvent> missed(int days, Instant now) {
        var facility = Facility.usual(Harris.JAIL, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        var from = now.minus(Duration.ofDays(days)).atZone(facility.zone()).toLocalDate();
        var settings = JailSettings.usual(facility, from).days(days).bookings(BOOKINGS_A_DAY);
        return SyntheticJail.seeded(7, settings)
                .life()
                .takeWhile(m -> m.at().isBefore(now))
                .filter(JailMoment.Fed.class::isInstance)
                .map(m -> ((JailMoment.Fed) m).event())
                .toList();
    }

    /** Who was booked under each number, as the booking said it. */
    private static Map<String, Person> people(List<FeedEvent> missed) {
        var people = new LinkedHashMap<String, Person>();
        for (var event : missed) {
            if (event.fact() instanceof CustodyFact.Booked(var person, var _, var _, var _)) {
                people.putIfAbsent(event.subject(), person);
            }
        }
        return people;
    }

    private static void file(Caller caller, URI server, String reference, String booking, Map<String, Person> people)
            throws Exception {
        int status =
                caller.file(server, Harris.request(reference, booking, people.getOrDefault(booking, Person.UNKNOWN)));
        if (status != 201) {
            throw new IllegalStateException("A request was answered with " + status + ".");
        }
    }

    private static void send(Caller caller, URI server, List<FeedEvent> missed) throws Exception {
        for (int from = 0; from < missed.size(); from += 100) {
            var batch = missed.subList(from, Math.min(missed.size(), from + 100));
            int status = caller.feed(server, Harris.body(batch));
            if (status != 200) {
                throw new IllegalStateException("A batch was answered with " + status + ".");
            }
        }
    }

    /** Waits until for ten seconds nothing was due and no notice came; returns when that began. */
    private static long quietSince(Receiver receiver, SallyportServer server) {
        int seen = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < 10_000_000_000L) {
            int notices = receiver.notices().size();
            if (notices != seen || !server.desk().desk().due().isEmpty()) {
                seen = notices;
                since = System.nanoTime();
            }
            LockSupport.parkNanos(100_000_000);
        }
        return since;
    }

    private static void report(Receiver receiver, List<FeedEvent> missed, Map<String, String> wanted, Instant now) {
        var byBooking = new HashMap<String, List<FeedEvent>>();
        missed.forEach(e ->
                byBooking.computeIfAbsent(e.subject(), _ -> new ArrayList<>()).add(e));
        var stale = new ArrayList<String>();
        var kinds = new HashMap<String, Integer>();
        var told = new HashSet<String>();
        for (var notice : receiver.notices()) {
            var stay = fold(byBooking.getOrDefault(wanted.getOrDefault(notice.about(), ""), List.of()));
            boolean over = stay.map(CustodyEpisode::over).orElse(true);
            boolean ahead = AHEAD.contains(notice.type());
            var projected = stay.flatMap(CustodyEpisode::projection).map(p -> p.at());
            boolean overdue = projected.filter(at -> at.isBefore(now)).isPresent();
            boolean saysSo = receiver.body(notice).contains("no release is recorded");
            if (ahead && (over || projected.isEmpty() || overdue != saysSo)) {
                stale.add(notice.type());
            }
            kinds.merge(notice.type() + (saysSo ? ", overdue" : ""), 1, Integer::sum);
            if (!told.add(notice.about() + notice.type())) {
                stale.add("twice " + notice.type());
            }
        }
        kinds.forEach((kind, count) -> Figures.print("sent: " + kind, count));
        Figures.print("stale notices", stale.size());
        if (kinds.isEmpty()) {
            throw new IllegalStateException("No notice was sent, so that none was stale says nothing.");
        }
        if (!stale.isEmpty()) {
            throw new IllegalStateException("Stale notices were sent: " + stale);
        }
    }

    /** A booking as all its events tell it. */
    private static Optional<CustodyEpisode> fold(List<FeedEvent> events) {
        return events.isEmpty() ? Optional.empty() : Optional.of(CustodyFold.fold(Facility.Ordering.TIME, events));
    }
}
