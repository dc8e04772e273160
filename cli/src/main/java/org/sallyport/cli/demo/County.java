package org.sallyport.cli.demo;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;

/**
 * One of the four counties of the demonstration.
 *
 * @param name     as people say it
 * @param law      in a few words what its law does about immigration requests; for the screen only
 * @param facility its jail
 */
record County(String name, String law, Facility facility) {
    /** How often the four feeds say that they are alive. */
    static final Duration HEARTBEAT = Duration.ofMinutes(30);

    /** Four counties under four laws, in the order in which they are shown. */
    static final List<County> ALL = List.of(
            county("Montgomery, Maryland", "may, for listed crimes", "us/md/montgomery", "mcdc", "America/New_York"),
            county(
                    "Baltimore Co., Maryland",
                    "may, by agreement",
                    "us/md/baltimore-county",
                    "bcdc",
                    "America/New_York"),
            county("King, Washington", "may not", "us/wa/king", "kccf", "America/Los_Angeles"),
            county("Harris, Texas", "must", "us/tx/harris", "jpc", "America/Chicago"));

    private static County county(String name, String law, String place, String jail, String zone) {
        var path = place + "/" + jail;
        var usual = Facility.usual(new FacilityId(path), path, "county-jail", ZoneId.of(zone));
        var facility = new Facility(
                usual.id(),
                usual.jurisdiction(),
                usual.kind(),
                usual.zone(),
                Facility.Ordering.SEQUENCE,
                HEARTBEAT,
                usual.processing(),
                usual.sendMargin(),
                usual.absentRosters(),
                usual.lossShareMax());
        return new County(name, law, facility);
    }

    FacilityId id() {
        return facility.id();
    }

    /** The county alone, for narrow columns. */
    String shortName() {
        return name.substring(0, name.indexOf(','));
    }
}
