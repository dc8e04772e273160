package org.sallyport.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.DecisionTable.LocalRules;
import org.sallyport.policy.Determination.Reason;

/**
 * What one layer said: one row of one table, or one court order.
 *
 * @param reason      the row, with table, version and clause
 * @param declared    what the row says
 * @param counted     what counts: {@code ask} where the basis does not carry the answer, {@code silent} for a federal
 *                    {@code may} about a notice
 * @param adopted     whether the facility adopted the table
 * @param basis       basis of the table
 * @param mayNarrow   whether a local rule may narrow a {@code may}
 * @param notifyBy    lead time it sets
 * @param notBefore   window it sets
 * @param items       what it lets be disclosed; empty where it says nothing
 * @param obligations what it asks for beside the act
 * @param contested   what contests it; empty string where nothing does
 * @param aboutMinors whether its questions look at the person's age
 * @param order       whether this is a court order
 */
public record Spoken(
        Reason reason,
        Answer declared,
        Answer counted,
        boolean adopted,
        SourceBasis basis,
        boolean mayNarrow,
        Optional<Duration> notifyBy,
        Optional<Duration> notBefore,
        List<String> items,
        List<String> obligations,
        String contested,
        boolean aboutMinors,
        boolean order) {

    static Spoken of(DecisionTable table, DecisionTable.Row row, Act act, boolean adopted) {
        var head = table.head();
        var canBeAdopted = adopted && head.basis() != SourceBasis.MEMORY;
        var federal = head.layer().equals("us") && act != Act.COPY_TO_PERSON;
        return new Spoken(
                new Reason(head.layer(), table.id(), table.version(), row.number(), row.clause(), sentence(table, row)),
                row.answer(),
                counted(row.answer(), head.basis(), head.lowConfidence(), canBeAdopted, federal),
                canBeAdopted,
                head.basis(),
                head.localRules() == LocalRules.MAY_NARROW,
                row.notifyBy(),
                row.notBefore(),
                row.items(),
                row.obligations(),
                head.contested().orElse(""),
                table.columns().stream().anyMatch(q -> q.needs().contains("person.minor")),
                false);
    }

    static Spoken of(CourtOrder order, boolean adopted) {
        var canBeAdopted = adopted && order.basis() != SourceBasis.MEMORY;
        return new Spoken(
                new Reason(order.layer(), order.id(), order.version(), 0, order.citation(), order.text()),
                order.answer(),
                counted(order.answer(), order.basis(), false, canBeAdopted, false),
                canBeAdopted,
                order.basis(),
                true,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                false,
                true);
    }

    private static Answer counted(
            Answer declared, SourceBasis basis, boolean lowConfidence, boolean adopted, boolean federal) {
        if (declared == Answer.SILENT || federal && declared == Answer.MAY) {
            return Answer.SILENT;
        }
        return switch (basis) {
            case MEMORY -> Answer.ASK;
            case SECONDARY, EXCERPT, PRACTICE -> adopted ? declared : Answer.ASK;
            case TEXT -> adopted || !lowConfidence ? declared : Answer.ASK;
        };
    }

    private static String sentence(DecisionTable table, DecisionTable.Row row) {
        return row.text().isEmpty() ? table.title() + " " + row.answer().word().replace('-', ' ') + "." : row.text();
    }

    /** The table and row, as a flag names it. */
    String name() {
        return order ? "order " + reason.table() : reason.table() + " row " + reason.row();
    }
}
