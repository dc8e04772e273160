package org.sallyport.server.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reconciliation.Rhythm;
import org.sallyport.server.lists.Lists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through every facility's records, a part at a time, and has differences put right. Any node may: each part is
 * claimed by one of them, and the rhythm is kept in the database.
 */
public final class Reconciler implements AutoCloseable {
    /** Five hundred requests or stays every half minute; an hour after all were looked at, from the beginning. */
    private static final Rhythm RHYTHM = new Rhythm(500, Duration.ofSeconds(30), Duration.ofHours(1));

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final FrontDesk desk;
    private final Lists lists;
    private final MeterRegistry meters;
    private final Looks looks = new Looks("reconciler", PAUSE, () -> pass(RHYTHM));

    /** A reconciler of every facility that {@code lists} knows. */
    public Reconciler(FrontDesk desk, Lists lists, MeterRegistry meters) {
        this.desk = desk;
        this.lists = lists;
        this.meters = meters;
    }

    /** Starts, on a thread of its own. */
    public void start() {
        looks.start();
    }

    /** Looks at the next part of each facility where one is due; returns how many differences were put right. */
    public int pass(Rhythm rhythm) {
        int found = 0;
        for (var facility : lists.facilities().stream().map(Facility::id).toList()) {
            try {
                found += one(facility, rhythm);
            } catch (RuntimeException e) {
                meters.counter("sallyport.reconciler.faults").increment();
                LOG.error(
                        "The reconciler's look at {} ended in {}",
                        facility,
                        e.getClass().getName());
            }
        }
        return found;
    }

    private int one(FacilityId facility, Rhythm rhythm) {
        return desk.reconcile(facility, rhythm).map(this::told).orElse(0);
    }

    private int told(Desk.Reconciled looked) {
        meters.counter("sallyport.reconciler.streams").increment(looked.streams());
        count("rows", looked.rows());
        count("matches", looked.matches());
        count("owed", looked.owed());
        return looked.differences();
    }

    private void count(String what, int differences) {
        meters.counter("sallyport.reconciler.differences", "what", what).increment(differences);
    }

    /** Looks no more once the part at hand is done. */
    @Override
    public void close() {
        looks.close();
    }
}
