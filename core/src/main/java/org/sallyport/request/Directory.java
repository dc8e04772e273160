package org.sallyport.request;

import java.util.Map;
import java.util.Set;
import org.sallyport.custody.FacilityId;

/**
 * Whom this installation knows.
 *
 * @param facilities the facilities it serves
 * @param agencies   each agency's short name with the requester code it files as; see {@link Agency}
 */
public record Directory(Set<FacilityId> facilities, Map<String, String> agencies) {
    /** Copies the collections. */
    public Directory {
        facilities = Set.copyOf(facilities);
        agencies = Map.copyOf(agencies);
    }
}
