package org.sallyport.time;

import java.time.Duration;

/** How long before a release a notice is asked for or required, in elapsed hours. */
public record LeadTime(Duration before) {
    /** Forty-eight hours, the request of Form I-247A (02/17), used where nothing else is said. */
    public static final LeadTime USUAL = new LeadTime(Duration.ofHours(48));
}
