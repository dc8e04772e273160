package org.sallyport.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.CustodyEpisode.Bond;

/** Why someone is held: charges and other authorities' holds, what was set against them, and which have ended. */
final class Grounds {
    private static final String ALL = "all";

    private enum Cause {
        BOND,
        COURT,
        FEED
    }

    private record End(Instant at, Cause cause) {}

    private record ChargeKey(String booking, String id) {}

    private static final class Count {
        Charge charge;
        final Instant since;

        @Nullable
        End end;

        Count(Charge charge, Instant since) {
            this.charge = charge;
            this.since = since;
        }
    }

    private record HeldUnder(String booking, Hold hold) {}

    private record BondUnder(String booking, Bond bond) {}

    private final Bookings bookings;
    private final Map<ChargeKey, Count> counts = new LinkedHashMap<>();
    private final Map<String, HeldUnder> holds = new LinkedHashMap<>();
    private final List<BondUnder> bonds = new ArrayList<>();
    private final Map<String, Instant> allEnded = new LinkedHashMap<>();
    private final Set<ChargeKey> sealed = new HashSet<>();
    private final Set<String> sealedBookings = new HashSet<>();

    Grounds(Bookings bookings) {
        this.bookings = bookings;
    }

    void charged(String booking, Charge said, Instant time) {
        var count = find(booking, said.id());
        if (count == null) {
            count = new Count(said, time);
            counts.put(new ChargeKey(booking, said.id()), count);
            cover(booking, count);
        } else {
            var old = count.charge;
            var silent = said.disposition() == Disposition.UNKNOWN;
            count.charge = silent ? said.disposed(old.disposition(), old.disposedOn(), old.sentence()) : said;
            if (!old.caseNumber().equals(said.caseNumber())) {
                cover(booking, count);
            }
        }
        if (said.disposition() != Disposition.UNKNOWN) {
            weigh(count, time);
        }
    }

    /** A disposition of a charge never heard of makes it known, so that a conviction is not lost with a lost event. */
    void disposed(String booking, CustodyFact.Disposed said, Instant time) {
        var count = find(booking, said.charge());
        if (count == null) {
            count = new Count(unknown(said.charge()), time);
            counts.put(new ChargeKey(booking, said.charge()), count);
            cover(booking, count);
        }
        if (said.disposition() == Disposition.UNKNOWN) {
            return;
        }
        var sentence = said.sentence().equals(Sentence.UNKNOWN) ? count.charge.sentence() : said.sentence();
        count.charge = count.charge.disposed(said.disposition(), said.on(), sentence);
        weigh(count, time);
    }

    private static void weigh(Count count, Instant time) {
        var end = count.end;
        if (count.charge.disposition().endsCharge()) {
            count.end = end == null ? new End(time, Cause.COURT) : end;
        } else if (nothingToServe(count.charge)) {
            count.end = end == null ? new End(time, Cause.COURT) : end;
        } else if (end != null) {
            var convicted = count.charge.disposition() == Disposition.CONVICTED;
            var again = convicted && count.charge.sentence().leavesDays() && time.isAfter(end.at());
            count.end = end.cause() == Cause.COURT || again ? null : end;
        }
    }

    /** A conviction whose whole sentence is suspended, or of no day, keeps nobody. */
    private static boolean nothingToServe(Charge charge) {
        return charge.disposition() == Disposition.CONVICTED
                && charge.sentence().days().isPresent()
                && !charge.sentence().leavesDays();
    }

    void bondSet(String booking, CustodyFact.BondSet said) {
        for (int i = 0; i < bonds.size(); i++) {
            var known = bonds.get(i);
            if (sameBond(known, booking, said.charge(), said.caseNumber())) {
                var posted = known.bond().postedAt();
                if (posted.isEmpty() || said.at().isAfter(posted.get())) {
                    bonds.set(i, new BondUnder(booking, fresh(said.charge(), said.caseNumber(), said.at())));
                    posted.ifPresent(_ -> uncover(known));
                }
                return;
            }
        }
        bonds.add(new BondUnder(booking, fresh(said.charge(), said.caseNumber(), said.at())));
    }

    void bondPosted(String booking, CustodyFact.BondPosted said) {
        BondUnder posted = null;
        for (int i = 0; i < bonds.size() && posted == null; i++) {
            var known = bonds.get(i);
            if (sameBond(known, booking, said.charge(), said.caseNumber())) {
                var bond = known.bond();
                posted = new BondUnder(
                        known.booking(),
                        new Bond(bond.charge(), bond.caseNumber(), bond.setAt(), Optional.of(said.at())));
                bonds.set(i, posted);
            }
        }
        if (posted == null) {
            posted = new BondUnder(
                    booking, new Bond(said.charge(), said.caseNumber(), said.at(), Optional.of(said.at())));
            bonds.add(posted);
        }
        for (var entry : counts.entrySet()) {
            cover(posted, entry.getKey().booking(), entry.getValue());
        }
    }

    private static Bond fresh(String charge, String caseNumber, Instant at) {
        return new Bond(charge, caseNumber, at, Optional.empty());
    }

    private void cover(String booking, Count count) {
        bonds.forEach(bond -> cover(bond, booking, count));
    }

    /** Ends a charge for which a bond was posted; a charge brought into the case only later needs a bond of its own. */
    private void cover(BondUnder under, String booking, Count count) {
        under.bond().postedAt().ifPresent(at -> {
            var own = !under.bond().charge().isEmpty();
            if (count.end == null && covers(under, booking, count) && (own || !count.since.isAfter(at))) {
                count.end = new End(at, Cause.BOND);
            }
        });
    }

    private void uncover(BondUnder under) {
        for (var entry : counts.entrySet()) {
            var count = entry.getValue();
            if (count.end != null
                    && count.end.cause() == Cause.BOND
                    && covers(under, entry.getKey().booking(), count)) {
                count.end = null;
            }
        }
    }

    private boolean covers(BondUnder under, String booking, Count count) {
        var bond = under.bond();
        if (bond.charge().isEmpty() && bond.caseNumber().isBlank()) {
            return sameRecord(under.booking(), booking); // a bond that names neither is on the whole booking
        }
        return bond.charge().isEmpty()
                ? sameCase(bond.caseNumber(), count.charge.caseNumber())
                : bond.charge().equals(count.charge.id()) && sameRecord(under.booking(), booking);
    }

    private boolean sameBond(BondUnder under, String booking, String charge, String caseNumber) {
        var bond = under.bond();
        return charge.isEmpty()
                ? bond.charge().isEmpty()
                        && (sameCase(bond.caseNumber(), caseNumber)
                                || (bond.caseNumber().isBlank()
                                        && caseNumber.isBlank()
                                        && sameRecord(under.booking(), booking)))
                : bond.charge().equals(charge) && sameRecord(under.booking(), booking);
    }

    private static boolean sameCase(String one, String other) {
        return !one.isBlank() && one.strip().equalsIgnoreCase(other.strip());
    }

    private boolean sameRecord(String one, String other) {
        return bookings.record(one).equals(bookings.record(other));
    }

    void groundEnded(String booking, String ground, Instant at) {
        if (ground.equals(ALL)) {
            allEnded.put(bookings.record(booking), at);
        }
        for (var entry : counts.entrySet()) {
            var key = entry.getKey();
            if (sameRecord(key.booking(), booking) && (ground.equals(ALL) || ground.equals(key.id()))) {
                var count = entry.getValue();
                count.end = count.end == null ? new End(at, Cause.FEED) : count.end;
            }
        }
        holds.replaceAll(
                (id, under) -> id.equals(ground) || (ground.equals(ALL) && sameRecord(under.booking(), booking))
                        ? new HeldUnder(under.booking(), under.hold().ended(at))
                        : under);
    }

    void held(String booking, CustodyFact.Held said) {
        var hold = new Hold(said.holdId(), said.instrument(), said.agency(), said.from(), Optional.empty());
        holds.put(said.holdId(), new HeldUnder(booking, hold));
    }

    void holdEnded(String holdId, Instant at) {
        holds.computeIfPresent(
                holdId,
                (_, under) -> new HeldUnder(under.booking(), under.hold().ended(at)));
    }

    void seal(String booking, String charge) {
        if (charge.equals(ALL)) {
            sealedBookings.add(bookings.record(booking));
        } else {
            sealed.add(new ChargeKey(bookings.record(booking), charge));
        }
    }

    boolean sealed(String booking) {
        return sealedBookings.contains(bookings.record(booking));
    }

    private boolean sealed(String booking, String charge) {
        return sealed(booking) || sealed.contains(new ChargeKey(bookings.record(booking), charge));
    }

    /**
     * When the last ground ended; empty while one is open. Where no charge was ever recorded none has ended, unless the
     * feed said of every open booking that all have.
     */
    Optional<Instant> lastEndedAt() {
        if (counts.isEmpty() && (allEnded.isEmpty() || !allEnded.keySet().containsAll(bookings.openRecords()))) {
            return Optional.empty();
        }
        Instant last = Instant.MIN;
        if (counts.isEmpty()) {
            last = allEnded.values().stream().max(Instant::compareTo).orElseThrow();
        }
        for (var entry : counts.entrySet()) {
            var end = entry.getValue().end;
            var at = end == null ? bookings.closedBeforeTheLast(entry.getKey().booking()) : Optional.of(end.at());
            if (at.isEmpty()) {
                return Optional.empty();
            }
            last = at.get().isAfter(last) ? at.get() : last;
        }
        for (var under : holds.values()) {
            if (!under.hold().immigrationPaper()) {
                var at = under.hold().endedAt();
                if (at.isEmpty()) {
                    return Optional.empty();
                }
                last = at.get().isAfter(last) ? at.get() : last;
            }
        }
        return Optional.of(last);
    }

    /** Charges in the order in which they were first said, sealed ones left out. */
    List<Charge> charges() {
        var shown = new ArrayList<Charge>();
        counts.forEach((key, count) -> {
            if (!sealed(key.booking(), key.id())) {
                shown.add(count.charge);
            }
        });
        return List.copyOf(shown);
    }

    /** Whether a conviction of the record may be shown. */
    boolean shows(String booking, Charge prior) {
        return prior.id().isEmpty() || !sealed(booking, prior.id());
    }

    List<Hold> holds() {
        return holds.values().stream().map(HeldUnder::hold).toList();
    }

    List<Bond> bonds() {
        return bonds.stream()
                .filter(under -> !sealed(under.booking(), under.bond().charge()))
                .map(BondUnder::bond)
                .toList();
    }

    private @Nullable Count find(String booking, String id) {
        var own = counts.get(new ChargeKey(booking, id));
        if (own != null) {
            return own;
        }
        for (var entry : counts.entrySet()) {
            if (entry.getKey().id().equals(id) && sameRecord(entry.getKey().booking(), booking)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static Charge unknown(String id) {
        return new Charge(
                id,
                "",
                "",
                new Statute("", ""),
                "",
                "",
                "unknown",
                "",
                Optional.empty(),
                Known.UNKNOWN,
                Disposition.UNKNOWN,
                Optional.empty(),
                Sentence.UNKNOWN);
    }
}
