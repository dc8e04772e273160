package org.sallyport.custody;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An offense alleged, with what a court has since done with it.
 *
 * @param id          the facility's number for the charge, unique within a booking
 * @param caseNumber  the court's case number; empty when unknown
 * @param court       the court; empty when unknown
 * @param statute     where the offense is written
 * @param description as booked; never matched on
 * @param nibrs       FBI NIBRS offense code; empty when unknown
 * @param severity    {@code felony}, {@code misdemeanor}, {@code infraction}, {@code wobbler} or {@code unknown}
 * @param grade       degree or class as that state writes it; empty when unknown
 * @param offenseDate the day of the act, in the court's place
 * @param registrable whether a conviction is registrable, as reported
 * @param disposition what a court did, {@link Disposition#UNKNOWN} unless the feed said
 * @param disposedOn  the day of that disposition
 * @param sentence    what was imposed
 */
public record Charge(
        String id,
        String caseNumber,
        String court,
        Statute statute,
        String description,
        String nibrs,
        String severity,
        String grade,
        Optional<LocalDate> offenseDate,
        Known registrable,
        Disposition disposition,
        Optional<LocalDate> disposedOn,
        Sentence sentence) {

    /** The same charge with what a court did with it. */
    public Charge disposed(Disposition what, Optional<LocalDate> on, Sentence imposed) {
        return new Charge(
                id,
                caseNumber,
                court,
                statute,
                description,
                nibrs,
                severity,
                grade,
                offenseDate,
                registrable,
                what,
                on,
                imposed);
    }
}
