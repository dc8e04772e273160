package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.policy.Answer;
import org.sallyport.policy.Attached;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Question;

/** What nobody recorded is no ground for a refusal or a duty: where yes and no part ways, unknown goes to a person. */
class UnknownAnswersTest {
    private static final int YES = 0;
    private static final int NO = 1;
    private static final int UNKNOWN = 2;

    /** Cells no case has: a paper that may be a federal criminal warrant is, by its type, from a judge. */
    private static final Set<String> UNREACHABLE =
            Set.of("us/il/notice.2017-08-28 row 3", "us/il/relay.2017-08-28 row 3");

    @Test
    void an_unknown_is_settled_only_where_yes_and_no_come_out_the_same() {
        var settled = new ArrayList<String>();
        for (var table : Shipped.book().contents().tables()) {
            for (var column = 0; column < table.columns().size(); column++) {
                if (canBeUnknown(table.columns().get(column))) {
                    check(table, column, settled);
                }
            }
        }

        assertEquals(
                List.of(),
                settled.stream()
                        .distinct()
                        .filter(found -> UNREACHABLE.stream().noneMatch(found::startsWith))
                        .toList());
    }

    /** A judicial warrant whose issuer is not stated is from a judge by its type: that question is never unknown. */
    private static boolean canBeUnknown(Question question) {
        return question.answers().equals(Question.Holds.YES_NO_UNKNOWN)
                && !(question instanceof Attached paper
                        && paper.types().equals(List.of(Facts.AttachmentType.JUDICIAL_WARRANT))
                        && paper.issuers().isEmpty()
                        && paper.purposes().isEmpty()
                        && paper.grades().isEmpty());
    }

    private static void check(DecisionTable table, int column, List<String> settled) {
        for (var answers : combinations(table.columns())) {
            var unknown = with(table, answers, column, UNKNOWN);
            var yes = with(table, answers, column, YES);
            var no = with(table, answers, column, NO);
            if (unknown.answer() != Answer.ASK && yes.answer() != no.answer()) {
                settled.add(table.id() + " row " + unknown.number() + ": "
                        + table.columns().get(column).text());
            }
        }
    }

    private static DecisionTable.Row with(DecisionTable table, int[] answers, int column, int answer) {
        var changed = answers.clone();
        changed[column] = answer;
        return table.match(changed);
    }

    private static List<int[]> combinations(List<Question> columns) {
        var all = new ArrayList<int[]>(List.of(new int[columns.size()]));
        for (var i = 0; i < columns.size(); i++) {
            var next = new ArrayList<int[]>();
            for (var answers : all) {
                for (var answer = 0; answer < columns.get(i).answers().size(); answer++) {
                    var longer = Arrays.copyOf(answers, answers.length);
                    longer[i] = answer;
                    next.add(longer);
                }
            }
            all = next;
        }
        return all;
    }
}
