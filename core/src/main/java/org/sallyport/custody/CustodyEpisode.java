package org.sallyport.custody;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One unbroken stay, folded from a feed's events in effective order. A stay may hold several bookings.
 *
 * @param bookings       booking number to whether it is still open
 * @param person         the person as the records now describe them
 * @param facilityKind   as the booking said; empty to use the facility's own
 * @param initialCustodian whether this facility was the first to hold the person
 * @param citizenship    what is asserted of citizenship
 * @param lawfulStatus   what is asserted of lawful status
 * @param minor          as reported; {@link Known#UNKNOWN} leaves it to the birth date
 * @param reviewRequired a possible protected person, no reason kept
 * @param registry       whether the person is on a sex-offense registry, as reported
 * @param charges        charges with their dispositions, sealed ones left out
 * @param priors         convictions from the record
 * @param recordComplete whether the list of priors is complete
 * @param holds          holds of other agencies
 * @param hearings       hearings still ahead or past, in order
 * @param bonds          bonds set and posted
 * @param represented    who was named to be told
 * @param projection     the projected release in force, the feed's own or the end of the last ground
 * @param projections    every projection ever held, in order of receipt
 * @param lastGroundEndedAt when the last local ground for custody ended; absent while one is open
 * @param phase          where the stay stands
 * @param sealed         whether the whole record is sealed by a court
 */
public record CustodyEpisode(
        Map<String, Boolean> bookings,
        Person person,
        String facilityKind,
        Known initialCustodian,
        Claim citizenship,
        Claim lawfulStatus,
        Known minor,
        Known reviewRequired,
        Known registry,
        List<Charge> charges,
        List<Charge> priors,
        Known recordComplete,
        List<Hold> holds,
        List<Hearing> hearings,
        List<Bond> bonds,
        Optional<Representative> represented,
        Optional<ProjectedRelease> projection,
        List<ProjectedRelease> projections,
        Optional<Instant> lastGroundEndedAt,
        Phase phase,
        boolean sealed) {

    /** Where a stay stands. */
    public sealed interface Phase {
        /** In the building. */
        record Present() implements Phase {}

        /** Out of the building, still in custody. Absence is not release. */
        record Away(CustodyFact.LeaveReason reason, Instant since, Optional<Instant> expectedBack) implements Phase {}

        /** The release desk has begun. */
        record Releasing(Instant at, ReleaseReason reason) implements Phase {}

        /** The last open booking is closed. */
        record Released(Instant earliest, Instant latest, ReleaseReason reason, String to, boolean inError)
                implements Phase {}

        /** Nothing but events that say no booking: a stay that is not yet known to have begun. */
        record NotBooked() implements Phase {}
    }

    /** A hearing and whether it may end in release. */
    public record Hearing(Instant at, String court, Known releasePossible) {}

    /** A bond on a charge or a case; posted when {@code postedAt} is present. */
    public record Bond(String charge, String caseNumber, Instant setAt, Optional<Instant> postedAt) {}

    /** Counsel, or a person the subject named to be told. */
    public record Representative(String name, String contact, boolean authorised) {}

    /** Whether the person has left for good. */
    public boolean over() {
        return phase instanceof Phase.Released;
    }

    /** Whether the person is held now, in the building or out of it. */
    public boolean inCustody() {
        return phase instanceof Phase.Present || phase instanceof Phase.Away || phase instanceof Phase.Releasing;
    }
}
