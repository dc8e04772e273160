package org.sallyport.policy;

import java.time.LocalDate;
import java.time.Period;

/**
 * How long law or a facility's own schedule keeps a kind of record.
 *
 * @param layer    the jurisdiction whose schedule it is
 * @param of       which records
 * @param keep     how long after the day a record ended, in calendar years, months and days
 * @param needs    whose act it needs besides, such as an order of the county's board; a rule that needs one destroys
 *                 nothing until a line of the place's own schedule cites it. Empty where none
 * @param citation where it says so
 * @param read     the day somebody read it
 * @param basis    how well it is known; one from memory destroys nothing, it is only reported
 * @param note     what else to know; empty where nothing
 */
public record RetentionRule(
        String layer,
        RecordClass of,
        Period keep,
        String needs,
        String citation,
        LocalDate read,
        SourceBasis basis,
        String note) {

    /** The last day on which a record that ended on this day is kept (inclusive), in the facility's calendar. */
    public LocalDate keptUntil(LocalDate ended) {
        return ended.plus(keep);
    }
}
