package org.sallyport.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sallyport.policy.Facts.Claim;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Requester;

/** What turns {@code must} and {@code may} into {@code ask}: FACTS step 3. */
public final class Stops {
    private static final Set<Form> LEGACY = EnumSet.of(Form.I_247, Form.I_247D, Form.I_247N, Form.I_247X);
    private static final Set<Form> GATED_BY_THE_FORM = EnumSet.of(Form.I_247A, Form.I_247D);

    private Stops() {}

    /**
     * The stops that apply, in a fixed order.
     *
     * @param found       the case
     * @param gated       forms that a table in force says have no effect before service
     * @param aboutMinors whether a table that decided looks at the person's age
     */
    public static List<String> of(Case found, Set<Form> gated, boolean aboutMinors) {
        var stops = new ArrayList<String>(2);
        var request = found.facts().request();
        var person = found.facts().person();
        if (request.requester() == Requester.IMMIGRATION) {
            if (person.citizenship() == Claim.CLAIMED) {
                stops.add("citizenship claimed");
            }
            if (person.citizenship() == Claim.PROVED) {
                stops.add("citizenship proved");
            }
            if (person.possibleProtectedPerson() == Ternary.YES) {
                stops.add("possible protected person");
            }
            var form = request.form();
            if ((GATED_BY_THE_FORM.contains(form) || gated.contains(form)) && !Attribute.served(found)) {
                stops.add("not served");
            }
            if (LEGACY.contains(form) && request.reconfirmed() != Ternary.YES) {
                stops.add("legacy form not re-confirmed");
            }
        }
        if (request.requester() != Requester.VICTIM && request.requester() != Requester.COURT && !aboutMinors) {
            switch (person.minor()) {
                case YES -> stops.add("minor");
                case UNKNOWN -> stops.add("minor unknown");
                case NO -> {}
            }
        }
        return stops;
    }
}
