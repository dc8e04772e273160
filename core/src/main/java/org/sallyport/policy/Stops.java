package org.sallyport.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sallyport.policy.Facts.Claim;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;

/** What turns {@code must} and {@code may} into {@code ask}: FACTS step 3. */
final class Stops {
    /** One more than the largest {@link #signs}. */
    static final int SIGNS = 1 << 13;

    private static final Set<Form> LEGACY = EnumSet.of(Form.I_247, Form.I_247D, Form.I_247N, Form.I_247X);
    private static final Set<Form> GATED_BY_THE_FORM = EnumSet.of(Form.I_247A, Form.I_247D);
    private static final List<String> WORDS = List.of(
            "citizenship claimed",
            "citizenship proved",
            "possible protected person",
            "not served",
            "legacy form not re-confirmed",
            "minor",
            "minor unknown");
    private static final Form[] FORMS = Form.values();
    private static final Claim[] CLAIMS = Claim.values();
    private static final Ternary[] TERNARIES = Ternary.values();

    private Stops() {}

    /**
     * Everything of a case that stops and standing come from, packed into one number: cases with the same signs and the
     * same rows have the same determination, but for their id and the lead time asked.
     */
    static int signs(Case found) {
        var request = found.facts().request();
        var person = found.facts().person();
        var signs = request.form().ordinal();
        signs = signs << 2 | person.citizenship().ordinal();
        signs = signs << 2 | person.minor().ordinal();
        signs = signs << 1 | bit(person.possibleProtectedPerson() == Ternary.YES);
        signs = signs << 1 | bit(Attribute.served(found));
        signs = signs << 1 | bit(request.reconfirmed() == Ternary.YES);
        return signs << 1 | bit(request.status() == RequestStatus.ACTIVE);
    }

    private static int bit(boolean set) {
        return set ? 1 : 0;
    }

    /** Whether the request stands. */
    static boolean active(int signs) {
        return (signs & 1) != 0;
    }

    /**
     * The stops that apply, one bit each; none is 0.
     *
     * @param signs       the case's signs
     * @param requester   who asks
     * @param gated       forms that a table in force says have no effect before service
     * @param aboutMinors whether a table that decided looks at the person's age
     */
    static int of(int signs, Requester requester, Set<Form> gated, boolean aboutMinors) {
        var stops = 0;
        if (requester == Requester.IMMIGRATION) {
            var citizenship = CLAIMS[signs >> 6 & 3];
            var form = FORMS[signs >> 8];
            stops |= bit(citizenship == Claim.CLAIMED);
            stops |= bit(citizenship == Claim.PROVED) << 1;
            stops |= bit((signs & 8) != 0) << 2;
            stops |= bit((GATED_BY_THE_FORM.contains(form) || gated.contains(form)) && (signs & 4) == 0) << 3;
            stops |= bit(LEGACY.contains(form) && (signs & 2) == 0) << 4;
        }
        if (requester != Requester.VICTIM && requester != Requester.COURT && !aboutMinors) {
            var minor = TERNARIES[signs >> 4 & 3];
            stops |= bit(minor == Ternary.YES) << 5;
            stops |= bit(minor == Ternary.UNKNOWN) << 6;
        }
        return stops;
    }

    /** The stops in words, in their fixed order. */
    static List<String> words(int stops) {
        var words = new ArrayList<String>(2);
        for (var stop = 0; stop < WORDS.size(); stop++) {
            if ((stops >> stop & 1) != 0) {
                words.add(WORDS.get(stop));
            }
        }
        return List.copyOf(words);
    }
}
