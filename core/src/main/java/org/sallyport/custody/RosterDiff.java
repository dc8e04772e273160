package org.sallyport.custody;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.custody.RosterOutcome.Acceptance;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.custody.RosterOutcome.Question;
import org.sallyport.custody.RosterState.Listed;

/**
 * Compares a roster with the rosters before it and says as feed events what has happened in between. Pure: the same
 * roster against the same state gives the same events under the same ids, so that a run that was cut off may be run
 * again.
 *
 * <p>The first roster is a baseline: whom it lists were booked some time before. Absence asks the desk at once and
 * becomes a release, between the last roster that listed the person and the first that did not, after as many rosters
 * as the facility says; being listed again before that is a flicker, after it takes the release back. Someone known to
 * be out of the building and still in custody is never absent. Someone listed with an admission later than the last
 * roster that listed them left and was admitted again.
 */
public final class RosterDiff {
    /** How long a released booking is remembered, in case it is listed again. */
    static final Duration REMEMBERED = Duration.ofDays(90);

    private final Facility facility;
    private final Roster roster;
    private final Instant receivedAt;
    private final boolean baseline;
    private final TreeMap<String, Listed> listed;
    private final List<FeedEvent> events = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();
    private final MessageDigest sha256 = sha256();
    private int bookings;
    private int changes;
    private int releases;
    private int withdrawn;
    private int flickers;
    private int duplicates;

    private RosterDiff(Facility facility, RosterState state, Roster roster, Instant receivedAt) {
        this.facility = facility;
        this.roster = roster;
        this.receivedAt = receivedAt;
        this.baseline = state.takenAt().isEmpty();
        this.listed = new TreeMap<>(state.listed());
    }

    /**
     * Takes in a roster.
     *
     * @param facility   whose it is, with the number of rosters absence takes and the share that may be lost at once
     * @param state      what the rosters before it said
     * @param roster     the roster
     * @param away       booking keys of people out of the building and still in custody
     * @param accepted   a person's word that the roster is right although it lost many
     * @param receivedAt when it was received (UTC instant)
     */
    public static RosterOutcome diff(
            Facility facility,
            RosterState state,
            Roster roster,
            Set<String> away,
            Optional<Acceptance> accepted,
            Instant receivedAt) {
        if (state.takenAt().filter(last -> !roster.takenAt().isAfter(last)).isPresent()) {
            return new RosterOutcome.AlreadyTaken();
        }
        var entries = new TreeMap<String, RosterEntry>();
        roster.entries().forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        var present = state.listed().entrySet().stream()
                .filter(e -> e.getValue().missed() == 0 && !away.contains(e.getKey()))
                .toList();
        var lost = (int)
                present.stream().filter(e -> !entries.containsKey(e.getKey())).count();
        var vouched = accepted.filter(a -> !a.by().isBlank() && !a.reason().isBlank());
        if (vouched.isEmpty() && lost > facility.lossShareMax() * present.size()) {
            return new RosterOutcome.Refused(lost, present.size());
        }
        var diff = new RosterDiff(facility, state, roster, receivedAt);
        diff.duplicates = roster.entries().size() - entries.size();
        return diff.taken(entries, away);
    }

    private RosterOutcome taken(Map<String, RosterEntry> entries, Set<String> away) {
        entries.values().forEach(this::present);
        for (var key : List.copyOf(listed.keySet())) {
            if (!entries.containsKey(key) && !away.contains(key)) {
                listed.computeIfPresent(key, this::absent);
            }
        }
        var forgotten = roster.takenAt().minus(REMEMBERED);
        listed.values().removeIf(known -> known.released() && known.seenAt().isBefore(forgotten));
        var counts = new Counts(
                baseline ? bookings : 0,
                baseline ? 0 : bookings,
                changes,
                releases,
                withdrawn,
                flickers,
                questions.size(),
                duplicates);
        var state = new RosterState(Optional.of(roster.takenAt()), listed);
        return new RosterOutcome.Taken(events, state, counts, questions, settled);
    }

    private void present(RosterEntry entry) {
        var known = listed.get(entry.key());
        if (known == null) {
            booked(entry);
        } else if (entry.admittedAt().filter(at -> at.isAfter(known.seenAt())).isPresent()) {
            if (!known.released()) {
                var gone = known.firstMissedAt().orElse(roster.takenAt());
                var admitted = entry.admittedAt().orElse(gone);
                released(entry.key(), known, admitted.isBefore(gone) ? admitted : gone);
            }
            booked(entry);
        } else {
            listedAgain(entry, known);
            changed(entry, known.last());
        }
        listed.put(entry.key(), Listed.seen(entry, roster.takenAt()));
    }

    private void listedAgain(RosterEntry entry, Listed known) {
        if (known.released()) {
            withdrawn++;
            say(
                    entry.key(),
                    "corrected",
                    roster.takenAt(),
                    new CustodyFact.Corrected(known.releaseId(), Optional.empty()));
        } else if (known.missed() > 0) {
            flickers++;
        }
        if (known.missed() > 0) {
            settled.add(entry.key());
        }
    }

    private void booked(RosterEntry entry) {
        bookings++;
        var admitted = entry.admittedAt().orElse(roster.takenAt());
        var time = admitted.isAfter(roster.takenAt()) ? roster.takenAt() : admitted;
        say(entry.key(), "booked", time, new CustodyFact.Booked(entry.person(), admitted, "", Known.UNKNOWN));
        entry.charges().forEach(charge -> charged(entry.key(), charge, time));
    }

    private void changed(RosterEntry entry, RosterEntry before) {
        if (entry.equals(before)) {
            return;
        }
        changes++;
        if (!entry.person().equals(before.person())) {
            say(entry.key(), "identified", roster.takenAt(), identified(entry.person()));
        }
        for (var charge : entry.charges()) {
            if (!before.charges().contains(charge)) {
                charged(entry.key(), charge, roster.takenAt());
            }
        }
    }

    /** A charge that a roster no longer lists has not ended by that: many list the top charge alone. */
    private void charged(String key, Charge charge, Instant time) {
        say(key, "charged:" + charge.id(), time, new CustodyFact.Charged(charge));
    }

    private static CustodyFact identified(Person person) {
        var named = !person.name().family().isEmpty() || !person.name().given().isEmpty();
        return new CustodyFact.Identified(
                named ? Optional.of(person.name()) : Optional.empty(),
                person.aliases(),
                person.birthDate(),
                Optional.of(person.sex()).filter(sex -> !sex.isEmpty()),
                Optional.of(person.language()).filter(language -> !language.isEmpty()),
                person.identifiers(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Listed absent(String key, Listed known) {
        if (known.released()) {
            return known;
        }
        var missed = known.missedAt(roster.takenAt());
        if (known.missed() == 0) {
            questions.add(new Question(key, known.seenAt(), roster.takenAt()));
        }
        if (missed.missed() < facility.absentRosters()) {
            return missed;
        }
        return missed.releasedBy(released(key, missed, missed.firstMissedAt().orElse(roster.takenAt())));
    }

    private String released(String key, Listed known, Instant latest) {
        releases++;
        return say(key, "released", latest, new CustodyFact.Released(known.seenAt(), latest, ReleaseReason.OTHER, ""));
    }

    private String say(String key, String kind, Instant time, CustodyFact fact) {
        var id = id(key, kind);
        events.add(new FeedEvent(
                id,
                "/" + facility.id().path(),
                facility.id(),
                key,
                Optional.empty(),
                time,
                Optional.empty(),
                receivedAt,
                fact));
        return id;
    }

    /** SHA-256 of facility, snapshot, key and kind, each on a line of its own, in hexadecimal. */
    private String id(String key, String kind) {
        var named = facility.id().path() + "\n" + roster.takenAt() + "\n" + key + "\n" + kind;
        return HexFormat.of().formatHex(sha256.digest(named.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
