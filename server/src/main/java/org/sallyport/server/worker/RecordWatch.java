package org.sallyport.server.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.sallyport.custody.FacilityId;
import org.sallyport.delivery.Channel;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Outgoing;
import org.sallyport.notice.Alarm;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.server.lists.Lists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every five seconds of real time whether a facility's own record was altered: says so in the log and in the
 * metrics, writes to the facility's supervisor once a day, and has the facility served again once its record is what it
 * was. The alarm cannot be recorded where it belongs, so each node keeps it in memory and writes by itself.
 */
public final class RecordWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(RecordWatch.class);

    private final Lists lists;
    private final DeliveryRound round;
    private final Channel channel;
    private final InstantSource realTime;
    private final Map<FacilityId, Instant> nextCall = new ConcurrentHashMap<>();
    private final Looks looks = new Looks("record-watch", LOOK, this::look);
    private volatile List<AlteredFacility> altered = List.of();

    /** A watch; {@code channel} reaches roles. */
    public RecordWatch(
            Lists lists, DeliveryRound round, Channel channel, InstantSource realTime, MeterRegistry meters) {
        this.lists = lists;
        this.round = round;
        this.channel = channel;
        this.realTime = realTime;
        meters.gauge("sallyport.facilities.altered", this, w -> w.altered.size());
    }

    /** Starts, on a thread of its own. */
    public void start() {
        looks.start();
    }

    private void look() {
        var found = lists.altered();
        say(altered, found);
        altered = found;
        round.tryHeldAgain();
        found.forEach(this::call);
    }

    private void say(List<AlteredFacility> before, List<AlteredFacility> now) {
        var known = names(before).keySet();
        var still = names(now);
        still.forEach((id, sentence) -> {
            if (!known.contains(id)) {
                LOG.error("{} All others are. See docs/operations.md, An altered record", sentence);
            }
        });
        for (var id : known) {
            if (!still.containsKey(id)) {
                nextCall.remove(id);
                LOG.info("{} is served again: its record is what was recorded", id);
            }
        }
    }

    private static Map<FacilityId, String> names(List<AlteredFacility> altered) {
        return altered.stream().collect(Collectors.toMap(AlteredFacility::facility, AlteredFacility::sentence));
    }

    private void call(AlteredFacility one) {
        var now = realTime.instant();
        var due = nextCall.getOrDefault(one.facility(), now);
        if (due.isAfter(now)) {
            return;
        }
        nextCall.put(one.facility(), now.plus(AFTER_FAILURE));
        var about = one.facility() + " " + LocalDate.ofInstant(now, ZoneOffset.UTC);
        var alarm = Alarm.raise("record-altered", "supervisor", about, now);
        var address = one.contacts().getOrDefault(alarm.role(), "");
        channel.send(new Outgoing.ToRole(one.facility(), Optional.empty(), alarm, address), (taken, _) -> {
            if (taken) {
                nextCall.replace(one.facility(), now.plus(AGAIN));
            }
        });
    }

    @Override
    public void close() {
        looks.close();
    }
}
