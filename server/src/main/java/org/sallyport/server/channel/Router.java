package org.sallyport.server.channel;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.delivery.Channel;
import org.sallyport.desk.Outgoing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each thing by the channel its route names, on a thread of its own, and counts how it went. */
public final class Router implements Channel, AutoCloseable {
    /** The least a lease must still last for an attempt to begin. */
    private static final Duration LEAST_LEASE = Duration.ofSeconds(20);

    private static final int AT_ONCE = 256;
    private static final Duration LAST_WORDS = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final NoticeChannels notices;
    private final ReminderChannel reminders;
    private final RoleChannel roles;
    private final InstantSource business;
    private final MeterRegistry meters;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * A router.
     *
     * @param business the business clock, by which leases are given
     */
    public Router(
            NoticeChannels notices,
            ReminderChannel reminders,
            RoleChannel roles,
            InstantSource business,
            MeterRegistry meters) {
        this.notices = notices;
        this.reminders = reminders;
        this.roles = roles;
        this.business = business;
        this.meters = meters;
        meters.gauge("sallyport.channel.in.flight", inFlight);
    }

    /** Hand-overs begun and not yet answered. */
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public void send(Outgoing outgoing, Result result) {
        inFlight.incrementAndGet();
        try {
            threads.execute(() -> carry(outgoing, result));
        } catch (RejectedExecutionException _) {
            inFlight.decrementAndGet(); // stopping: the lease ends the attempt
        }
    }

    private void carry(Outgoing outgoing, Result result) {
        try {
            atOnce.acquire();
            Handed handed;
            try {
                handed = hand(outgoing);
            } finally {
                atOnce.release();
            }
            meters.counter("sallyport.attempts", "channel", word(outgoing), "result", handed.detail())
                    .increment();
            if (handed.ended()) {
                result.ended(handed.taken(), handed.detail());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            meters.counter("sallyport.attempts.faults", "channel", word(outgoing))
                    .increment();
            LOG.error(
                    "An attempt by {} ended in {}; its lease ends it",
                    word(outgoing),
                    e.getClass().getName());
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private Handed hand(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.ToAgency notice
            when business.instant().plus(LEAST_LEASE).isAfter(notice.leaseUntil()) -> Handed.failed("lease-too-short");
            case Outgoing.ToAgency notice -> notices.hand(notice);
            case Outgoing.ToRequester reminder -> reminders.hand(reminder);
            case Outgoing.ToFacility _ -> Handed.taken("here"); // no wire between: its result is the desk's own doing
            case Outgoing.ToRole alarm -> roles.hand(List.of(alarm));
            case Outgoing.ToRoleAtOnce several -> roles.hand(several.alarms());
        };
    }

    private static String word(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.ToAgency notice -> notice.route().channel();
            case Outgoing.ToRequester _ -> "reminder";
            case Outgoing.ToFacility _ -> "relay";
            case Outgoing.ToRole _, Outgoing.ToRoleAtOnce _ -> "role";
        };
    }

    /** Takes no more, and waits for what is on its way. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
