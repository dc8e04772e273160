package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Act;
import org.sallyport.policy.DecisionTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every number of hours or days that a notice table gives is worked out by hand: a limit nobody tried is a typo away. */
class WindowsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void every_window_of_a_notice_table_stands_in_a_worked_example_of_its_row() {
        var missing = new ArrayList<String>();
        var windows = 0;
        for (var table : Shipped.book().contents().tables()) {
            if (!table.head().acts().contains(Act.NOTICE)) {
                continue;
            }
            var expected = expected(table);
            for (var row : table.rows()) {
                windows += row.notifyBy().isPresent() || row.notBefore().isPresent() ? 1 : 0;
                missing(expected, row.number(), "notifyBy", row.notifyBy(), table, missing);
                missing(expected, row.number(), "notBefore", row.notBefore(), table, missing);
            }
        }

        assertEquals(List.of(), missing);
        assertEquals(true, windows > 10, "the test looks at nothing: " + windows);
    }

    private static void missing(
            List<JsonNode> expected,
            int row,
            String member,
            Optional<Duration> window,
            DecisionTable table,
            List<String> missing) {
        window.map(Duration::toString).ifPresent(length -> {
            if (expected.stream()
                    .noneMatch(e -> e.path("row").intValue() == row
                            && e.path("expect").path(member).asString("").equals(length))) {
                missing.add(table.id() + " row " + row + ": no example expects " + member + " " + length);
            }
        });
    }

    private static List<JsonNode> expected(DecisionTable table) {
        return Shipped.FILES
                .text(WorkedExample.file(table))
                .orElse("")
                .lines()
                .filter(line -> !line.isBlank())
                .map(JSON::readTree)
                .toList();
    }
}
