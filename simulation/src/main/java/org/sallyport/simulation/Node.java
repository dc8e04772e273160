package org.sallyport.simulation;

import java.time.Duration;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Store;

/** One process of Sallyport: a desk and a delivery loop over the common store, with a clock of its own. */
final class Node {
    private final Desk desk;
    private final DeliveryRound round;
    Duration clockOff = Duration.ZERO;
    boolean up = true;
    int life;

    Node(Store store, Wire wire) {
        this.desk = new Desk(store);
        this.round = new DeliveryRound(desk, wire.of(this));
    }

    Desk desk() {
        return desk;
    }

    DeliveryRound round() {
        return round;
    }

    /** Hands over what a command led to, as the shell does after commit. */
    Reply carry(Reply reply) {
        if (reply instanceof Reply.Done(var outgoing)) {
            round.dispatch(outgoing);
        }
        return reply;
    }
}
