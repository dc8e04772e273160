package org.sallyport.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode.Hearing;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.CustodyEpisode.Representative;

/** One stay while its facts are folded in effective order. */
final class Stay {
    private record HearingKey(Instant at, String court) {}

    private record PriorUnder(String booking, Charge conviction) {}

    private final Bookings bookings = new Bookings();
    private final Grounds grounds = new Grounds(bookings);
    private final Projections projections = new Projections(bookings);
    private final Presence presence = new Presence(bookings);
    private final PersonRecord person = new PersonRecord();
    private final Map<HearingKey, Hearing> hearings = new LinkedHashMap<>();
    private final List<PriorUnder> priors = new ArrayList<>();
    private String facilityKind = "";
    private Known initialCustodian = Known.UNKNOWN;
    private Known recordComplete = Known.UNKNOWN;
    private Optional<Representative> represented = Optional.empty();

    /** Folds all facts of a stay. */
    static Stay of(List<Effect> effects) {
        var stay = new Stay();
        stay.bookings.structure(effects);
        effects.forEach(stay::apply);
        return stay;
    }

    /**
     * Folds one more fact, which comes last in effective order. Facts of records that were parted count for nothing.
     */
    void apply(Effect effect) {
        var booking = effect.subject();
        if (!bookings.belongs(booking)) {
            return;
        }
        bookings.mention(booking);
        switch (effect.fact()) {
            case CustodyFact.Booked(var who, var _, var kind, var initial) -> {
                person.booked(booking, who);
                presence.booked(booking);
                facilityKind = kind.isEmpty() ? facilityKind : kind;
                initialCustodian = initial == Known.UNKNOWN ? initialCustodian : initial;
            }
            case CustodyFact.Identified identified -> person.identified(identified);
            case CustodyFact.Linked(var others) -> mention(others);
            case CustodyFact.Merged(var others) -> mention(others);
            case CustodyFact.Split _, CustodyFact.Heartbeat _, CustodyFact.Corrected _ -> {
                // Parted records were set aside before; a heartbeat says nothing of a person; corrections are in
                // effect.
            }
            case CustodyFact.Represented(var name, var contact, var authorised) ->
                represented = Optional.of(new Representative(name, contact, authorised));
            case CustodyFact.Charged(var charge) -> grounds.charged(booking, charge, effect.time());
            case CustodyFact.Disposed disposed -> grounds.disposed(booking, disposed, effect.time());
            case CustodyFact.Prior(var conviction) -> prior(booking, conviction);
            case CustodyFact.RecordChecked(var complete, var _, var _) -> recordComplete = complete;
            case CustodyFact.BondSet set -> grounds.bondSet(booking, set);
            case CustodyFact.BondPosted posted -> grounds.bondPosted(booking, posted);
            case CustodyFact.HearingScheduled(var at, var court, var possible) ->
                hearings.put(new HearingKey(at, court), new Hearing(at, court, possible));
            case CustodyFact.ReleaseProjected projected ->
                projections.project(
                        bookings.record(booking), Projections.of(projected, effect.saidAt(), effect.receivedAt()));
            case CustodyFact.ReleaseProjectionWithdrawn _ -> projections.withdraw(bookings.record(booking));
            case CustodyFact.GroundEnded(var ground, var at, var _) -> grounds.groundEnded(booking, ground, at);
            case CustodyFact.Held held -> grounds.held(booking, held);
            case CustodyFact.HoldEnded(var holdId, var at) -> grounds.holdEnded(holdId, at);
            case CustodyFact.Left left -> presence.left(left, effect.time());
            case CustodyFact.Returned _ -> presence.returned(booking);
            case CustodyFact.Releasing releasing -> presence.releasing(booking, releasing, effect);
            case CustodyFact.Released released -> presence.released(booking, released);
            case CustodyFact.ReleasedInError inError -> presence.releasedInError(inError);
            case CustodyFact.RecordSealed(var charge) -> grounds.seal(booking, charge);
        }
    }

    private void mention(List<String> others) {
        others.stream().filter(bookings::belongs).forEach(bookings::mention);
    }

    /** The same conviction said again replaces what was said; one without a number of its own counts once. */
    private void prior(String booking, Charge conviction) {
        priors.removeIf(known -> conviction.id().isEmpty()
                ? known.conviction().equals(conviction)
                : known.conviction().id().equals(conviction.id()));
        priors.add(new PriorUnder(booking, conviction));
    }

    /** What the jail itself says of the release. */
    Optional<ProjectedRelease> said() {
        var said = projections.inForce();
        return leaving().or(() -> said);
    }

    /** The release that the desk has begun. */
    Optional<ProjectedRelease> leaving() {
        return presence.leaving();
    }

    Optional<Instant> lastGroundEndedAt() {
        return grounds.lastEndedAt();
    }

    CustodyEpisode episode(
            Optional<ProjectedRelease> projection,
            List<ProjectedRelease> everHeld,
            Optional<Instant> lastGroundEndedAt) {
        var all = bookings.asMap();
        var phase = presence.phase();
        var held = switch (phase) {
            case Phase.Present _, Phase.Away _, Phase.Releasing _ -> true;
            case Phase.Released _, Phase.NotBooked _ -> false;
        };
        return new CustodyEpisode(
                all,
                person.person(),
                facilityKind,
                initialCustodian,
                person.citizenship,
                person.lawfulStatus,
                person.minor,
                person.reviewRequired,
                person.registry,
                grounds.charges(),
                priors.stream()
                        .filter(prior -> grounds.shows(prior.booking(), prior.conviction()))
                        .map(PriorUnder::conviction)
                        .toList(),
                recordComplete,
                grounds.holds(),
                hearings.values().stream()
                        .sorted(Comparator.comparing(Hearing::at))
                        .toList(),
                grounds.bonds(),
                represented,
                held ? projection : Optional.empty(),
                everHeld,
                lastGroundEndedAt,
                phase,
                !all.isEmpty() && all.keySet().stream().allMatch(grounds::sealed));
    }
}
