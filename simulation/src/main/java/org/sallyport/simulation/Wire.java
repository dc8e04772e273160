package org.sallyport.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.delivery.Channel;
import org.sallyport.desk.Outgoing;
import org.sallyport.simulation.chance.Dice;

/** The way from a node to agencies and roles: it loses, repeats, delays, and lies about it. */
final class Wire {
    /** How long a worker waits for a provider; shorter than a lease. */
    private static final Duration TIME_OUT = Duration.ofSeconds(30);

    private final Stage stage;
    private final Dice dice;
    private final Stage.Tampering tampering;
    private final List<Consumer<Evidence.Received>> receivers = new ArrayList<>();

    Wire(Stage stage, Dice dice, Stage.Tampering tampering) {
        this.stage = stage;
        this.dice = dice;
        this.tampering = tampering;
    }

    /** Tells this receiver of everything that arrives anywhere. */
    void receivedBy(Consumer<Evidence.Received> receiver) {
        receivers.add(receiver);
    }

    /** The channel of one node. Results of a process that died meanwhile are lost. */
    Channel of(Node node) {
        return tampering.channel((outgoing, result) -> {
            if (stage.happens(stage.faults.crashed() / 3)) {
                throw new ProcessDied();
            }
            int life = node.life;
            hand(outgoing, (taken, detail) -> {
                if (node.life == life) {
                    stage.on(node, _ -> {
                        result.ended(taken, detail);
                        return taken;
                    });
                }
            });
        });
    }

    private void hand(Outgoing outgoing, Channel.Result result) {
        var faults = stage.faults;
        if (outgoing instanceof Outgoing.ToAgency && stage.happens(faults.lying())) {
            stage.after(stage.delay(), () -> result.ended(true, "accepted"));
            return;
        }
        if (stage.happens(faults.dropped())) {
            fail(result);
            return;
        }
        if (stage.happens(faults.duplicated())) {
            stage.after(stage.delay().plus(stage.delay()), () -> deliver(outgoing));
        }
        var arrives = stage.delay();
        stage.after(arrives, () -> deliver(outgoing));
        boolean inTime = arrives.compareTo(TIME_OUT) < 0 && !stage.happens(faults.unanswered());
        if (inTime) {
            stage.after(arrives.plusMillis(30), () -> result.ended(true, "accepted"));
        } else {
            fail(result);
        }
    }

    /** Nothing came back in time; now and then the worker does not even learn that. */
    private void fail(Channel.Result result) {
        if (dice.chance(0.8)) {
            stage.after(TIME_OUT, () -> result.ended(false, "time-out"));
        }
    }

    private void deliver(Outgoing outgoing) {
        switch (outgoing) {
            case Outgoing.ToAgency(var _, var _, var content, var attempt, var _, var _, var _) -> {
                var got = new Evidence.Received(stage.now, content.agency(), content, attempt);
                stage.log.received.add(got);
                receivers.forEach(r -> r.accept(got));
            }
            case Outgoing.ToRequester reminder ->
                stage.log.reminded.add(new Evidence.Reminded(stage.now, reminder.agency(), reminder.reminder()));
            case Outgoing.ToFacility _ -> {}
            case Outgoing.ToRoleAtOnce several -> several.alarms().forEach(this::deliver);
            case Outgoing.ToRole(var facility, var _, var alarm, var _) ->
                stage.log.told.add(new Evidence.Told(stage.now, facility, alarm));
        }
    }
}
