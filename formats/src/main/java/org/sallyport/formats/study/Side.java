package org.sallyport.formats.study;

import java.time.Duration;
import java.util.Optional;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;

/**
 * One of the two policies a study compares.
 *
 * @param name     how results name it
 * @param book     its tables
 * @param leadTime the lead time every request is taken to ask; empty for what each asked
 */
public record Side(String name, PolicyBook book, Optional<Duration> leadTime) {
    Determination decide(Facts facts) {
        return book.decide(leadTime.isEmpty() ? facts : facts.asking(leadTime));
    }
}
