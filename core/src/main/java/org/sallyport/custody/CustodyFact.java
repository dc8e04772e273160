package org.sallyport.custody;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one event of a custody feed says. One record per event type of {@code docs/formats/custody-feed.md}; the type's
 * wire name is in each record's comment. Moments are UTC instants, days are calendar days of the facility.
 */
public sealed interface CustodyFact {

    /** {@code custody.booked}: a person was admitted. */
    record Booked(Person person, Instant bookedAt, String facilityKind, Known initialCustodian)
            implements CustodyFact {}

    /** {@code custody.identified}: more or corrected particulars of the person. Absent parts change nothing. */
    record Identified(
            Optional<PersonName> name,
            List<PersonName> aliases,
            Optional<LocalDate> birthDate,
            Optional<String> sex,
            Optional<String> language,
            List<Identifier> identifiers,
            Optional<Claim> citizenship,
            Optional<Claim> lawfulStatus,
            Optional<Known> minor,
            Optional<Known> reviewRequired,
            Optional<Known> sexOffenderRegistry)
            implements CustodyFact {}

    /** {@code custody.linked}: these bookings are one stay with the subject's. */
    record Linked(List<String> bookings) implements CustodyFact {}

    /** {@code custody.merged}: these records were the subject's all along. */
    record Merged(List<String> bookings) implements CustodyFact {}

    /** {@code custody.split}: these bookings are another stay or another person after all. */
    record Split(List<String> bookings) implements CustodyFact {}

    /** {@code custody.represented}: counsel, or a person the subject named to be told. */
    record Represented(String name, String contact, boolean authorised) implements CustodyFact {}

    /** {@code custody.charged}: an offense alleged; the same charge id again replaces what was said. */
    record Charged(Charge charge) implements CustodyFact {}

    /** {@code custody.disposed}: what a court did with a charge. */
    record Disposed(String charge, Disposition disposition, Optional<LocalDate> on, Sentence sentence)
            implements CustodyFact {}

    /** {@code custody.prior}: a conviction known from the record. */
    record Prior(Charge conviction) implements CustodyFact {}

    /** {@code custody.record-checked}: whether the list of priors is complete. */
    record RecordChecked(Known complete, String source, Instant at) implements CustodyFact {}

    /** {@code custody.bond-set}: what would release a charge or a case. */
    record BondSet(String charge, String caseNumber, Optional<BigDecimal> amount, Instant at) implements CustodyFact {}

    /** {@code custody.bond-posted}: the bond on a charge or a case was paid. */
    record BondPosted(String charge, String caseNumber, Optional<BigDecimal> amount, Instant at)
            implements CustodyFact {}

    /** {@code custody.hearing-scheduled}: a hearing, and whether it may end in release. */
    record HearingScheduled(Instant at, String court, Known releasePossible) implements CustodyFact {}

    /** {@code custody.release-projected}: the jail's estimate of the release. */
    record ReleaseProjected(
            Instant at, ProjectedRelease.Basis basis, ProjectedRelease.Certainty certainty, boolean open)
            implements CustodyFact {}

    /** {@code custody.release-projection-withdrawn}: the jail no longer has an estimate. */
    record ReleaseProjectionWithdrawn(String reason) implements CustodyFact {}

    /** {@code custody.ground-ended}: one ground for custody ended: a charge id, a hold id, or {@code all}. */
    record GroundEnded(String ground, Instant at, String reason) implements CustodyFact {}

    /** {@code custody.held}: another authority's hold was recorded. */
    record Held(String holdId, String instrument, String agency, Instant from) implements CustodyFact {}

    /** {@code custody.hold-ended}: that hold ended. */
    record HoldEnded(String holdId, Instant at) implements CustodyFact {}

    /** {@code custody.left}: the person is out of the building and still in custody. */
    record Left(LeaveReason reason, Optional<Instant> expectedBack) implements CustodyFact {}

    /** {@code custody.returned}: back in the building. */
    record Returned() implements CustodyFact {}

    /** {@code custody.releasing}: the release desk has begun to let the person go. */
    record Releasing(Instant at, ReleaseReason reason) implements CustodyFact {}

    /**
     * {@code custody.released}: the booking is closed. Rosters know only bounds; a release seen at the door has both
     * bounds equal.
     */
    record Released(Instant earliest, Instant latest, ReleaseReason reason, String to) implements CustodyFact {}

    /** {@code custody.released-in-error}: the person should not have left. */
    record ReleasedInError(Instant at) implements CustodyFact {}

    /** {@code custody.record-sealed}: a court sealed a charge ({@code all} for the whole booking). */
    record RecordSealed(String charge) implements CustodyFact {}

    /** {@code custody.corrected}: this source's earlier event with that id is replaced, or taken back when absent. */
    record Corrected(String replacesId, Optional<CustodyFact> replacement) implements CustodyFact {}

    /** {@code feed.heartbeat}: nothing happened, and the feed is alive. */
    record Heartbeat(Duration expectNextWithin) implements CustodyFact {}

    /** Why someone in custody is out of the building. */
    enum LeaveReason {
        COURT,
        HOSPITAL,
        FURLOUGH,
        WORK_RELEASE,
        WEEKENDER,
        TRANSPORT,
        ELECTRONIC_MONITORING
    }
}
