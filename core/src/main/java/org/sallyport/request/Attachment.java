package org.sallyport.request;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A paper that came with a request, typed; a free-text "warrant" is not a type (F-16).
 *
 * @param type     {@code I-200 I-205 I-203 I-286 judicial-warrant court-order subpoena affidavit}
 * @param issuer   {@code immigration-officer immigration-judge federal-district-judge federal-magistrate state-judge
 *                 state-magistrate dc-superior-court}; empty when unknown
 * @param purpose  {@code criminal-immigration-offence immigration-custody other-criminal other}; empty when unknown
 * @param grade    {@code felony misdemeanor}; empty when unknown
 * @param issuedOn the day on the paper
 * @param court    the court; empty when none is named
 * @param offense  the offense or statute a judge's paper names; empty when none
 */
public record Attachment(
        String type,
        String issuer,
        String purpose,
        String grade,
        Optional<LocalDate> issuedOn,
        String court,
        String offense) {

    /** A paper that names no offense. */
    public Attachment(
            String type, String issuer, String purpose, String grade, Optional<LocalDate> issuedOn, String court) {
        this(type, issuer, purpose, grade, issuedOn, court, "");
    }

    /** Whether a judge signs a paper of this type; the I-forms are signed by immigration officers. */
    public boolean judicial() {
        return type.equals("judicial-warrant") || type.equals("court-order");
    }
}
