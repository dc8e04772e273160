package org.sallyport.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Outgoing;
import org.sallyport.desk.Reply;
import org.sallyport.journal.EntryAltered;

/**
 * One pass over what is due: wakes stays, requests and facilities whose moment has come, hands what they owe to its
 * channel after commit, and returns each result to the desk as a command. The same class runs in production and in the
 * simulator.
 */
public final class DeliveryRound {
    private static final int MOST = 100;

    private final Desk desk;
    private final Channel channel;
    private final Set<FacilityId> held = ConcurrentHashMap.newKeySet();

    /** A round over a desk; {@code channel} reaches agencies and roles alike. */
    public DeliveryRound(Desk desk, Channel channel) {
        this.desk = desk;
        this.channel = channel;
    }

    /**
     * Runs one pass; returns how many hand-overs it started. A facility whose own record was altered is held from then
     * on: nothing of it is looked at, and all others are.
     */
    public int run() {
        int started = 0;
        for (var facility : due()) {
            try {
                var outgoing = desk.wake(facility, MOST);
                dispatch(outgoing);
                started += outgoing.size();
            } catch (EntryAltered _) {
                held.add(facility);
            }
        }
        return started;
    }

    /** The facilities where anything is due, without those held. */
    public Set<FacilityId> due() {
        var due = new TreeSet<>(desk.due());
        due.removeAll(held);
        return due;
    }

    /** Has the facilities held tried again: their records may be what they were. */
    public void tryHeldAgain() {
        held.clear();
    }

    /** Hands over what a command or a feed batch produced; results come back to the desk. */
    public void dispatch(List<Outgoing> outgoing) {
        for (var out : gathered(outgoing)) {
            switch (out) {
                case Outgoing.ToAgency notice -> channel.send(notice, (taken, detail) -> ended(notice, taken, detail));
                case Outgoing.ToRequester reminder ->
                    channel.send(reminder, (taken, _) -> desk.reminderTried(reminder, taken));
                case Outgoing.ToFacility relay -> channel.send(relay, (_, _) -> passOn(relay));
                case Outgoing.ToRoleAtOnce several ->
                    channel.send(several, (taken, _) -> several.alarms().forEach(role -> desk.alarmTried(role, taken)));
                case Outgoing.ToRole role -> channel.send(role, (taken, _) -> desk.alarmTried(role, taken));
            }
        }
    }

    /** Alarms to one role of one facility go in one message: a bad hour must not fill a mailbox. */
    private static List<Outgoing> gathered(List<Outgoing> outgoing) {
        var toRoles = new LinkedHashMap<String, List<Outgoing.ToRole>>();
        var all = new ArrayList<Outgoing>();
        for (var out : outgoing) {
            if (out instanceof Outgoing.ToRole role) {
                var whom = role.facility() + " " + role.alarm().role() + " " + role.address();
                toRoles.computeIfAbsent(whom, _ -> new ArrayList<>()).add(role);
            } else {
                all.add(out);
            }
        }
        toRoles.values()
                .forEach(alarms -> all.add(alarms.size() == 1 ? alarms.getFirst() : new Outgoing.ToRoleAtOnce(alarms)));
        return all;
    }

    private void passOn(Outgoing.ToFacility relay) {
        if (desk.passOn(relay) instanceof Reply.Done(var more)) {
            dispatch(more);
        }
    }

    private void ended(Outgoing.ToAgency notice, boolean taken, String detail) {
        var reply = desk.attemptEnded(notice.content().notice(), notice.attempt(), taken, detail);
        if (reply instanceof Reply.Done(var more)) {
            dispatch(more);
        }
    }
}
