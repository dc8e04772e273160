package org.sallyport.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeState;
import org.sallyport.notice.ShadowComparison;
import org.sallyport.request.RequestId;

/**
 * One case as a board or a list shows it: a pure function of the stay's file, so that a store may drop its rows and
 * write them again. Holds nothing of the person.
 *
 * @param caseId     the case
 * @param episode    the stay
 * @param facility   where
 * @param request    the request
 * @param agency     who asked
 * @param requester  the kind of requester
 * @param state      {@code deciding waits-for-decision planned paused withheld sending sent acknowledged escalated
 *                   shadowed cancelled not-permitted closed}
 * @param outcome    the law's answer, {@code must may may-not ask}; empty before the first
 * @param releaseAt  the projected or actual release (UTC instant)
 * @param certainty  {@code scheduled possible released}; empty without a projection
 * @param kind       the kind of the newest notice; empty without one
 * @param sendAt     when its next attempt is due
 * @param deadline   the last moment in time for it
 * @param sentAt     when a provider first took it
 * @param answer     what the agency answered; empty before
 * @param asked      the question that waits for a person; empty when none does
 * @param askedRole  who must answer it
 * @param shadow     how what would have been sent stands to what staff did; empty where nothing can be compared
 * @param closed     how the case ended; empty while it is open
 */
public record CaseView(
        CaseId caseId,
        EpisodeId episode,
        FacilityId facility,
        RequestId request,
        String agency,
        String requester,
        String state,
        String outcome,
        Optional<Instant> releaseAt,
        String certainty,
        String kind,
        Optional<Instant> sendAt,
        Optional<Instant> deadline,
        Optional<Instant> sentAt,
        String answer,
        String asked,
        String askedRole,
        String shadow,
        String closed) {

    /** The cases of a stay, as lists show them. */
    public static List<CaseView> of(EpisodeFile file, Facility facility) {
        var stay = file.custody(facility.ordering());
        var views = new ArrayList<CaseView>();
        for (var c : file.cases().values()) {
            views.add(of(c, file, facility, stay));
        }
        return List.copyOf(views);
    }

    private static CaseView of(NoticeCase c, EpisodeFile file, Facility facility, CustodyEpisode stay) {
        var notice = c.current();
        return new CaseView(
                c.id(),
                file.id(),
                facility.id(),
                c.request(),
                c.agency(),
                c.requester(),
                state(c),
                c.answer().map(a -> a.determination().outcome().word()).orElse(""),
                release(stay),
                certainty(stay),
                notice.map(n -> n.content().kind().word()).orElse(""),
                notice.filter(NoticeState::pending).map(NoticeState::sendAt),
                notice.map(NoticeState::deadline),
                notice.flatMap(NoticeState::sentAt),
                notice.map(NoticeState::answer).orElse(""),
                c.asked().map(a -> a.question()).orElse(""),
                c.asked().map(a -> a.role()).orElse(""),
                ShadowComparison.of(c).map(s -> s.finding().word()).orElse(""),
                c.closed().orElse(""));
    }

    private static Optional<Instant> release(CustodyEpisode stay) {
        return stay.phase() instanceof CustodyEpisode.Phase.Released r
                ? Optional.of(r.latest())
                : stay.projection().map(ProjectedRelease::at);
    }

    private static String certainty(CustodyEpisode stay) {
        if (stay.over()) {
            return "released";
        }
        return stay.projection()
                .map(p -> p.certainty().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static String state(NoticeCase c) {
        if (c.closed().isPresent()) {
            return "closed";
        }
        if (c.asked().isPresent()) {
            return "waits-for-decision";
        }
        if (c.answer().isEmpty()) {
            return "deciding";
        }
        var notice = c.current();
        if (notice.isEmpty()) {
            return switch (c.answer().get().determination().toNotify()) {
                case NO -> "not-permitted";
                case YES, ASK -> "deciding";
            };
        }
        return state(notice.get());
    }

    private static String state(NoticeState n) {
        if (n.acknowledgedAt().isPresent()) {
            return "acknowledged";
        }
        if (n.escalatedAt().isPresent()) {
            return "escalated";
        }
        return switch (n.stage()) {
            case PLANNED -> n.paused() ? "paused" : "planned";
            case SENDING -> "sending";
            case SENT -> "sent";
            case SHADOWED -> "shadowed";
            case WITHHELD -> "withheld";
            case DROPPED -> "cancelled";
        };
    }
}
