package org.sallyport.formats.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.formats.json.Members;

/** Reads the data of one event by its type. */
final class FactReader {
    static final String BOOKED = "custody.booked";
    static final String IDENTIFIED = "custody.identified";
    static final String LINKED = "custody.linked";
    static final String MERGED = "custody.merged";
    static final String SPLIT = "custody.split";
    static final String REPRESENTED = "custody.represented";
    static final String CHARGED = "custody.charged";
    static final String DISPOSED = "custody.disposed";
    static final String PRIOR = "custody.prior";
    static final String RECORD_CHECKED = "custody.record-checked";
    static final String BOND_SET = "custody.bond-set";
    static final String BOND_POSTED = "custody.bond-posted";
    static final String HEARING_SCHEDULED = "custody.hearing-scheduled";
    static final String RELEASE_PROJECTED = "custody.release-projected";
    static final String PROJECTION_WITHDRAWN = "custody.release-projection-withdrawn";
    static final String GROUND_ENDED = "custody.ground-ended";
    static final String HELD = "custody.held";
    static final String HOLD_ENDED = "custody.hold-ended";
    static final String LEFT = "custody.left";
    static final String RETURNED = "custody.returned";
    static final String RELEASING = "custody.releasing";
    static final String RELEASED = "custody.released";
    static final String RELEASED_IN_ERROR = "custody.released-in-error";
    static final String RECORD_SEALED = "custody.record-sealed";
    static final String CORRECTED = "custody.corrected";
    static final String HEARTBEAT = "feed.heartbeat";

    /** Every type, in the order of the documentation. */
    static final List<String> TYPES = List.of(
            BOOKED,
            IDENTIFIED,
            LINKED,
            MERGED,
            SPLIT,
            REPRESENTED,
            CHARGED,
            DISPOSED,
            PRIOR,
            RECORD_CHECKED,
            BOND_SET,
            BOND_POSTED,
            HEARING_SCHEDULED,
            RELEASE_PROJECTED,
            PROJECTION_WITHDRAWN,
            GROUND_ENDED,
            HELD,
            HOLD_ENDED,
            LEFT,
            RETURNED,
            RELEASING,
            RELEASED,
            RELEASED_IN_ERROR,
            RECORD_SEALED,
            CORRECTED,
            HEARTBEAT);

    static final List<String> FACILITY_KINDS =
            List.of("county-jail", "city-lockup", "state-prison", "state-run-pretrial");
    static final int AMOUNT_DIGITS = 15;

    private static final Set<ProjectedRelease.Basis> DERIVED = EnumSet.of(ProjectedRelease.Basis.GROUNDS_ENDED);
    private static final Duration HEARTBEAT_LONGEST = Duration.ofDays(31);
    private static final CustodyFact NOTHING = new CustodyFact.Returned();

    private FactReader() {}

    /** What {@code event} says; a stand-in when that was noted as a problem. */
    static CustodyFact read(Members event) {
        var type = event.neededOneOf("type", TYPES);
        if (!TYPES.contains(type)) {
            return NOTHING;
        }
        return fact(type, type.equals(RETURNED) ? event.inside("data") : event.needed("data"), false);
    }

    private static CustodyFact fact(String type, Members d, boolean nested) {
        return switch (type) {
            case BOOKED -> booked(d);
            case IDENTIFIED -> identified(d);
            case LINKED -> new CustodyFact.Linked(bookings(d));
            case MERGED -> new CustodyFact.Merged(bookings(d));
            case SPLIT -> new CustodyFact.Split(bookings(d));
            case REPRESENTED ->
                new CustodyFact.Represented(
                        d.neededText("name", "Test Counsel 1"), d.text("contact"), d.flag("authorised"));
            case CHARGED -> new CustodyFact.Charged(PersonReader.charge(d, Disposition.UNKNOWN));
            case DISPOSED -> PersonReader.disposed(d);
            case PRIOR -> new CustodyFact.Prior(PersonReader.charge(d, Disposition.CONVICTED));
            case RECORD_CHECKED -> new CustodyFact.RecordChecked(d.known("complete"), d.text("source"), at(d, "at"));
            case BOND_SET -> {
                chargeOrCase(d);
                yield new CustodyFact.BondSet(
                        d.text("charge"), d.text("case"), d.decimal("amount", AMOUNT_DIGITS), at(d, "at"));
            }
            case BOND_POSTED -> {
                chargeOrCase(d);
                yield new CustodyFact.BondPosted(
                        d.text("charge"), d.text("case"), d.decimal("amount", AMOUNT_DIGITS), at(d, "at"));
            }
            case HEARING_SCHEDULED ->
                new CustodyFact.HearingScheduled(
                        d.neededMomentAhead("at", Instant.EPOCH), d.text("court"), d.known("releasePossible"));
            case RELEASE_PROJECTED ->
                new CustodyFact.ReleaseProjected(
                        d.neededMomentAhead("at", Instant.EPOCH),
                        d.neededWord("basis", ProjectedRelease.Basis.class, DERIVED, ProjectedRelease.Basis.OTHER),
                        d.neededWord(
                                "certainty",
                                ProjectedRelease.Certainty.class,
                                Set.of(),
                                ProjectedRelease.Certainty.POSSIBLE),
                        d.flag("public"));
            case PROJECTION_WITHDRAWN -> new CustodyFact.ReleaseProjectionWithdrawn(d.text("reason"));
            case GROUND_ENDED ->
                new CustodyFact.GroundEnded(d.neededText("ground", "all"), at(d, "at"), d.text("reason"));
            case HELD ->
                new CustodyFact.Held(
                        d.neededText("holdId", "H-1"),
                        d.neededText("instrument", "I-247A"),
                        d.text("agency"),
                        at(d, "from"));
            case HOLD_ENDED -> new CustodyFact.HoldEnded(d.neededText("holdId", "H-1"), at(d, "at"));
            case LEFT ->
                new CustodyFact.Left(
                        d.neededWord("reason", CustodyFact.LeaveReason.class, Set.of(), CustodyFact.LeaveReason.COURT),
                        d.momentAhead("expectedBack"));
            case RETURNED -> new CustodyFact.Returned();
            case RELEASING -> new CustodyFact.Releasing(at(d, "at"), reason(d));
            case RELEASED -> released(d);
            case RELEASED_IN_ERROR -> new CustodyFact.ReleasedInError(at(d, "at"));
            case RECORD_SEALED -> new CustodyFact.RecordSealed(d.neededText("charge", "all"));
            case CORRECTED -> corrected(d, nested);
            case HEARTBEAT -> {
                if (!d.has("expectNextWithin")) {
                    d.missing("expectNextWithin", "An ISO 8601 duration such as \"PT5M\".");
                }
                yield new CustodyFact.Heartbeat(
                        d.length("expectNextWithin", HEARTBEAT_LONGEST).orElse(HEARTBEAT_LONGEST));
            }
            default -> throw new IllegalArgumentException("No event type " + type);
        };
    }

    private static Instant at(Members d, String name) {
        return d.neededMoment(name, Instant.EPOCH);
    }

    private static ReleaseReason reason(Members d) {
        return d.neededWord("reason", ReleaseReason.class, Set.of(), ReleaseReason.OTHER);
    }

    private static void chargeOrCase(Members d) {
        if (!d.has("charge") && !d.has("case")) {
            d.missing("charge", "The charge or the case the bond is for, such as \"1\"; or \"case\".");
        }
    }

    private static CustodyFact booked(Members d) {
        return new CustodyFact.Booked(
                PersonReader.person(d.needed("person")),
                at(d, "bookedAt"),
                d.oneOf("facilityKind", FACILITY_KINDS),
                d.known("initialCustodian"));
    }

    private static CustodyFact identified(Members d) {
        return new CustodyFact.Identified(
                d.has("name") ? Optional.of(PersonReader.name(d.inside("name"))) : Optional.empty(),
                PersonReader.names(d, "aliases"),
                d.day("birthDate"),
                d.textIfAny("sex"),
                d.textIfAny("language"),
                PersonReader.identifiers(d, PersonReader.OF_A_FEED),
                PersonReader.claim(d, "citizenship"),
                PersonReader.claim(d, "lawfulStatus"),
                PersonReader.knownIfAny(d, "minor"),
                PersonReader.knownIfAny(d, "reviewRequired"),
                PersonReader.knownIfAny(d, "sexOffenderRegistry"));
    }

    private static List<String> bookings(Members d) {
        if (!d.has("bookings")) {
            d.missing("bookings", "A list of booking numbers such as [\"B26-00398\"].");
            return List.of();
        }
        var bookings = new ArrayList<>(d.texts("bookings"));
        if (bookings.isEmpty()) {
            d.wrong("bookings", "length", "", "At least one booking number.", "Name the other bookings.");
        }
        return List.copyOf(bookings);
    }

    private static CustodyFact released(Members d) {
        boolean bounds = d.has("earliest") || d.has("latest");
        if (bounds && d.has("at")) {
            d.wrong("at", "value", "", "Either at, or earliest and latest.", "Send at when the moment is known.");
        }
        var earliest = at(d, bounds ? "earliest" : "at");
        var latest = bounds ? at(d, "latest") : earliest;
        if (latest.isBefore(earliest)) {
            d.wrong("latest", "time.order", "", "A moment not before earliest.", "Correct the value.");
        }
        return new CustodyFact.Released(earliest, latest, reason(d), d.text("to"));
    }

    private static CustodyFact corrected(Members d, boolean nested) {
        if (nested) {
            d.wrong("id", "value", "", "A correction that replaces no correction.", "Correct the first event.");
            return NOTHING;
        }
        var replaces = d.neededText("id", "e-000122");
        if (!d.has("type")) {
            return new CustodyFact.Corrected(replaces, Optional.empty());
        }
        var type = d.oneOf("type", TYPES);
        if (!TYPES.contains(type)) {
            return NOTHING;
        }
        var data = type.equals(RETURNED) ? d.inside("data") : d.needed("data");
        return new CustodyFact.Corrected(replaces, Optional.of(fact(type, data, true)));
    }
}
