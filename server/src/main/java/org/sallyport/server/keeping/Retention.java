package org.sallyport.server.keeping;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.desk.RetentionReport;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;

/**
 * Runs a facility's retention schedule: shows what would go, and destroys exactly what was shown, by the same
 * destruction as an expungement.
 */
public final class Retention {
    private static final int AT_ONCE = 100;

    private final Desk desk;
    private final Forgetting forgetting;
    private final RetentionSchedule schedule;

    /** Retention by this schedule. */
    public Retention(Desk desk, Forgetting forgetting, RetentionSchedule schedule) {
        this.desk = desk;
        this.forgetting = forgetting;
        this.schedule = schedule;
    }

    /** A run, and how many records went; fewer than were shown when something came in between. */
    public record Ran(UUID id, RetentionReport report, int went) {}

    /** What a run would do now. */
    public RetentionReport check(Facility facility) {
        return desk.checkRetention(facility.id(), schedule);
    }

    /** The rules that speak about a facility: its own place's and those of the layers above. */
    public List<RetentionRule> rules(Facility facility) {
        return schedule.at(facility.jurisdiction());
    }

    /**
     * Destroys what a report showed.
     *
     * @param shown the digest of the report that the person saw
     * @param by    who answers for it
     * @return empty when the report would be another one by now: nothing was destroyed
     */
    public synchronized Optional<Ran> run(Facility facility, String shown, String by) {
        var report = check(facility);
        if (!report.digest().equals(shown)) {
            return Optional.empty();
        }
        var run = UUID.randomUUID();
        int went = 0;
        var going = report.going();
        for (int from = 0; from < going.size(); from += AT_ONCE) {
            var some = going.subList(from, Math.min(going.size(), from + AT_ONCE));
            var scopes = some.stream()
                    .flatMap(item -> desk.scope(facility.id(), schedule, item).stream())
                    .toList();
            forgetting.outside(facility.id(), scopes);
            for (var item : some) {
                if (desk.destroy(facility.id(), schedule, item, run, by) instanceof Reply.Done) {
                    went++;
                }
            }
        }
        desk.retentionRan(facility.id(), report, run, went, by);
        if (went > 0) {
            forgetting.swept();
        }
        return Optional.of(new Ran(run, report, went));
    }
}
