package org.sallyport.policy;

import java.time.LocalDate;

/**
 * Facts with the calendar day their law is read on.
 *
 * @param facts the facts
 * @param day   the facility's local day of {@code asOf}
 */
public record Case(Facts facts, LocalDate day) {}
