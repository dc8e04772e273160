package org.sallyport.formats.roster;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.sallyport.custody.Roster;
import org.sallyport.problem.Problem;

/** What reading one roster gave. */
public sealed interface RosterReading {
    /** Problems listed at most; {@code remarks} and {@code problems} end with a count of the rest. */
    int LISTED = 100;

    /**
     * A roster whose every line has a booking key. What else could not be read is unknown in its entry.
     *
     * @param roster   who is listed
     * @param rows     lines of the file behind it
     * @param remarks  what could not be read, and local times in a repeated hour, each with line and column
     * @param unmapped codes that the mapping does not translate: column to code to number of lines
     */
    record Taken(Roster roster, int rows, List<Problem> remarks, SortedMap<String, Map<String, Integer>> unmapped)
            implements RosterReading {
        public Taken {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A roster that must not be compared with others: taking it in would make people look absent who are not.
     *
     * @param takenAt  which one, as the file names it; empty when not known
     * @param problems why, each with line and column, at least one
     */
    record Refused(String takenAt, List<Problem> problems) implements RosterReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
