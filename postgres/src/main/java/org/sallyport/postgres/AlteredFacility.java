package org.sallyport.postgres;

import java.util.Map;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;

/**
 * A facility whose own record is not what was recorded: nobody can tell by which settings it works, so it is not
 * served.
 *
 * @param facility its name
 * @param entry    the first such entry, or the first that is missing
 * @param contacts an e-mail address per role, as last said by an entry that still opens: fit to call somebody by
 */
public record AlteredFacility(FacilityId facility, EntryAltered entry, Map<String, String> contacts) {
    /** Which facility is not served, and why, in a sentence or two. */
    public String sentence() {
        return facility + " is not served: its record was altered. " + entry.getMessage();
    }
}
