package org.sallyport.server.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.formats.roster.RosterReading;
import org.sallyport.problem.Problem;

/**
 * The reply to one roster.
 *
 * @param takenAt  when it was taken, as far as that could be read
 * @param fate     what became of it
 * @param rows     lines of the file behind it
 * @param counts   what it came to
 * @param booked   booking keys listed for the first time, the first 500; none of a baseline
 * @param changed  booking keys listed otherwise than before, the first 500
 * @param absent   booking keys it lacks for the first time, the first 500
 * @param problems why it was not taken, each with its line
 * @param remarks  what could not be read and was left unknown, each with its line
 * @param unmapped codes the mapping does not translate: column to code to lines
 */
public record RosterReply(
        String takenAt,
        Fate fate,
        int rows,
        Counts counts,
        List<String> booked,
        List<String> changed,
        List<String> absent,
        List<Problem> problems,
        List<Problem> remarks,
        SortedMap<String, Map<String, Integer>> unmapped) {

    /** What became of one roster. */
    public enum Fate {
        TAKEN("taken"),
        /** It is no newer than the last one taken in. */
        KNOWN("already-taken"),
        /** It lost many; a supervisor can accept it. */
        REFUSED("refused"),
        /** It could not be read as a whole. */
        UNREADABLE("unreadable");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        /** The fate as replies say it. */
        public String word() {
            return word;
        }
    }

    static RosterReply not(String takenAt, Fate fate, List<Problem> problems) {
        return taken(takenAt, fate, Counts.NONE, List.of(), List.of(), List.of(), problems);
    }

    static RosterReply taken(
            String takenAt,
            Fate fate,
            Counts counts,
            List<String> booked,
            List<String> changed,
            List<String> absent,
            List<Problem> problems) {
        return new RosterReply(takenAt, fate, 0, counts, booked, changed, absent, problems, List.of(), new TreeMap<>());
    }

    /** The same with what reading its lines gave. */
    RosterReply read(RosterReading.Taken reading) {
        return new RosterReply(
                takenAt,
                fate,
                reading.rows(),
                counts,
                booked,
                changed,
                absent,
                problems,
                reading.remarks(),
                reading.unmapped());
    }

    /** The same with a remark before the others. */
    RosterReply withRemark(Problem remark) {
        var all = new ArrayList<Problem>();
        all.add(remark);
        all.addAll(remarks);
        return new RosterReply(
                takenAt, fate, rows, counts, booked, changed, absent, problems, List.copyOf(all), unmapped);
    }

    /** Whether it speaks of what was destroyed, so that nothing of it may be kept anywhere. */
    boolean ofDestroyed() {
        return remarks.contains(FeedIntake.NOT_TAKEN);
    }

    /** Whether nothing is left to do about it. */
    public boolean good() {
        return fate == Fate.TAKEN || fate == Fate.KNOWN;
    }

    @Override
    public String toString() {
        return "roster of " + takenAt + ": " + fate.word();
    }
}
