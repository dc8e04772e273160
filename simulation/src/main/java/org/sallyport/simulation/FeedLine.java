package org.sallyport.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.desk.Desk;
import org.sallyport.simulation.chance.Dice;

/**
 * One jail's feed: keeps each event until Sallyport says it has it. Posts overtake each other. While the line is silent
 * events pile up and come in batches afterwards.
 */
final class FeedLine {
    private static final int BATCH_MOST = 50;

    private final Stage stage;
    private final Facility facility;
    private final Dice dice;
    private final ArrayDeque<FeedEvent> held = new ArrayDeque<>();
    private final Map<String, BigDecimal> inside = new TreeMap<>();
    private Instant silentUntil = Instant.MIN;
    private int massUpdates;

    FeedLine(Stage stage, Facility facility, Dice dice) {
        this.stage = stage;
        this.facility = facility;
        this.dice = dice;
    }

    /** The jail's system says of everybody that they left, or leave within hours, and takes it back hours later. */
    void everybodyLeaves() {
        var back = stage.now.plus(dice.between(Duration.ofMinutes(20), Duration.ofHours(6)));
        massUpdates++;
        CustodyFact gone = dice.chance(0.5)
                ? new CustodyFact.Released(stage.now, stage.now, ReleaseReason.OTHER, "")
                : new CustodyFact.ReleaseProjected(
                        stage.now.plus(Duration.ofHours(9)), Basis.COURT_ORDER, Certainty.SCHEDULED, false);
        for (var booking : List.copyOf(inside.keySet())) {
            var id = "m-" + massUpdates + "-" + booking;
            send(wrong(id, booking, "0.25", gone));
            stage.at(
                    back, () -> send(wrong(id + "c", booking, "0.5", new CustodyFact.Corrected(id, Optional.empty()))));
        }
    }

    /** Between what the jail said last of this booking and what it says next. */
    private FeedEvent wrong(String id, String booking, String after, CustodyFact fact) {
        var last = inside.getOrDefault(booking, BigDecimal.ZERO);
        return new FeedEvent(
                id,
                "/" + facility.id().path(),
                facility.id(),
                booking,
                Optional.of(last.add(new BigDecimal(after))),
                stage.now,
                Optional.empty(),
                stage.now,
                fact);
    }

    private void follow(FeedEvent event) {
        boolean ours = event.id().startsWith("m-");
        if (event.fact() instanceof CustodyFact.Booked) {
            inside.put(event.subject(), BigDecimal.ZERO);
        } else if (event.fact() instanceof CustodyFact.Released && !ours) {
            inside.remove(event.subject());
        }
        if (!ours) {
            inside.computeIfPresent(
                    event.subject(),
                    (_, last) -> event.sequence().map(last::max).orElse(last));
        }
    }

    void send(FeedEvent event) {
        follow(event);
        stage.log.sent.put(event.source() + " " + event.id(), event);
        held.add(event);
        if (!stage.now.isBefore(silentUntil)) {
            flush();
        }
    }

    /** Says that the feed is alive. */
    void beat(int count) {
        var alive = new CustodyFact.Heartbeat(facility.feedInterval());
        var source = "/" + facility.id().path();
        send(new FeedEvent(
                "h-" + count,
                source,
                facility.id(),
                "",
                Optional.empty(),
                stage.now,
                Optional.empty(),
                stage.now,
                alive));
    }

    /** The line falls silent, an hour at least. */
    void fallSilent(Duration longest) {
        silentUntil = stage.now.plus(dice.between(Duration.ofHours(1), longest));
        stage.at(silentUntil, this::flush);
    }

    void heal() {
        silentUntil = Instant.MIN;
        flush();
    }

    private void flush() {
        if (stage.now.isBefore(silentUntil)) {
            return;
        }
        while (!held.isEmpty()) {
            var batch = new ArrayList<FeedEvent>();
            while (!held.isEmpty() && batch.size() < BATCH_MOST) {
                batch.add(held.remove());
            }
            post(List.copyOf(batch));
        }
    }

    private void post(List<FeedEvent> batch) {
        stage.say(
                node -> {
                    var arrived = stage.clock();
                    var stamped =
                            batch.stream().map(e -> receivedAt(e, arrived)).toList();
                    var taken = node.desk().accept(facility.id(), stamped, FeedLine::digest);
                    stage.log
                            .heard
                            .computeIfAbsent(facility.id(), _ -> new ArrayList<>())
                            .add(stage.now);
                    node.round().dispatch(taken.outgoing());
                    return taken;
                },
                (Desk.Taken taken) -> taken.replies()
                        .forEach(r -> stage.log.acknowledgedFeed.putIfAbsent(
                                "/" + facility.id().path() + " " + r.id(), stage.now)));
    }

    private static FeedEvent receivedAt(FeedEvent e, Instant when) {
        return new FeedEvent(
                e.id(), e.source(), e.facility(), e.subject(), e.sequence(), e.time(), e.recordedAt(), when, e.fact());
    }

    private static String digest(FeedEvent e) {
        return Integer.toHexString(receivedAt(e, Instant.EPOCH).hashCode());
    }
}
