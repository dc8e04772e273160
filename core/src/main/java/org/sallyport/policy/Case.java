package org.sallyport.policy;

import java.time.LocalDate;
import java.util.List;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Disposition;

/**
 * Facts with the calendar day their law is read on.
 *
 * @param facts   the facts
 * @param day     the facility's local day of {@code asOf}
 * @param charged the dispositions among the charges of this stay, one bit each by ordinal
 * @param before  the dispositions among the priors
 */
public record Case(Facts facts, LocalDate day, int charged, int before) {
    /** The case of these facts on a day. */
    public Case(Facts facts, LocalDate day) {
        this(facts, day, dispositions(facts.charges()), dispositions(facts.priors()));
    }

    private static int dispositions(List<Charge> charges) {
        var found = 0;
        for (var c = 0; c < charges.size(); c++) {
            found |= bit(charges.get(c).disposition());
        }
        return found;
    }

    /** The bit of a disposition. */
    static int bit(Disposition disposition) {
        return 1 << disposition.ordinal();
    }
}
