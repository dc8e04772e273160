package org.sallyport.postgres.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person or a machine may do, each within a scope. */
public enum Role {
    /** Sends a facility's feed. Scope: the facility. */
    FEED,
    /** Files an agency's requests, acknowledges its notices, reports outcomes. Scope: the agency. */
    AGENCY,
    /** Works a facility's release desk. Scope: the facility. */
    DESK,
    /** Supervises it: decides, sets modes, stops and resumes sending. Scope: the facility. */
    SUPERVISOR,
    /** Advises it: adopts tables, answers what law leaves open. Scope: the facility. */
    COUNSEL,
    /** Reads the journal's envelopes, never what is sealed. Scope: the facility. */
    AUDITOR,
    /** Grants all of these. Sees no person in custody by this role alone. Scope: everything. */
    ADMINISTRATOR;

    /** The role as it stands in data and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
    }
}
