package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What {@code /actuator/prometheus} says of notices taken and of how long before people left they were there. */
class NoticeMetersTest {
    private static final Duration SOON = Duration.ofSeconds(25);
    private static final String FACILITY = "facility=\"us/tx/harris/hcso\"";

    private static List<String> metrics(TwoJails jails, String name) {
        return jails.get("/actuator/prometheus", jails.key("administrator:*"))
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .toList();
    }

    @Test
    void notices_by_how_they_stand_to_their_deadlines_and_lead_times_of_those_who_left() throws Exception {
        try (var jails = new TwoJails(UnaryOperator.identity(), _ -> {})) {
            assertEquals(200, jails.booked(TwoJails.FIRST, "B-1", 1).statusCode());
            assertEquals(201, jails.file(TwoJails.FIRST, "B-1", 1).statusCode());
            var release = Jail.START.plus(Duration.ofHours(10));
            assertEquals(200, jails.projected(TwoJails.FIRST, "B-1", release).statusCode());
            assertTrue(jails.server.settle(SOON));
            assertEquals(1, jails.receiver.keys.size());
            jails.clock.set(release);
            var left = "{\"at\":\"" + release + "\",\"reason\":\"time-served\"}";
            assertEquals(
                    200,
                    jails.feed(TwoJails.FIRST, "B-1", "custody.released", left).statusCode());

            Await.until(
                    "the lead times",
                    SOON,
                    () -> !metrics(jails, "sallyport_notice_lead_cases").isEmpty());
            assertTrue(
                    metrics(jails, "sallyport_notices_day")
                            .contains(
                                    "sallyport_notices_day{" + FACILITY + ",kind=\"short\",punctuality=\"short\"} 1.0"),
                    () -> metrics(jails, "sallyport_notices_day").toString());
            var leads = metrics(jails, "sallyport_notice_lead_seconds");
            assertTrue(
                    leads.contains("sallyport_notice_lead_seconds{" + FACILITY
                            + ",kind=\"short\",quantile=\"0.5\",since=\"taken\"} 36000.0"),
                    leads.toString());
            assertEquals(9, leads.size(), "happened, received and taken: " + leads);
        }
    }
}
