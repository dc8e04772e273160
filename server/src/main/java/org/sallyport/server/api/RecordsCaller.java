package org.sallyport.server.api;

import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;

/** Who may read about the keeping of a facility's records, and who answers for what becomes of them. */
record RecordsCaller(Lists lists, Caller caller) {

    /** The facility, for whoever may read about its records. */
    Facility reads(String facility) {
        return facility(facility, Role.SUPERVISOR, Role.COUNSEL, Role.AUDITOR);
    }

    /**
     * The facility, for a named person who answers for its records: no key does, since nobody knows who holds it.
     *
     * @param otherwise the code of the refusal of a key
     */
    Facility answers(String facility, String otherwise) {
        var found = facility(facility, Role.SUPERVISOR, Role.COUNSEL);
        if (!caller.isPerson()) {
            throw Refusal.conflict(otherwise);
        }
        return found;
    }

    private Facility facility(String name, Role... roles) {
        var id = new FacilityId(name);
        Commands.require(caller, id, roles);
        return lists.facility(id).orElseThrow(() -> Refusal.unknown("facility"));
    }
}
