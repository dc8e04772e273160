package org.sallyport.policy;

import java.util.List;

/**
 * A report that law asks of a facility or its county: to whom, when, what is in it.
 *
 * @param layer       the jurisdiction whose law asks for it
 * @param to          who receives it
 * @param when        how often and by when, as the source says; {@code unknown} where it does not
 * @param elements    what is reported, in the source's order; empty where they are not known
 * @param nilReturn   whether a report is due although there is nothing to report
 * @param identifiers whether it may hold names or other identifiers: no where the law forbids them
 * @param citation    where the law says so
 * @param basis       how well it is known; one from memory is a lead to verify
 * @param note        what else to know; empty where nothing
 */
public record ReportDefinition(
        String layer,
        String to,
        String when,
        List<String> elements,
        Ternary nilReturn,
        Ternary identifiers,
        String citation,
        SourceBasis basis,
        String note) {
    public ReportDefinition {
        elements = List.copyOf(elements);
    }
}
