package org.sallyport.server.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Witnesses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the outside witnesses to cosign what the log signs, again and again, on any number of nodes at once. Nothing
 * waits for a witness: one that is silent leaves a tail that no one outside vouches for, and that is measured.
 */
public final class WitnessWorker implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(WitnessWorker.class);

    private final Optional<OpenLog> book;
    private final Map<String, String> said = new HashMap<>();
    private volatile List<Witnesses.Kept> known = List.of();
    private volatile boolean stopping;
    private @Nullable Thread loop;

    /** A worker for a log; without one it has nothing to do. */
    public WitnessWorker(LogBook book, MeterRegistry meters) {
        this.book = book.log();
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
        try (var round = new WitnessRound(log)) {
            while (!stopping) {
                try {
                    known = log.witnesses().all();
                    for (var witness : known) {
                        tell(witness);
                        round.ask(witness);
                    }
                    Thread.sleep(PAUSE);
                } catch (RuntimeException e) {
                    LOG.error("No witness was asked: {}", e.getClass().getName());
                    Thread.sleep(AFTER_FAULT);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
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
