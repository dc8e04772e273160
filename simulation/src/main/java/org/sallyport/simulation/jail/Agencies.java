package org.sallyport.simulation.jail;

import java.util.List;
import java.util.Locale;
import org.sallyport.custody.FacilityId;

/**
 * Who files requests at one facility. Victims are many; each files as a contact of the facility's victim services.
 *
 * @param immigration an immigration field office
 * @param warrants    another county's warrant unit
 * @param probation   a probation office
 * @param victims     contacts of victims
 */
public record Agencies(String immigration, String warrants, String probation, List<String> victims) {
    /** The agencies around this facility, named after its county. */
    public static Agencies around(FacilityId facility) {
        var place = facility.path().replace('/', '-').toLowerCase(Locale.ROOT);
        return new Agencies(
                place + "-ero",
                place + "-warrants",
                place + "-probation",
                List.of(place + "-victim-1", place + "-victim-2"));
    }

    /** Which kind of requester this agency files as. */
    public String requester(String agency) {
        if (agency.equals(immigration)) {
            return "immigration";
        }
        if (agency.equals(warrants)) {
            return "law-enforcement";
        }
        return agency.equals(probation) ? "supervision" : "victim";
    }

    /** All of them. */
    public List<String> all() {
        var all = new java.util.ArrayList<String>(List.of(immigration, warrants, probation));
        all.addAll(victims);
        return List.copyOf(all);
    }
}
