package org.sallyport.server.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.desk.Desk;
import org.sallyport.desk.LogTrouble;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Tail;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.server.lists.Lists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every five seconds of real time how far the audit log and its witnesses have come: for metrics and health, and
 * to call a named role of every facility when something is wrong. Any number of nodes may look; the call goes out once.
 */
public final class LogWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration BEHIND_MOST = Duration.ofSeconds(10);
    private static final Duration UNCOSIGNED_MOST = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    private final Optional<OpenLog> book;
    private final LogWorker worker;
    private final Desk desk;
    private final Lists lists;
    private final Lag sequenced = new Lag(BEHIND_MOST);
    private final Lag cosigned = new Lag(UNCOSIGNED_MOST);
    private final Map<LogTrouble, Boolean> said = new EnumMap<>(LogTrouble.class);
    private final Map<LogTrouble, Boolean> told = new EnumMap<>(LogTrouble.class);
    private volatile Set<LogTrouble> troubles = Set.of();
    private volatile Tail tail = new Tail(0, 0, 0, 0);
    private @Nullable Thread loop;

    /** A watch over what a worker grows; without a log it has nothing to do. */
    public LogWatch(LogBook book, LogWorker worker, Desk desk, Lists lists, MeterRegistry meters) {
        this.book = book.log();
        this.worker = worker;
        this.desk = desk;
        this.lists = lists;
        meters.gauge("sallyport.audit.size", this, w -> w.tail.size());
        meters.gauge("sallyport.audit.unsequenced", this, w -> w.tail.unsequenced());
        meters.gauge("sallyport.audit.uncosigned", this, w -> w.tail.uncosigned());
        meters.gauge("sallyport.audit.checkpoint.age.seconds", this, w -> w.tail.checkpointAge());
        meters.gauge("sallyport.audit.troubles", this, w -> w.troubles.size());
    }

    /** Starts, on a thread of its own. */
    public synchronized void start() {
        if (loop == null) {
            loop = book.map(log -> Thread.ofVirtual().name("audit-watch").start(() -> run(log)))
                    .orElse(null);
        }
    }

    /** How far the log is behind, as of the last look. */
    public Tail tail() {
        return tail;
    }

    /** What is wrong, as of the last look. */
    public Set<LogTrouble> troubles() {
        return troubles;
    }

    private void run(OpenLog log) {
        try {
            while (true) {
                Thread.sleep(LOOK); // first, so that the worker's first pass has been
                try {
                    look(log, System.nanoTime());
                } catch (RuntimeException e) {
                    LOG.error(
                            "The audit log was not looked at: {}", e.getClass().getName());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look, at a moment of a clock that never goes back. */
    void look(OpenLog log, long nanos) {
        tail = log.log().tail();
        var witnesses = log.witnesses().all();
        late(LogTrouble.BEHIND, sequenced.at(nanos, tail.size(), tail.size() + tail.unsequenced()));
        say(LogTrouble.BROKEN, worker.isBroken());
        if (witnesses.isEmpty()) {
            say(LogTrouble.UNCOSIGNED, false);
        } else {
            late(LogTrouble.UNCOSIGNED, cosigned.at(nanos, tail.size() - tail.uncosigned(), tail.size()));
        }
        say(LogTrouble.SHRUNK, answered(witnesses, WitnessRound.SHRUNK));
        say(LogTrouble.REWRITTEN, answered(witnesses, WitnessRound.REWRITTEN));
        say(
                LogTrouble.DIFFERS,
                log.checks().latest().filter(c -> !c.code().isEmpty()).isPresent() || aRecordWasAltered());
        var present = EnumSet.noneOf(LogTrouble.class);
        said.forEach((trouble, is) -> {
            if (is) {
                present.add(trouble);
            }
        });
        troubles = present;
    }

    /** Where it cannot be looked at, it is as it was. */
    private boolean aRecordWasAltered() {
        try {
            return !lists.altered().isEmpty() || !lists.alteredAgencies().isEmpty();
        } catch (RuntimeException _) {
            return said.getOrDefault(LogTrouble.DIFFERS, false);
        }
    }

    private static boolean answered(List<Witnesses.Kept> witnesses, String fault) {
        return witnesses.stream().anyMatch(w -> w.fault().equals(fault));
    }

    private void late(LogTrouble trouble, Lag.Verdict verdict) {
        switch (verdict) {
            case IN_TIME -> say(trouble, false);
            case LATE -> say(trouble, true);
            case UNKNOWN -> {}
        }
    }

    /** Says what changed since this node last said it; whether it is news for a facility, its desk knows. */
    private void say(LogTrouble trouble, boolean present) {
        var before = said.put(trouble, present);
        boolean changed = before == null || before != present;
        if (changed && present) {
            LOG.error("{}. See docs/operations.md, Audit log", LogWords.of(trouble));
        } else if (changed && before != null) {
            LOG.info("No longer: {}", LogWords.of(trouble));
        }
        var recorded = told.get(trouble);
        if (recorded == null || recorded != present) {
            tell(trouble, present, changed);
        }
    }

    /** Nothing can be added to a record that was altered: its facility is called by the record watch. */
    private void tell(LogTrouble trouble, boolean present, boolean aloud) {
        try {
            for (var facility : lists.facilities()) {
                desk.logStands(facility.id(), trouble, present);
            }
            told.put(trouble, present);
        } catch (RuntimeException e) {
            if (aloud) {
                LOG.error("No alarm can be recorded: {}", e.getClass().getName());
            }
        }
    }

    /** Looks no more. */
    @Override
    public synchronized void close() {
        var running = loop;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
