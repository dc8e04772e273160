package org.sallyport.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.simulation.chance.Dice;

/**
 * Most of those who are transferred go to another jail of the same world, are booked there, and leave it in days. Some
 * did not: the jail says so hours later.
 */
final class Transfers {
    private final Stage stage;
    private final List<Facility> jails;
    private final Dice dice;
    private final BiConsumer<Facility, FeedEvent> feeds;
    private final Map<String, Person> people = new HashMap<>();
    private int moved;

    Transfers(Stage stage, List<Facility> jails, Dice dice, BiConsumer<Facility, FeedEvent> feeds) {
        this.stage = stage;
        this.jails = jails;
        this.dice = dice;
        this.feeds = feeds;
    }

    /** What the jail says of it, once it knows where somebody goes. */
    FeedEvent seen(Facility jail, FeedEvent event) {
        var who = jail.id() + " " + event.subject();
        if (event.fact() instanceof CustodyFact.Booked(var person, var _, var _, var _)) {
            people.put(who, person);
        }
        var others = jails.stream().filter(j -> !j.equals(jail)).toList();
        if (others.isEmpty()
                || !(event.fact() instanceof CustodyFact.Released(var earliest, var latest, var reason, var _))
                || reason != ReleaseReason.TRANSFER
                || !dice.chance(0.8)) {
            return event;
        }
        var there = dice.pick(others);
        if (dice.chance(0.5)) {
            mistaken(jail, event, new CustodyFact.Released(earliest, latest, ReleaseReason.BOND, ""));
        } else {
            Optional.ofNullable(people.get(who)).ifPresent(person -> arrives(there, person));
        }
        return said(
                event,
                event.id(),
                new CustodyFact.Released(earliest, latest, reason, there.id().path()));
    }

    private void mistaken(Facility jail, FeedEvent event, CustodyFact so) {
        var said = said(event, event.id() + "-not", new CustodyFact.Corrected(event.id(), Optional.of(so)));
        stage.after(dice.between(Duration.ofMinutes(20), Duration.ofHours(30)), () -> feeds.accept(jail, said));
    }

    /** The booking may be on record there before the transfer is here. */
    private void arrives(Facility there, Person person) {
        var booking = "T26-" + ++moved;
        var in = dice.between(Duration.ZERO, Duration.ofHours(5));
        var left = in.plus(dice.between(Duration.ofHours(6), Duration.ofDays(6)));
        stage.after(in, () -> {
            tell(there, booking, 1, new CustodyFact.Booked(person, stage.now, "", Known.NO));
            var out = stage.now.plus(left);
            tell(
                    there,
                    booking,
                    2,
                    new CustodyFact.ReleaseProjected(out, Basis.SENTENCE_END, Certainty.SCHEDULED, false));
        });
        stage.after(
                in.plus(left),
                () -> tell(
                        there,
                        booking,
                        3,
                        new CustodyFact.Released(stage.now, stage.now, ReleaseReason.TIME_SERVED, "")));
    }

    private void tell(Facility there, String booking, int number, CustodyFact fact) {
        feeds.accept(
                there,
                new FeedEvent(
                        "t-" + booking + "-" + number,
                        "/" + there.id().path(),
                        there.id(),
                        booking,
                        Optional.of(BigDecimal.valueOf(number)),
                        stage.now,
                        Optional.empty(),
                        stage.now,
                        fact));
    }

    private static FeedEvent said(FeedEvent e, String id, CustodyFact fact) {
        return new FeedEvent(
                id,
                e.source(),
                e.facility(),
                e.subject(),
                e.sequence(),
                e.time(),
                e.recordedAt(),
                e.receivedAt(),
                fact);
    }
}
