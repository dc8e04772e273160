package org.sallyport.server.worker;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reconciliation;
import org.sallyport.desk.Reply;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestId;

/**
 * The desk as HTTP and the console reach it: what a command owes to channels is handed over at once, after its commit,
 * without waiting for the next round.
 */
public final class FrontDesk {
    private final Desk desk;
    private final DeliveryRound round;

    /** The desk, and the round that hands over what it owes. */
    public FrontDesk(Desk desk, DeliveryRound round) {
        this.desk = desk;
        this.round = round;
    }

    /** Takes in a batch of a feed. */
    public Desk.Taken accept(FacilityId facility, List<FeedEvent> batch, Function<FeedEvent, String> digest) {
        var taken = desk.accept(facility, batch, digest);
        round.dispatch(taken.outgoing());
        return taken;
    }

    /** Files a request. */
    public Desk.Filed file(RequestId id, NotificationRequest request, List<String> defects) {
        var filed = desk.file(id, request, defects);
        round.dispatch(filed.outgoing());
        return filed;
    }

    /** Gives a command whose reply may owe something to channels. */
    public Reply command(Function<Desk, Reply> command) {
        var reply = command.apply(desk);
        if (reply instanceof Reply.Done(var outgoing)) {
            round.dispatch(outgoing);
        }
        return reply;
    }

    /** Compares the next part of a facility's records and hands over what a difference kept from leaving. */
    public Optional<Desk.Reconciled> reconcile(FacilityId facility, Reconciliation.Rhythm rhythm) {
        var looked = desk.reconcile(facility, rhythm);
        looked.ifPresent(found -> round.dispatch(found.outgoing()));
        return looked;
    }

    /** The desk itself, for commands that owe nothing to channels. */
    public Desk desk() {
        return desk;
    }
}
