package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.SourceBasis;
import org.sallyport.problem.Checked;

/** The retention schedules that are shipped: which rule governs a place, until when, and whether it may destroy. */
class RetentionSchedulesTest {
    private static final RetentionSchedule SCHEDULE = switch (Shipped.FILES.retention(_ -> true)) {
        case Checked.Good<RetentionSchedule>(var good) -> good;
        case Checked.Bad<RetentionSchedule>(var problems) -> fail(Shipped.said(problems));
    };

    @ParameterizedTest(name = "{0} {1}, ended {2}: kept until {3}, {4}")
    @CsvSource({
        "us/ca,           stay,    2026-11-25, 2028-11-25, by an order, two years and the board's order",
        "us/ca/alameda,   request, 2024-02-29, 2026-02-28, by an order, 29 February ends on 28 February",
        "us/ar/pulaski,   stay,    2026-11-25, 2031-11-25, by an order, five years and the county judge's order",
        "us/ga/cobb,      stay,    2026-11-25, 2036-11-25, by an order, ten years once the county adopted the schedule",
        "us/or/lane,      stay,    2026-11-25, 2046-11-25, by an order, the longest of a city's three periods",
        "us/or/multnomah, stay,    2026-11-25, 2046-11-25, by itself,   the county's own schedule governs"
    })
    void a_record_is_kept_until_its_day_and_goes_by_the_act_its_rule_asks_for(
            String place, String record, LocalDate ended, LocalDate until, String by, String why) {
        var of = RecordClass.valueOf(record.toUpperCase(Locale.ROOT));
        var rule = SCHEDULE.governing(place, of, ended).orElseThrow();

        assertEquals(until, rule.keptUntil(ended), why);
        assertEquals(by, rule.needs().isEmpty() ? "by itself" : "by an order", why);
    }

    @ParameterizedTest(name = "{0} {1}: everything is kept")
    @CsvSource({"us/tx/harris, stay", "us/md/montgomery, stay", "us/or/lane, request", "us/ga/cobb, request"})
    void where_no_schedule_was_found_everything_is_kept(String place, String record) {
        var of = RecordClass.valueOf(record.toUpperCase(Locale.ROOT));

        assertEquals(Optional.empty(), SCHEDULE.governing(place, of, LocalDate.of(2000, 1, 1)));
    }

    @Test
    void every_rule_says_where_it_was_read_and_none_is_from_memory() {
        assertFalse(SCHEDULE.rules().isEmpty(), "the test looks at nothing");
        for (var rule : SCHEDULE.rules()) {
            assertFalse(rule.citation().isBlank(), rule.layer());
            assertFalse(rule.basis() == SourceBasis.MEMORY, rule.layer());
        }
    }
}
