package org.sallyport.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.custody.CustodyFact;
import org.sallyport.notice.EpisodeEvent;

/** The usual trial of one seed: three days in which everything goes wrong, then forty-five in which nothing does. */
public final class Simulation {
    private static final Duration TROUBLE = Duration.ofDays(4);
    private static final Duration CALM = Duration.ofDays(45);
    private static final double DAYS_PER_YEAR = 365.25;
    private static final int JAILS = 2;

    private Simulation() {}

    /**
     * What became of one seed.
     *
     * @param seed            the seed
     * @param entries         entries of the journal
     * @param bookings        people booked
     * @param attempts        attempts to deliver a notice
     * @param jailYears       jail-years that passed
     * @param counterExamples promises broken, each with what broke it; none when all hold
     */
    public record Result(
            long seed, int entries, int bookings, int attempts, double jailYears, List<String> counterExamples) {
        /** Whether every promise held. */
        public boolean holds() {
            return counterExamples.isEmpty();
        }
    }

    /** Runs the trial of this seed. */
    public static Result run(long seed) {
        return run(seed, faults(seed), Stage.Tampering.NONE);
    }

    static Result run(long seed, Faults faults, Stage.Tampering tampering) {
        var world = World.seeded(seed).with(faults).tampering(tampering);
        var broken = new ArrayList<String>();
        try {
            world.runFor(TROUBLE);
            world.check(Checkers.SAFETY);
            world.heal();
            world.runFor(CALM);
            var all = new ArrayList<>(Checkers.SAFETY);
            all.addAll(Checkers.LIVENESS);
            world.check(all);
        } catch (PromiseBroken counter) {
            broken.addAll(counter.counterExamples());
        }
        var journal = world.evidence().journal();
        int bookings = 0;
        int attempts = 0;
        for (var entry : journal) {
            if (entry.event() instanceof EpisodeEvent.FactReceived(var e) && e.fact() instanceof CustodyFact.Booked) {
                bookings++;
            } else if (entry.event() instanceof EpisodeEvent.AttemptStarted) {
                attempts++;
            }
        }
        double years = JAILS * TROUBLE.plus(CALM).toDays() / DAYS_PER_YEAR;
        return new Result(seed, journal.size(), bookings, attempts, years, List.copyOf(broken));
    }

    /** Most seeds have all faults, some none but late data, some each kind alone. */
    private static Faults faults(long seed) {
        return switch ((int) Math.floorMod(seed, 8)) {
            case 0 -> Faults.NONE;
            case 1 -> Faults.NONE.drop(0.3).duplicate(0.3).unanswered(0.2);
            case 2 -> Faults.NONE.crash(0.04).race(0.1);
            default -> Faults.ALL;
        };
    }
}
