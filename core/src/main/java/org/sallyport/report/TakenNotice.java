package org.sallyport.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeId;

/**
 * A notice that a provider took, as figures count it: nothing of the person, the agency or the request.
 *
 * @param facility    where the person is or was held
 * @param notice      its name
 * @param kind        what it says, as in {@code notice.…}
 * @param takenAt     when a provider first took it (UTC instant)
 * @param punctuality how that stands to its deadline; absent for kinds that keep no lead time
 * @param left        when the person left, and what the notice rested on; absent until then, and for every notice of a
 *                    case but the first of a release ahead
 */
public record TakenNotice(
        FacilityId facility,
        NoticeId notice,
        String kind,
        Instant takenAt,
        Optional<Punctuality> punctuality,
        Optional<Left> left) {

    /**
     * What lead times are counted between.
     *
     * @param at       when the person left
     * @param happened when what the notice rests on happened
     * @param entered  when staff entered it; absent where the feed does not say
     * @param received when Sallyport received it
     */
    public record Left(Instant at, Instant happened, Optional<Instant> entered, Instant received) {
        static Left of(LeadTimes times, Instant left) {
            return new Left(
                    left, left.minus(times.happened()), times.entered().map(left::minus), left.minus(times.received()));
        }

        /** The lead times by what they are counted from, in words; {@code taken} for the notice itself. */
        Map<String, Duration> leads(Instant taken) {
            var leads = new HashMap<String, Duration>();
            leads.put("happened", Duration.between(happened, at));
            entered.ifPresent(e -> leads.put("entered", Duration.between(e, at)));
            leads.put("received", Duration.between(received, at));
            leads.put("taken", Duration.between(taken, at));
            return leads;
        }
    }

    /** The notices of a stay that a provider took. */
    public static List<TakenNotice> of(EpisodeFile file, Facility facility) {
        var found = new ArrayList<TakenNotice>();
        var lead = new HashMap<NoticeId, Left>();
        if (file.cases().values().stream()
                .noneMatch(c -> c.notices().stream().anyMatch(n -> n.sentAt().isPresent()))) {
            return List.of();
        }
        if (file.custody(facility.ordering()).phase() instanceof CustodyEpisode.Phase.Released released) {
            var left = released.latest();
            file.cases()
                    .values()
                    .forEach(c -> LeadTimes.of(file, c, left)
                            .ifPresent(times -> lead.put(times.notice(), Left.of(times, left))));
        }
        for (var c : file.cases().values()) {
            for (var n : c.notices()) {
                n.sentAt()
                        .ifPresent(at -> found.add(new TakenNotice(
                                facility.id(),
                                n.id(),
                                n.content().kind().word(),
                                at,
                                Punctuality.of(n),
                                Optional.ofNullable(lead.get(n.id())))));
            }
        }
        return List.copyOf(found);
    }
}
