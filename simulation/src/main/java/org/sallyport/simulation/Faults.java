package org.sallyport.simulation;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What goes wrong, each with how often. Shares are 0 to 1.
 *
 * @param dropped      messages that never arrive
 * @param duplicated   messages that arrive once more later
 * @param unanswered   messages that arrive while their answer gets lost: a time-out after delivery
 * @param delayMax     how late a delayed message may be; out of order follows from it
 * @param lying        hand-overs the provider says it took and then loses
 * @param crashed      operations in which the node's process dies, before, in the middle or after
 * @param restartMax   how long a dead node stays down
 * @param raced        transactions that lose a race and run again, while another node does its work between
 * @param skewMax      how far a node's clock may be off, either way
 * @param stepMax      how far a node's clock may jump when it restarts
 * @param silentFeeds  share of days on which a facility's feed falls silent, an hour at least
 * @param silentMax    how long it may then be silent
 * @param lateStaff    questions that staff answer hours late
 * @param silentStaff  questions that staff never answer
 * @param stopped      days on which a supervisor stops all sending for a while
 * @param massUpdates  days on which a jail's system says of everybody that they left or soon leave, and takes it
 *                     back hours later (FIELD, F1)
 */
public record Faults(
        double dropped,
        double duplicated,
        double unanswered,
        Duration delayMax,
        double lying,
        double crashed,
        Duration restartMax,
        double raced,
        Duration skewMax,
        Duration stepMax,
        double silentFeeds,
        Duration silentMax,
        double lateStaff,
        double silentStaff,
        double stopped,
        double massUpdates) {

    /** Nothing goes wrong, and staff answer within minutes. */
    public static final Faults NONE = new Faults(
            0,
            0,
            0,
            Duration.ZERO,
            0,
            0,
            Duration.ZERO,
            0,
            Duration.ZERO,
            Duration.ZERO,
            0,
            Duration.ofHours(9),
            0,
            0,
            0,
            0);

    /** Everything goes wrong, often. */
    public static final Faults ALL = NONE.drop(0.1)
            .duplicate(0.08)
            .unanswered(0.08)
            .delayMax(Duration.ofHours(2))
            .lie(0.05)
            .crash(0.01)
            .race(0.05)
            .clocks(Duration.ofSeconds(2), Duration.ofSeconds(40))
            .silence(0.3)
            .staff(0.3, 0.2)
            .stop(0.15)
            .massUpdates(0.15);

    /** The same with this share of messages lost. */
    public Faults drop(double share) {
        return edit(f -> f.dropped = share);
    }

    /** The same with this share of messages arriving twice. */
    public Faults duplicate(double share) {
        return edit(f -> f.duplicated = share);
    }

    /** The same with this share of answers lost. */
    public Faults unanswered(double share) {
        return edit(f -> f.unanswered = share);
    }

    /** The same with messages up to this late. */
    public Faults delayMax(Duration longest) {
        return edit(f -> f.delayMax = longest);
    }

    /** The same with this share of hand-overs claimed and lost. */
    public Faults lie(double share) {
        return edit(f -> f.lying = share);
    }

    /** The same with this share of operations in which the process dies, for up to ten minutes. */
    public Faults crash(double share) {
        return edit(f -> {
            f.crashed = share;
            f.restartMax = Duration.ofMinutes(10);
        });
    }

    /** The same with this share of transactions that lose a race. */
    public Faults race(double share) {
        return edit(f -> f.raced = share);
    }

    /** The same with clocks off by so much, and jumping by so much. */
    public Faults clocks(Duration skew, Duration step) {
        return edit(f -> {
            f.skewMax = skew;
            f.stepMax = step;
        });
    }

    /** The same with feeds silent on this share of days. */
    public Faults silence(double share) {
        return edit(f -> f.silentFeeds = share);
    }

    /** The same with feeds that stay silent up to so long, an hour at least. */
    public Faults silentMax(Duration longest) {
        return edit(f -> f.silentMax = longest);
    }

    /** The same with these shares of questions answered late and never. */
    public Faults staff(double late, double never) {
        return edit(f -> {
            f.lateStaff = late;
            f.silentStaff = never;
        });
    }

    /** The same with all sending stopped on this share of days. */
    public Faults stop(double share) {
        return edit(f -> f.stopped = share);
    }

    /** The same with a mass false update on this share of days. */
    public Faults massUpdates(double share) {
        return edit(f -> f.massUpdates = share);
    }

    private Faults edit(Consumer<Edit> how) {
        var edit = new Edit(this);
        how.accept(edit);
        return edit.done();
    }

    private static final class Edit {
        private double dropped;
        private double duplicated;
        private double unanswered;
        private Duration delayMax;
        private double lying;
        private double crashed;
        private Duration restartMax;
        private double raced;
        private Duration skewMax;
        private Duration stepMax;
        private double silentFeeds;
        private Duration silentMax;
        private double lateStaff;
        private double silentStaff;
        private double stopped;
        private double massUpdates;

        private Edit(Faults of) {
            dropped = of.dropped;
            duplicated = of.duplicated;
            unanswered = of.unanswered;
            delayMax = of.delayMax;
            lying = of.lying;
            crashed = of.crashed;
            restartMax = of.restartMax;
            raced = of.raced;
            skewMax = of.skewMax;
            stepMax = of.stepMax;
            silentFeeds = of.silentFeeds;
            silentMax = of.silentMax;
            lateStaff = of.lateStaff;
            silentStaff = of.silentStaff;
            stopped = of.stopped;
            massUpdates = of.massUpdates;
        }

        private Faults done() {
            return new Faults(
                    dropped,
                    duplicated,
                    unanswered,
                    delayMax,
                    lying,
                    crashed,
                    restartMax,
                    raced,
                    skewMax,
                    stepMax,
                    silentFeeds,
                    silentMax,
                    lateStaff,
                    silentStaff,
                    stopped,
                    massUpdates);
        }
    }
}
