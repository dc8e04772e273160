package org.sallyport.formats.study;

import java.time.Duration;
import java.util.Optional;
import org.sallyport.policy.Determination;
import org.sallyport.policy.EncodedCase;
import org.sallyport.policy.PolicyBook;

/**
 * One of the two policies a study compares.
 *
 * @param name     how results name it
 * @param book     its tables
 * @param leadTime the lead time every request is taken to ask; empty for what each asked
 */
public record Side(String name, PolicyBook book, Optional<Duration> leadTime) {
    /** The same policy over a book that is already there, if that holds the same. */
    public Side over(PolicyBook other) {
        return book.hash().equals(other.hash()) ? new Side(name, other, leadTime) : this;
    }

    /** What it makes of a case that its book encoded. */
    Determination decide(EncodedCase found) {
        return leadTime.isEmpty() ? book.decide(found) : book.decide(found, leadTime.get());
    }
}
