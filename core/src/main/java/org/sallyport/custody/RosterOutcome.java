package org.sallyport.custody;

import java.time.Instant;
import java.util.List;

/** What became of a roster. */
public sealed interface RosterOutcome {
    /**
     * It was taken in.
     *
     * @param events    what it says, compared with the rosters before it
     * @param state     to be handed back with the next roster
     * @param counts    what it came to
     * @param questions whom it lacks for the first time: the desk is asked at once
     * @param settled   booking keys asked about before that it lists again: nothing is left to ask
     */
    record Taken(
            List<FeedEvent> events, RosterState state, Counts counts, List<Question> questions, List<String> settled)
            implements RosterOutcome {
        /** Copies the lists. */
        public Taken {
            events = List.copyOf(events);
            questions = List.copyOf(questions);
            settled = List.copyOf(settled);
        }
    }

    /**
     * It lost more people than is likely. Nothing was taken in; the feed counts as silent until a person accepts it
     * with a reason.
     *
     * @param lost    how many it lacks
     * @param present how many the roster before it listed
     */
    record Refused(int lost, int present) implements RosterOutcome {}

    /** It is no newer than one already taken in; it says nothing new. */
    record AlreadyTaken() implements RosterOutcome {}

    /** Has this person left? The booking, the roster that listed it last and the first that lacks it (UTC instants). */
    record Question(String key, Instant seenAt, Instant missedAt) {}

    /**
     * What a roster came to.
     *
     * @param baseline   people listed by the first roster of all
     * @param bookings   people listed for the first time since
     * @param changes    people listed otherwise than before
     * @param releases   absences that became releases
     * @param withdrawn  releases taken back, since the person is listed again
     * @param flickers   absences that ended before they became releases
     * @param questions  people lacking for the first time
     * @param duplicates lines left out because an earlier line has the same key
     */
    record Counts(
            int baseline,
            int bookings,
            int changes,
            int releases,
            int withdrawn,
            int flickers,
            int questions,
            int duplicates) {
        /** Nothing. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        /** The sum of two. */
        public Counts plus(Counts other) {
            return new Counts(
                    baseline + other.baseline,
                    bookings + other.bookings,
                    changes + other.changes,
                    releases + other.releases,
                    withdrawn + other.withdrawn,
                    flickers + other.flickers,
                    questions + other.questions,
                    duplicates + other.duplicates);
        }
    }

    /** A person takes a roster in although it lost many, for a reason. */
    record Acceptance(String by, String reason) {}
}
