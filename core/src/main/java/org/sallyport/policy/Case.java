package org.sallyport.policy;

import java.time.LocalDate;
import java.util.List;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.Severity;

/**
 * Facts with the calendar day their law is read on.
 *
 * @param facts   the facts
 * @param day     the facility's local day of {@code asOf}
 * @param charged how far which charges of this stay went and how grave they are, one bit of {@link #bit} for each
 * @param before  the same of the priors
 */
public record Case(Facts facts, LocalDate day, long charged, long before) {
    private static final int GRADES = Severity.values().length;

    /** The case of these facts on a day. */
    public Case(Facts facts, LocalDate day) {
        this(facts, day, bits(facts.charges()), bits(facts.priors()));
    }

    private static long bits(List<Charge> charges) {
        var found = 0L;
        for (var c = 0; c < charges.size(); c++) {
            found |= bit(charges.get(c));
        }
        return found;
    }

    /** The bit of charges that went as far as this one and are as grave. */
    static long bit(Charge charge) {
        return bit(charge.disposition(), charge.severity());
    }

    /** The bit of a disposition and a severity: 35 there are. */
    static long bit(Disposition disposition, Severity severity) {
        return 1L << (disposition.ordinal() * GRADES + severity.ordinal());
    }
}
