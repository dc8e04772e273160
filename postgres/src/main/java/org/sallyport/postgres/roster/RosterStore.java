package org.sallyport.postgres.roster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Roster;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.custody.RosterState;

/**
 * Port to what a facility's rosters have said. A roster is taken in by one step that keeps its state and what follows
 * from it, and then recorded event by event: a node that stops half-way leaves the rest owed, and any node goes on.
 */
public interface RosterStore {
    /** Does work while no other node takes in a roster of this facility. What the work keeps, it keeps step by step. */
    <T> T holding(FacilityId facility, Supplier<T> work);

    /** The mapping file, as it was set. */
    Optional<byte[]> mapping(FacilityId facility);

    /** Sets the mapping file. */
    void mapping(FacilityId facility, byte[] json, String by, Instant at);

    /** What the rosters have said; {@link RosterState#NONE} before the first. */
    RosterState state(FacilityId facility);

    /** When the last roster taken in was taken; empty before the first. */
    Optional<Instant> lastTaken(FacilityId facility);

    /** Keeps a state alone. */
    void state(FacilityId facility, RosterState state);

    /** Keeps what a roster came to, in one step; a refused roster no newer than it is let go. */
    void taken(FacilityId facility, Taken taken);

    /**
     * What a roster came to.
     *
     * @param state   what the rosters have said from now on
     * @param lines   the events to be recorded, each as one line of the feed
     * @param counts  what it came to
     * @param asked   whom the desk is asked about
     * @param settled stays about which nothing is left to ask
     */
    record Taken(RosterState state, List<byte[]> lines, Counts counts, List<Question> asked, List<EpisodeId> settled) {}

    /** The next lines to be recorded, in order; empty when none is left. */
    List<byte[]> owed(FacilityId facility, int most);

    /** These first lines are recorded. */
    void recorded(FacilityId facility, int lines);

    /** A roster whose lines may all be recorded but of which the desk has not heard yet. */
    Optional<Unfinished> unfinished(FacilityId facility);

    /** The roster, and what it came to. */
    record Unfinished(Instant takenAt, Counts counts) {}

    /** The desk has heard of it. */
    void finished(FacilityId facility);

    /** Keeps a roster that lost many, in place of an older one, until a supervisor accepts it. */
    void refuse(Roster roster, int lost, int present);

    /** The roster that waits for a supervisor. */
    Optional<Refused> refused(FacilityId facility);

    /** A refused roster, how many it lacks, and how many the roster before it listed. */
    record Refused(Roster roster, int lost, int present) {
        @Override
        public String toString() {
            return "roster of " + roster.facility() + " taken at " + roster.takenAt();
        }
    }

    /** Lets the refused roster go. */
    void letGo(FacilityId facility);

    /**
     * Forgets bookings: what rosters said of them, their lines in a refused roster, and lines that are still owed.
     *
     * @param speaks whether an owed line speaks of them
     */
    default void forget(FacilityId facility, Set<String> bookings, Predicate<String> speaks) {
        holding(facility, () -> {
            var state = state(facility);
            if (!Collections.disjoint(state.listed().keySet(), bookings)) {
                state(facility, state.without(bookings));
            }
            refused(facility).ifPresent(r -> refuse(r.roster().without(bookings), r.lost(), r.present()));
            dropOwed(facility, line -> speaks.test(new String(line, UTF_8)));
            return facility;
        });
    }

    /** Drops owed lines, wherever they stand among the others. */
    void dropOwed(FacilityId facility, Predicate<byte[]> which);

    /** Whom the desk is asked about, longest missed first. */
    List<Question> questions(FacilityId facility);

    /** Has this person left? The stay, the roster that listed it last, the first that lacks it (UTC instants). */
    record Question(EpisodeId episode, Instant seenAt, Instant missedAt) {}

    /** Nothing is left to ask about this stay; whether there was. */
    boolean settle(FacilityId facility, EpisodeId episode);
}
