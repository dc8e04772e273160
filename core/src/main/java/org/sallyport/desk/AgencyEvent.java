package org.sallyport.desk;

import java.time.Instant;
import org.sallyport.journal.Recorded;
import org.sallyport.request.Agency;

/** What was recorded of one requesting agency. */
public sealed interface AgencyEvent extends Recorded {
    /** Its name and routes from now on. */
    record Enrolled(Agency agency, String by, Instant at) implements AgencyEvent {}
}
