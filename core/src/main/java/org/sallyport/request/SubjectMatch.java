package org.sallyport.request;

import java.util.List;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.FacilityId;

/**
 * Whether a stay is that of the person a request is about (promise S4).
 *
 * <p>A request binds by itself only at the facility it is addressed to, by one strong identifier (booking number there,
 * SID, UCN or FBI number) that agrees, together with the birth date, or with the sex and a name or alias. Any
 * contradiction, and everything weaker, goes to a person. Reasons are codes and never repeat what a record says.
 *
 * <p>What is unknown on either side neither agrees nor contradicts. A different name contradicts only where the
 * identifier is a booking number, which is not based on fingerprints: one digit mistaken there, and a birth date that
 * many share (1 January), would otherwise bind the wrong person.
 */
public sealed interface SubjectMatch {
    /**
     * The stay is the subject's; the request binds by itself.
     *
     * @param how codes joined by {@code +}, such as {@code sid+birth-date} or {@code booking+sex+name}
     */
    record Strong(String how) implements SubjectMatch {}

    /** Something points to the stay, but too little: a person decides. */
    record Weak(List<String> reasons) implements SubjectMatch {
        /** Copies the list. */
        public Weak {
            reasons = List.copyOf(reasons);
        }
    }

    /** Something points to the stay and something speaks against it: a person decides. */
    record Contradicted(List<String> reasons) implements SubjectMatch {
        /** Copies the list. */
        public Contradicted {
            reasons = List.copyOf(reasons);
        }
    }

    /** Nothing points to the stay. */
    record None() implements SubjectMatch {}

    /**
     * Compares a request with a stay.
     *
     * @param request what was asked
     * @param where   the facility that holds the person
     * @param episode the stay there
     */
    static SubjectMatch match(NotificationRequest request, FacilityId where, CustodyEpisode episode) {
        return Comparison.of(request, where, episode);
    }
}
