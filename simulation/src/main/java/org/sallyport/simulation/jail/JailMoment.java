package org.sallyport.simulation.jail;

import java.time.Instant;
import org.sallyport.custody.FeedEvent;
import org.sallyport.request.Service;

/** Something that reaches Sallyport from outside, in order of arrival. Moments are UTC instants. */
public sealed interface JailMoment {
    /** When it arrives. */
    Instant at();

    /** The feed delivers an event. */
    record Fed(FeedEvent event) implements JailMoment {
        @Override
        public Instant at() {
            return event.receivedAt();
        }
    }

    /** An agency files a request. */
    record Filed(Instant at, Filing filing) implements JailMoment {}

    /** The agency sends it again with other content. */
    record Amended(Instant at, Filing filing) implements JailMoment {}

    /** The agency takes it back. */
    record Withdrawn(Instant at, String agency, String key) implements JailMoment {}

    /** A later form of the agency cancels it. */
    record Cancelled(Instant at, String agency, String key) implements JailMoment {}

    /** The agency says again that it stands. */
    record Revalidated(Instant at, String agency, String key) implements JailMoment {}

    /** Staff record that the person was given a copy. */
    record Served(Instant at, String agency, String key, Service service) implements JailMoment {}
}
