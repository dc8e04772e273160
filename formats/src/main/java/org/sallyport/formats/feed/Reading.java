package org.sallyport.formats.feed;

import java.util.List;
import org.sallyport.custody.FeedEvent;
import org.sallyport.problem.Problem;

/** What reading one event of a feed gave: the event, or every problem that refused it. */
public sealed interface Reading {
    /** The line of the file, or the place in the array, from 1. */
    long place();

    /**
     * A good event.
     *
     * @param place     its line or place
     * @param event     what it says
     * @param digest    SHA-256 of {@code canonical} in hexadecimal: two deliveries of the same id must agree in it
     * @param canonical the event as sent, unknown members included, in the form of RFC 8785; without the members that
     *                  transport adds ({@code traceparent}, {@code tracestate})
     * @param remarks   what the sender should know though the event was taken, such as a time in a repeated hour
     */
    record Taken(long place, FeedEvent event, String digest, String canonical, List<Problem> remarks)
            implements Reading {
        public Taken {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * An event that was not taken.
     *
     * @param place    its line or place
     * @param id       its id; empty when it could not be read
     * @param raw      what was sent, for the quarantine; it may hold personal data and is empty when too long to keep
     * @param problems every problem, at least one
     */
    record Refused(long place, String id, String raw, List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
