package org.sallyport.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes the facts of one stay in effective order and says where the stay stands. */
final class StayBuilder {
    private final List<FeedEvent> received;
    private final Map<String, Boolean> bookings = new TreeMap<>();
    private final Map<String, Charge> charges = new LinkedHashMap<>();
    private final List<Charge> priors = new ArrayList<>();
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final List<CustodyEpisode.Hearing> hearings = new ArrayList<>();
    private final List<CustodyEpisode.Bond> bonds = new ArrayList<>();
    private final Grounds grounds = new Grounds();
    private Person person = Person.UNKNOWN;
    private String facilityKind = "";
    private Known initialCustodian = Known.UNKNOWN;
    private Claim citizenship = Claim.UNKNOWN;
    private Claim lawfulStatus = Claim.UNKNOWN;
    private Known minor = Known.UNKNOWN;
    private Known reviewRequired = Known.UNKNOWN;
    private Known registry = Known.UNKNOWN;
    private Known recordComplete = Known.UNKNOWN;
    private Optional<CustodyEpisode.Representative> represented = Optional.empty();
    private Optional<ProjectedRelease> said = Optional.empty();
    private CustodyEpisode.Phase phase = new CustodyEpisode.Phase.NotBooked();
    private boolean sealed;

    StayBuilder(List<FeedEvent> received) {
        this.received = received;
    }

    void take(FeedEvent e) {
        switch (e.fact()) {
            case CustodyFact.Booked fact -> booked(e, fact);
            case CustodyFact.Identified fact -> identified(fact);
            case CustodyFact.Linked _, CustodyFact.Merged _, CustodyFact.Split _ -> {}
            case CustodyFact.Represented(var name, var contact, var authorised) ->
                represented = Optional.of(new CustodyEpisode.Representative(name, contact, authorised));
            case CustodyFact.Charged(var charge) -> charged(e, charge);
            case CustodyFact.Disposed fact -> disposed(e, fact);
            case CustodyFact.Prior(var conviction) -> priors.add(conviction);
            case CustodyFact.RecordChecked(var complete, var _, var _) -> recordComplete = complete;
            case CustodyFact.BondSet(var charge, var caseNumber, var _, var at) ->
                bonds.add(new CustodyEpisode.Bond(charge, caseNumber, at, Optional.empty()));
            case CustodyFact.BondPosted fact -> bondPosted(e, fact);
            case CustodyFact.HearingScheduled(var at, var court, var possible) ->
                hearings.add(new CustodyEpisode.Hearing(at, court, possible));
            case CustodyFact.ReleaseProjected(var at, var basis, var certainty, var open) ->
                said = Optional.of(new ProjectedRelease(at, basis, certainty, open, e.time(), e.receivedAt()));
            case CustodyFact.ReleaseProjectionWithdrawn _ -> said = Optional.empty();
            case CustodyFact.GroundEnded(var ground, var at, var _) -> groundEnded(e, ground, at);
            case CustodyFact.Held(var id, var instrument, var agency, var from) ->
                held(new Hold(id, instrument, agency, from, Optional.empty()));
            case CustodyFact.HoldEnded(var id, var at) -> holdEnded(e, id, at);
            case CustodyFact.Left(var reason, var back) -> {
                if (inCustody()) {
                    phase = new CustodyEpisode.Phase.Away(reason, e.time(), back);
                }
            }
            case CustodyFact.Returned _ -> {
                if (inCustody()) {
                    phase = new CustodyEpisode.Phase.Present();
                }
            }
            case CustodyFact.Releasing(var at, var reason) -> {
                if (inCustody()) {
                    phase = new CustodyEpisode.Phase.Releasing(at, reason);
                    said = Optional.of(new ProjectedRelease(
                            at,
                            ProjectedRelease.Basis.GROUNDS_ENDED,
                            ProjectedRelease.Certainty.SCHEDULED,
                            said.map(ProjectedRelease::open).orElse(false),
                            e.time(),
                            e.receivedAt()));
                }
            }
            case CustodyFact.Released fact -> released(e.subject(), fact);
            case CustodyFact.ReleasedInError(var at) -> releasedInError(at);
            case CustodyFact.RecordSealed(var charge) -> recordSealed(e.subject(), charge);
            case CustodyFact.Corrected _, CustodyFact.Heartbeat _ -> {}
        }
    }

    private boolean inCustody() {
        return bookings.containsValue(true);
    }

    private void booked(FeedEvent e, CustodyFact.Booked fact) {
        person = person == Person.UNKNOWN ? fact.person() : Particulars.bookedAgain(person, fact.person());
        if (!fact.facilityKind().isEmpty()) {
            facilityKind = fact.facilityKind();
        }
        if (fact.initialCustodian() != Known.UNKNOWN) {
            initialCustodian = fact.initialCustodian();
        }
        boolean first = !inCustody();
        bookings.put(e.subject(), true);
        if (first) {
            phase = new CustodyEpisode.Phase.Present();
        }
    }

    private void identified(CustodyFact.Identified fact) {
        person = Particulars.identified(person, fact);
        citizenship = fact.citizenship().orElse(citizenship);
        lawfulStatus = fact.lawfulStatus().orElse(lawfulStatus);
        minor = fact.minor().orElse(minor);
        reviewRequired = fact.reviewRequired().orElse(reviewRequired);
        registry = fact.sexOffenderRegistry().orElse(registry);
    }

    private void charged(FeedEvent e, Charge charge) {
        var ground = Grounds.charge(e.subject(), charge.id());
        charges.put(ground, charge);
        grounds.begin(ground);
        settle(e, ground, charge);
    }

    private void disposed(FeedEvent e, CustodyFact.Disposed fact) {
        var ground = Grounds.charge(e.subject(), fact.charge());
        var known = charges.get(ground);
        if (known != null) {
            var charge = known.disposed(fact.disposition(), fact.on(), fact.sentence());
            charges.put(ground, charge);
            settle(e, ground, charge);
        }
    }

    /** A charge dropped, or a sentence that leaves no day to serve, ends its ground at once. */
    private void settle(FeedEvent e, String ground, Charge charge) {
        var days = charge.sentence().days();
        boolean nothingToServe = charge.disposition() == Disposition.CONVICTED
                && days.isPresent()
                && days.getAsInt() <= charge.sentence().suspendedDays().orElse(0);
        if (charge.disposition().endsCharge() || nothingToServe) {
            grounds.end(ground, e.time(), e.receivedAt());
        }
    }

    /** A bond on a charge or a case ends those charges' grounds; one that names neither is on the whole booking. */
    private void bondPosted(FeedEvent e, CustodyFact.BondPosted fact) {
        bonds.replaceAll(b -> b.charge().equals(fact.charge()) && b.caseNumber().equals(fact.caseNumber())
                ? new CustodyEpisode.Bond(b.charge(), b.caseNumber(), b.setAt(), Optional.of(fact.at()))
                : b);
        for (var known : List.copyOf(charges.entrySet())) {
            var charge = known.getValue();
            boolean here = known.getKey().equals(Grounds.charge(e.subject(), charge.id()));
            boolean whole = fact.charge().isEmpty() && fact.caseNumber().isEmpty();
            boolean named = charge.id().equals(fact.charge())
                    || (!fact.caseNumber().isEmpty() && charge.caseNumber().equals(fact.caseNumber()));
            if (here && (whole || named)) {
                grounds.end(known.getKey(), fact.at(), e.receivedAt());
            }
        }
    }

    private void groundEnded(FeedEvent e, String ground, Instant at) {
        if (ground.equals("all")) {
            grounds.endAll(at, e.receivedAt());
            return;
        }
        grounds.end(Grounds.charge(e.subject(), ground), at, e.receivedAt());
        if (holds.containsKey(ground)) {
            holdEnded(e, ground, at);
        }
    }

    private void held(Hold hold) {
        holds.put(hold.holdId(), hold);
        if (!hold.immigrationPaper()) {
            grounds.begin(Grounds.hold(hold.holdId()));
        }
    }

    private void holdEnded(FeedEvent e, String id, Instant at) {
        holds.computeIfPresent(
                id, (_, h) -> new Hold(h.holdId(), h.instrument(), h.agency(), h.from(), Optional.of(at)));
        grounds.end(Grounds.hold(id), at, e.receivedAt());
    }

    private void released(String booking, CustodyFact.Released fact) {
        bookings.put(booking, false);
        if (!inCustody()) {
            phase = new CustodyEpisode.Phase.Released(fact.earliest(), fact.latest(), fact.reason(), fact.to(), false);
        }
    }

    private void releasedInError(Instant at) {
        phase = phase instanceof CustodyEpisode.Phase.Released r
                ? new CustodyEpisode.Phase.Released(r.earliest(), r.latest(), r.reason(), r.to(), true)
                : new CustodyEpisode.Phase.Released(at, at, ReleaseReason.OTHER, "", true);
        bookings.replaceAll((_, _) -> false);
    }

    private void recordSealed(String booking, String charge) {
        if (charge.equals("all")) {
            sealed = true;
            charges.clear();
            return;
        }
        var ground = Grounds.charge(booking, charge);
        charges.remove(ground);
        grounds.forget(ground);
    }

    CustodyEpisode build() {
        boolean held = inCustody();
        var ended = held ? grounds.lastEnded() : Optional.<Grounds.Ended>empty();
        return new CustodyEpisode(
                Collections.unmodifiableMap(bookings),
                person,
                facilityKind,
                initialCustodian,
                citizenship,
                lawfulStatus,
                minor,
                reviewRequired,
                registry,
                List.copyOf(charges.values()),
                List.copyOf(priors),
                recordComplete,
                List.copyOf(holds.values()),
                List.copyOf(hearings),
                List.copyOf(bonds),
                represented,
                projection(held, ended),
                projections(),
                ended.map(Grounds.Ended::at),
                phase,
                sealed);
    }

    /**
     * The projection in force. When the last ground has ended the release is projected for that moment, unless the jail
     * itself has since named another.
     */
    private Optional<ProjectedRelease> projection(boolean held, Optional<Grounds.Ended> ended) {
        if (!held) {
            return Optional.empty();
        }
        boolean saidSince = ended.isPresent()
                && said.filter(p -> !p.saidAt().isBefore(ended.get().at())
                                && p.certainty() == ProjectedRelease.Certainty.SCHEDULED)
                        .isPresent();
        if (ended.isEmpty() || saidSince) {
            return said;
        }
        return ended.map(e -> new ProjectedRelease(
                e.at(),
                ProjectedRelease.Basis.GROUNDS_ENDED,
                ProjectedRelease.Certainty.SCHEDULED,
                said.map(ProjectedRelease::open).orElse(false),
                e.at(),
                e.knownSince()));
    }

    private List<ProjectedRelease> projections() {
        var all = new ArrayList<ProjectedRelease>();
        for (var e : received) {
            if (e.fact() instanceof CustodyFact.ReleaseProjected(var at, var basis, var certainty, var open)) {
                all.add(new ProjectedRelease(at, basis, certainty, open, e.time(), e.receivedAt()));
            }
        }
        return List.copyOf(all);
    }
}
