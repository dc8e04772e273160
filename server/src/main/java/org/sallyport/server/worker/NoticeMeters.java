package org.sallyport.server.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import org.sallyport.report.NoticeFigures;
import org.sallyport.server.lists.Lists;

/**
 * Shows every five seconds how notices stand to their deadlines and how long before people left they were there, by
 * facility and kind. The figures come from the database, so every node shows the same.
 */
public final class NoticeMeters implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Lists lists;
    private final InstantSource business;
    private final MultiGauge counts;
    private final MultiGauge leads;
    private final MultiGauge cases;
    private final Looks looks = new Looks("notice-meters", PAUSE, this::look);

    /** Meters as of the business clock. */
    public NoticeMeters(Lists lists, InstantSource business, MeterRegistry meters) {
        this.lists = lists;
        this.business = business;
        this.counts = MultiGauge.builder("sallyport.notices.day")
                .description("Notices that a provider took in the last 24 hours")
                .register(meters);
        this.leads = MultiGauge.builder("sallyport.notice.lead")
                .baseUnit("seconds")
                .description("Time before the person left, of those who left in the last 30 days")
                .register(meters);
        this.cases = MultiGauge.builder("sallyport.notice.lead.cases")
                .description("Notices that sallyport_notice_lead_seconds is of")
                .register(meters);
    }

    /** Starts, on a thread of its own. */
    public void start() {
        looks.start();
    }

    private void look() {
        var now = business.instant();
        var taken = lists.taken(now.minus(NoticeFigures.COUNTED), now.minus(NoticeFigures.MEASURED));
        var figures = NoticeFigures.of(taken, now);
        var counted = new ArrayList<MultiGauge.Row<?>>();
        figures.counts()
                .forEach((of, count) -> counted.add(MultiGauge.Row.of(
                        Tags.of("facility", of.facility().path(), "kind", of.kind(), "punctuality", of.punctuality()),
                        count)));
        var measured = new ArrayList<MultiGauge.Row<?>>();
        var numbers = new ArrayList<MultiGauge.Row<?>>();
        for (var lead : figures.leads()) {
            var tags = Tags.of("facility", lead.facility().path(), "kind", lead.kind(), "since", lead.since());
            numbers.add(MultiGauge.Row.of(tags, lead.cases()));
            measured.add(
                    MultiGauge.Row.of(tags.and("quantile", "0.1"), lead.tenth().toSeconds()));
            measured.add(
                    MultiGauge.Row.of(tags.and("quantile", "0.5"), lead.half().toSeconds()));
            measured.add(
                    MultiGauge.Row.of(tags.and("quantile", "0.9"), lead.nine().toSeconds()));
        }
        counts.register(counted, true);
        leads.register(measured, true);
        cases.register(numbers, true);
    }

    @Override
    public void close() {
        looks.close();
    }
}
