package org.sallyport.server.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.NoteKey;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Witnesses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the outside witnesses to cosign what the log signs, again and again, on any number of nodes at once, each
 * witness on a thread of its own. Nothing waits for a witness, and no witness for another: one that is silent leaves a
 * tail that it does not vouch for, and that is measured.
 */
public final class WitnessWorker implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(WitnessWorker.class);

    private final Optional<OpenLog> book;
    private final Duration answer;
    private final Set<NoteKey> asking = ConcurrentHashMap.newKeySet();
    private final Map<String, String> said = new HashMap<>();
    private volatile List<Witnesses.Kept> known = List.of();
    private volatile boolean stopping;
    private @Nullable Thread loop;

    /** A worker for a log; without one it has nothing to do. */
    public WitnessWorker(LogBook book, MeterRegistry meters) {
        this(book, meters, ANSWER);
    }

    /** The same, where a witness has so long to answer. */
    WitnessWorker(LogBook book, MeterRegistry meters, Duration answer) {
        this.book = book.log();
        this.answer = answer;
        meters.gauge("sallyport.audit.witnesses", this, w -> w.known.size());
        meters.gauge(
                "sallyport.audit.witness.faults",
                this,
                w -> w.known.stream().filter(k -> !k.fault().isEmpty()).count());
        meters.gauge(
                "sallyport.audit.witness.alarms",
                this,
                w -> w.known.stream()
                        .filter(k -> WitnessRound.isAlarm(k.fault()))
                        .count());
    }

    /** Starts, on a thread of its own. */
    public synchronized void start() {
        if (loop == null) {
            loop = book.map(log -> Thread.ofVirtual().name("witnesses").start(() -> run(log)))
                    .orElse(null);
        }
    }

    /** The witnesses, as of the last look. */
    public List<Witnesses.Kept> known() {
        return known;
    }

    private void run(OpenLog log) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try (var round = new WitnessRound(log, answer)) {
            while (!stopping) {
                try {
                    known = log.witnesses().all();
                    for (var witness : known) {
                        tell(witness);
                        ask(round, witness, threads);
                    }
                    Thread.sleep(PAUSE);
                } catch (RuntimeException e) {
                    LOG.error("No witness was asked: {}", e.getClass().getName());
                    Thread.sleep(AFTER_FAULT);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    /** Asks beside all others, unless it has not answered yet. */
    private void ask(WitnessRound round, Witnesses.Kept witness, ExecutorService threads) {
        var key = witness.named().key();
        if (asking.add(key)) {
            threads.execute(() -> {
                try {
                    round.ask(witness);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException e) {
                    if (!stopping) {
                        LOG.error(
                                "Witness {} was not asked: {}",
                                key.name(),
                                e.getClass().getName());
                    }
                } finally {
                    asking.remove(key);
                }
            });
        }
    }

    /** Says once what changed. */
    private void tell(Witnesses.Kept witness) {
        var name = witness.named().key().name();
        var before = said.put(name, witness.fault());
        if (witness.fault().equals(before == null ? "" : before)) {
            return;
        }
        switch (witness.fault()) {
            case "" -> LOG.info("Witness {} cosigns again", name);
            case WitnessRound.SHRUNK ->
                LOG.error(
                        "Witness {} has cosigned {} or more entries that this log does not have: an older state was"
                                + " restored, or entries were taken away. Find out which before anything else",
                        name,
                        witness.size());
            case WitnessRound.REWRITTEN ->
                LOG.error(
                        "Witness {} has cosigned other entries than this log has: what was recorded was altered, or an"
                                + " older state was restored and went on. Find out which before anything else",
                        name);
            case WitnessRound.NOT_FOLLOWED ->
                LOG.warn("Witness {} does not follow this log: give its operator what /audit/key shows", name);
            default -> LOG.warn("Witness {} does not answer", name);
        }
    }

    /** Asks no more. */
    @Override
    public synchronized void close() {
        stopping = true;
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
