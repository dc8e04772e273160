package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Mode;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.Directory;
import org.sallyport.request.Validity;
import org.sallyport.simulation.chance.Dice;
import org.sallyport.simulation.jail.Agencies;
import org.sallyport.simulation.jail.JailMoment;
import org.sallyport.simulation.jail.JailSettings;
import org.sallyport.simulation.jail.SyntheticJail;

/**
 * A world drawn from one seed: jails, agencies, staff, network, processes and clocks around the production core and its
 * delivery loop. Days pass in milliseconds. First faults rage and the safety promises are checked; then {@link #heal()}
 * ends them and the liveness promises are checked.
 */
public final class World {
    /** Far more than a trial needs: a world that takes more steps goes round in circles. */
    private static final int STEPS_MOST = 150_000;

    /** The jails are small: where mass updates happen, so many notices an hour are never paused. */
    private static final int FEWEST_PAUSED = 2;

    /** So that requests which name no last day end while a trial lasts, after two reminders. */
    private static final int A_MONTH_AND_DAYS = 34;

    private static final long ENTRIES_MOST = 20_000;

    private static final Instant START =
            LocalDate.of(2026, 9, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private final long seed;
    private final Dice dice;
    private Faults faults = Faults.NONE;
    private Stage.Tampering tampering = Stage.Tampering.NONE;
    private double bookingsPerDay = 7;
    private int facilities = 2;
    private int days = 4;
    private Optional<Running> running = Optional.empty();

    private World(long seed) {
        this.seed = seed;
        this.dice = Dice.seeded(seed);
    }

    /** The world of this seed: two jails for four days, about seven bookings a day in each. */
    public static World seeded(long seed) {
        return new World(seed);
    }

    /** The same with these faults until {@link #heal()}. */
    public World with(Faults these) {
        faults = these;
        return this;
    }

    /** The same with another mean number of bookings a day in each jail. */
    public World bookings(double perDay) {
        bookingsPerDay = perDay;
        return this;
    }

    /** The same with people booked for so many days. */
    public World days(int booked) {
        days = booked;
        return this;
    }

    /** The same with so many jails, one to four. */
    public World facilities(int count) {
        facilities = count;
        return this;
    }

    World tampering(Stage.Tampering defect) {
        tampering = defect;
        return this;
    }

    /** Lets this much time pass. */
    public void runFor(Duration span) {
        running().runFor(span);
    }

    /** Ends all faults: messages arrive, processes stay up, clocks agree, staff answer, sending goes on. */
    public void heal() {
        running().heal();
    }

    /** Checks promises over everything so far. Throws with the counter-examples, if there are any. */
    public void check(Checker... checkers) {
        check(List.of(checkers));
    }

    /** Checks promises over everything so far. Throws with the counter-examples, if there are any. */
    public void check(List<Checker> checkers) {
        var evidence = evidence();
        var found = new ArrayList<String>();
        for (var checker : checkers) {
            checker.check(evidence).stream()
                    .limit(3)
                    .forEach(what -> found.add("seed " + seed + ", " + checker.promise() + ": " + what));
        }
        if (!found.isEmpty()) {
            throw new PromiseBroken(found);
        }
    }

    /** Everything seen so far: the journal, and what the world outside saw. */
    public Evidence evidence() {
        return running().evidence();
    }

    private Running running() {
        if (running.isEmpty()) {
            running = Optional.of(new Running());
        }
        return running.get();
    }

    /** The world once time has begun. */
    private final class Running {
        private final Stage stage;
        private final List<Facility> jails;
        private final PolicyBook first;
        private final Staff staff;
        private final Transfers transfers;
        private final Map<FacilityId, FeedLine> lines = new TreeMap<>();
        private final Map<FacilityId, Office> offices = new TreeMap<>();
        private int steps;
        private Optional<Instant> healed = Optional.empty();

        Running() {
            var some = new ArrayList<>(Law.counties());
            var draw = dice.fork("setup");
            while (some.size() > facilities) {
                some.remove(draw.below(some.size()));
            }
            boolean neighbours = facilities == 2 && dice.fork("neighbours").chance(0.15);
            jails = (neighbours ? Law.neighbours() : some)
                    .stream().map(f -> drawn(f, draw)).toList();
            boolean late = draw.chance(0.2);
            var book = Law.adopted(jails, draw);
            first = late ? Law.unadopted() : book;
            stage = new Stage(START, first, dice.fork("stage"), tampering);
            stage.log.books.put(book.hash(), book);
            if (late) {
                stage.after(
                        draw.between(Duration.ofHours(2), Duration.ofHours(60)),
                        () -> stage.say(
                                n -> {
                                    n.desk().activate(jails.getFirst().id(), book, "counsel-1");
                                    return true;
                                },
                                _ -> {}));
            }
            staff = new Staff(stage, jails, dice.fork("staff"));
            found(draw);
            transfers = new Transfers(
                    stage,
                    jails,
                    dice.fork("transfers"),
                    (jail, event) -> line(jail).send(event));
            stage.faults = faults;
            stage.setClocks();
            for (var jail : jails) {
                live(jail);
            }
            for (int day = 0; day < days; day++) {
                misfortunes(day, draw.fork("day " + day));
            }
        }

        private static Facility drawn(Facility f, Dice draw) {
            return new Facility(
                    f.id(),
                    f.jurisdiction(),
                    f.kind(),
                    f.zone(),
                    draw.chance(0.3) ? Facility.Ordering.SEQUENCE : Facility.Ordering.TIME,
                    Duration.ofHours(1),
                    f.processing(),
                    f.sendMargin(),
                    f.absentRosters(),
                    f.lossShareMax());
        }

        /** Facilities are configured and agencies enrolled before anything else happens. */
        private void found(Dice draw) {
            var desk = stage.nodes.getFirst().desk();
            for (var jail : jails) {
                desk.configure(
                        jail,
                        Map.of(
                                "desk",
                                "desk@example.org",
                                "supervisor",
                                "sup@example.org",
                                "counsel",
                                "law@example.org"),
                        "administrator-1");
                if (faults.massUpdates() > 0) {
                    desk.breaker(jail.id(), FEWEST_PAUSED, "administrator-1");
                }
                if (draw.chance(0.6)) {
                    desk.validity(jail.id(), new Validity(A_MONTH_AND_DAYS), "administrator-1");
                }
                var agencies = Agencies.around(jail.id());
                for (var agency : agencies.all()) {
                    desk.enrol(
                            new Agency(agency, agency, agencies.requester(agency), routes(agency, draw)),
                            "administrator-1");
                }
                for (var requester : List.of("immigration", "law-enforcement", "supervision", "victim")) {
                    double u = draw.unit();
                    var mode = u < 0.75 ? Mode.AUTOMATIC : u < 0.92 ? Mode.ASSISTED : Mode.SHADOW;
                    desk.mode(jail.id(), requester, mode, "supervisor-1");
                }
            }
        }

        private static List<Agency.Route> routes(String agency, Dice draw) {
            var webhook = new Agency.Route("webhook", "https://" + agency + ".example.org/", "secret", true);
            var email = new Agency.Route("email", agency + "@example.org", "", false);
            return draw.chance(0.5) ? List.of(webhook, email) : List.of(webhook);
        }

        private Directory directory() {
            var codes = new HashMap<String, String>();
            var ids = new HashSet<FacilityId>();
            for (var jail : jails) {
                ids.add(jail.id());
                var agencies = Agencies.around(jail.id());
                agencies.all().forEach(a -> codes.put(a, agencies.requester(a)));
            }
            return new Directory(ids, codes);
        }

        private void live(Facility jail) {
            var settings = JailSettings.usual(
                            jail, LocalDate.ofInstant(START, jail.zone()).plusDays(1))
                    .days(days)
                    .bookings(bookingsPerDay)
                    .requests(0.6)
                    .rare(12)
                    .dataFaults(0.06, 0.08);
            lines.put(jail.id(), new FeedLine(stage, jail, dice.fork("line " + jail.id())));
            var office = new Office(stage, jail, directory(), dice.fork("office " + jail.id()));
            offices.put(jail.id(), office);
            stage.wire().receivedBy(office::received);
            next(
                    jail,
                    SyntheticJail.seeded(dice.fork("life").next(), settings)
                            .life()
                            .iterator());
            beat(jail, 0);
        }

        private void next(Facility jail, Iterator<JailMoment> life) {
            if (life.hasNext()) {
                var moment = life.next();
                stage.at(moment.at(), () -> {
                    happen(jail, moment);
                    next(jail, life);
                });
            }
        }

        private void happen(Facility jail, JailMoment moment) {
            var office = offices.get(jail.id());
            if (office == null) {
                throw new IllegalStateException("No agency files at " + jail.id());
            }
            var line = line(jail);
            switch (moment) {
                case JailMoment.Fed(var event) -> line.send(transfers.seen(jail, event));
                case JailMoment.Filed(var _, var filing) -> office.file(filing);
                case JailMoment.Amended(var _, var filing) -> office.amend(filing);
                case JailMoment.Withdrawn m -> office.say(m);
                case JailMoment.Cancelled m -> office.say(m);
                case JailMoment.Revalidated m -> office.say(m);
                case JailMoment.Served m -> office.say(m);
            }
        }

        private FeedLine line(Facility jail) {
            var line = lines.get(jail.id());
            if (line == null) {
                throw new IllegalStateException("The jail " + jail.id() + " has no feed.");
            }
            return line;
        }

        private void beat(Facility jail, int count) {
            line(jail).beat(count);
            stage.after(jail.feedInterval(), () -> beat(jail, count + 1));
        }

        private void misfortunes(int day, Dice draw) {
            for (var jail : jails) {
                if (draw.chance(faults.silentFeeds())) {
                    stage.after(hour(day, draw), () -> {
                        if (healed.isEmpty()) {
                            line(jail).fallSilent(faults.silentMax());
                        }
                    });
                }
                var mass = draw.fork("mass update " + jail.id());
                if (mass.chance(faults.massUpdates())) {
                    stage.after(hour(day, mass), () -> {
                        if (healed.isEmpty()) {
                            line(jail).everybodyLeaves();
                        }
                    });
                }
                if (draw.chance(faults.stopped())) {
                    stage.after(hour(day, draw), () -> {
                        if (healed.isEmpty()) {
                            staff.stopAll(jail.id());
                        }
                    });
                }
            }
        }

        private static Duration hour(int day, Dice draw) {
            return draw.between(Duration.ofDays(day), Duration.ofDays(day + 1L));
        }

        void runFor(Duration span) {
            var end = stage.now.plus(span);
            staff.look();
            stage.planPoll();
            while (stage.agenda.next().filter(t -> !t.isAfter(end)).isPresent()) {
                var at = stage.agenda.next().orElseThrow();
                stage.now = at.isAfter(stage.now) ? at : stage.now;
                if (++steps > STEPS_MOST || staff.entriesRead() > ENTRIES_MOST) {
                    throw new PromiseBroken(List.of("seed " + seed + ", SPIN: the world goes round in circles at "
                            + stage.now + "; something is due again and again"));
                }
                stage.agenda.take().run();
                staff.look();
                stage.planPoll();
            }
            stage.now = end;
        }

        void heal() {
            stage.heal();
            healed = Optional.of(stage.now);
            lines.values().forEach(FeedLine::heal);
            jails.forEach(j -> {
                staff.resume(j.id());
                staff.decidePaused(j.id(), true);
            });
        }

        Evidence evidence() {
            return new Evidence(
                    stage.memory.journal(),
                    jails,
                    first,
                    stage.log.books,
                    stage.log.received,
                    stage.log.told,
                    stage.log.reminded,
                    stage.log.receipts,
                    stage.log.filed,
                    stage.log.heard,
                    stage.log.sent,
                    stage.log.acknowledgedFeed,
                    healed,
                    faults.delayMax(),
                    stage.now);
        }
    }
}
