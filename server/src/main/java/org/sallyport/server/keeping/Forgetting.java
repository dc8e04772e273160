package org.sallyport.server.keeping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.ExpungementScope;
import org.sallyport.desk.Reply;
import org.sallyport.postgres.Upkeep;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.postgres.roster.RosterStore;
import org.sallyport.server.lists.Lists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries confirmed expungements out: first what lies outside the journal, then the keys. Stopped in between it begins
 * again; the order stands as confirmed until the keys are gone.
 */
public final class Forgetting implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int QUARANTINED_MOST = 100_000;
    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private final Desk desk;
    private final Lists lists;
    private final Quarantine quarantine;
    private final RosterStore rosters;
    private final Optional<Upkeep> upkeep;
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread loop;

    /** Carries out at this desk. */
    public Forgetting(Desk desk, Lists lists, Quarantine quarantine, RosterStore rosters, Optional<Upkeep> upkeep) {
        this.desk = desk;
        this.lists = lists;
        this.quarantine = quarantine;
        this.rosters = rosters;
        this.upkeep = upkeep;
    }

    /** Keeps something of persons outside the database. */
    @FunctionalInterface
    public interface Place {
        /** Forgets what speaks of any of these, and throws when it cannot; the same again changes nothing. */
        void forget(FacilityId facility, Collection<ExpungementScope> scopes);
    }

    /** From now on this place forgets too. */
    public void with(Place place) {
        places.add(place);
    }

    /** Starts looking, on a thread of its own. */
    public synchronized void start() {
        if (loop == null) {
            loop = Thread.ofVirtual().name("forgetting").start(this::run);
        }
    }

    private void run() {
        try {
            do {
                look();
            } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            pass();
        } catch (RuntimeException e) {
            LOG.error(
                    "An expungement could not be carried out: {}", e.getClass().getName());
        }
    }

    /** Carries out whatever waits for nobody any more; how many. */
    public synchronized int pass() {
        int done = 0;
        for (var facility : lists.facilities()) {
            for (var order : desk.ripeExpungements(facility.id())) {
                done += carryOut(facility, order) ? 1 : 0;
            }
        }
        if (done > 0) {
            swept();
        }
        return done;
    }

    private boolean carryOut(Facility facility, UUID order) {
        var scope = desk.scope(facility.id(), order);
        if (scope.isEmpty()) {
            return false;
        }
        int items = outside(facility.id(), List.of(scope.get()));
        if (desk.destroy(facility.id(), order) instanceof Reply.Refused) {
            return false;
        }
        LOG.info(
                "Expungement {} at {} carried out: {} streams, {} quarantined events",
                order,
                facility.id(),
                scope.get().streams().size(),
                items);
        return true;
    }

    /** Forgets what lies outside the journal, in one look for all of these; how many quarantined events. */
    int outside(FacilityId facility, Collection<ExpungementScope> scopes) {
        var bookings = new TreeSet<String>();
        scopes.forEach(s -> bookings.addAll(s.bookings()));
        rosters.forget(facility, bookings, text -> scopes.stream().anyMatch(s -> s.isIn(text)));
        places.forEach(place -> place.forget(facility, scopes));
        return quarantined(facility, scopes);
    }

    /** Clears away what destroyed records left; once for many. */
    void swept() {
        upkeep.ifPresent(Upkeep::sweep);
    }

    private int quarantined(FacilityId facility, Collection<ExpungementScope> scopes) {
        var found = new ArrayList<String>();
        for (var item : quarantine.waiting(facility, QUARANTINED_MOST)) {
            quarantine
                    .open(facility, item.id())
                    .filter(opened -> scopes.stream().anyMatch(s -> s.isIn(opened.raw())))
                    .ifPresent(_ -> found.add(item.id()));
        }
        found.forEach(id -> quarantine.release(facility, id));
        return found.size();
    }

    @Override
    public synchronized void close() {
        stop.countDown();
    }
}
