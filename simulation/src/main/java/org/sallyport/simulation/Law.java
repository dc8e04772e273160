package org.sallyport.simulation;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Practice;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.simulation.chance.Dice;

/** The jails of the simulation, each under another law, and the books that its shipped tables make. */
final class Law {
    private static final PolicyBook SHIPPED = shipped();

    private Law() {}

    /** The tables that come with the program, none adopted. */
    static PolicyBook unadopted() {
        return SHIPPED;
    }

    /** The same tables adopted everywhere, with practices drawn for these facilities. */
    static PolicyBook adopted(List<Facility> facilities, Dice dice) {
        var practices = new ArrayList<Practice>();
        for (var facility : facilities) {
            for (var requester : Facts.Requester.values()) {
                for (var act : Act.values()) {
                    double u = dice.unit();
                    var toDo = u < 0.7 ? Notify.YES : u < 0.9 ? Notify.ASK : Notify.NO;
                    practices.add(new Practice(facility.jurisdiction(), requester, act, toDo));
                }
            }
        }
        return SHIPPED.withAdoptions(new Adoptions.All()).withPractices(practices);
    }

    /** Four counties under four laws. */
    static List<Facility> counties() {
        return List.of(
                county("us/md/montgomery", "mcdc", "America/New_York"),
                county("us/md/baltimore-county", "bcdc", "America/New_York"),
                county("us/wa/king", "kccf", "America/Los_Angeles"),
                county("us/tx/harris", "jpc", "America/Chicago"));
    }

    /** Two counties of one state whose law has requests passed on. */
    static List<Facility> neighbours() {
        return List.of(
                county("us/tx/harris", "jpc", "America/Chicago"), county("us/tx/bexar", "badc", "America/Chicago"));
    }

    private static Facility county(String place, String name, String zone) {
        var path = place + "/" + name;
        return Facility.usual(new FacilityId(path), path, "county-jail", ZoneId.of(zone));
    }

    private static PolicyBook shipped() {
        return switch (PolicyFiles.shipped().all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> throw unreadable(problems);
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                switch (PolicyBook.of(contents)) {
                    case Checked.Bad<PolicyBook>(var problems) -> throw unreadable(problems);
                    case Checked.Good<PolicyBook>(var book) -> book;
                };
        };
    }

    private static IllegalStateException unreadable(List<Problem> problems) {
        return new IllegalStateException("The shipped tables cannot be read: "
                + problems.stream().map(Problem::sentence).toList());
    }
}
