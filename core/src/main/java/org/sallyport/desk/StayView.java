package org.sallyport.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.StayReview;

/**
 * One stay as the release desk's board shows it: a pure function of the stay's file.
 *
 * @param episode       the stay
 * @param facility      where
 * @param number        the number by which people speak of it
 * @param phase         {@code not-booked present away releasing released absorbed}
 * @param releaseAt     the projected or actual release (UTC instant)
 * @param lastGroundEndedAt when the last ground for custody ended, while the person is still there
 * @param openCases     how many cases are open
 * @param personal      what only an opened seal may show
 */
public record StayView(
        EpisodeId episode,
        FacilityId facility,
        String number,
        String phase,
        Optional<Instant> releaseAt,
        Optional<Instant> lastGroundEndedAt,
        int openCases,
        Personal personal) {

    /** Name, birth date and booking numbers: sealed at rest, shown to the desk, never logged. */
    public record Personal(String family, String given, Optional<LocalDate> birthDate, List<String> bookings) {}

    /** The stay as the board shows it. */
    public static StayView of(EpisodeFile file, Facility facility) {
        var stay = file.custody(facility.ordering());
        return new StayView(
                file.id(),
                facility.id(),
                StayReview.number(file),
                file.absorbedInto().isPresent() ? "absorbed" : phase(stay),
                release(stay),
                stay.over() ? Optional.empty() : stay.lastGroundEndedAt(),
                (int) file.cases().values().stream()
                        .filter(c -> c.closed().isEmpty())
                        .count(),
                new Personal(
                        stay.person().name().family(),
                        stay.person().name().given(),
                        stay.person().birthDate(),
                        List.copyOf(stay.bookings().keySet())));
    }

    private static Optional<Instant> release(CustodyEpisode stay) {
        return stay.phase() instanceof CustodyEpisode.Phase.Released r
                ? Optional.of(r.latest())
                : stay.projection().map(ProjectedRelease::at);
    }

    private static String phase(CustodyEpisode stay) {
        return switch (stay.phase()) {
            case CustodyEpisode.Phase.NotBooked _ -> "not-booked";
            case CustodyEpisode.Phase.Present _ -> "present";
            case CustodyEpisode.Phase.Away _ -> "away";
            case CustodyEpisode.Phase.Releasing _ -> "releasing";
            case CustodyEpisode.Phase.Released _ -> "released";
        };
    }
}
