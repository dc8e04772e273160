package org.sallyport.server.feed;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Roster;
import org.sallyport.custody.RosterDiff;
import org.sallyport.custody.RosterEntry;
import org.sallyport.custody.RosterOutcome;
import org.sallyport.custody.RosterOutcome.Acceptance;
import org.sallyport.custody.RosterState;
import org.sallyport.desk.Desk;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.formats.roster.RosterReader;
import org.sallyport.formats.roster.RosterReading;
import org.sallyport.postgres.roster.RosterStore;
import org.sallyport.postgres.roster.RosterStore.Question;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.feed.RosterReply.Fate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in a facility's rosters, whatever way they came: compares each with those before it, records what follows, asks
 * the desk about whom it lacks, and keeps one that lost many until a supervisor accepts it. The same roster again
 * changes nothing. One roster is in memory at a time.
 */
public final class RosterIntake {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final Problem AHEAD = new Problem(
            "roster.ahead",
            "takenAt",
            "",
            "A roster that was taken before now.",
            "Correct its moment, or the mapping's zone.");
    private static final int BATCH = 250;
    private static final int AT_ONCE = 4;
    private static final int LISTED = 500;

    private final FeedIntake feeds;
    private final Desk desk;
    private final RosterStore store;
    private final InstantSource business;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    /** An intake. {@code business} tells when a roster was received. */
    public RosterIntake(FeedIntake feeds, Desk desk, RosterStore store, InstantSource business) {
        this.feeds = feeds;
        this.desk = desk;
        this.store = store;
        this.business = business;
    }

    /** The facility's mapping, or why there is none. */
    public Checked<RosterMapping> mapping(FacilityId facility) {
        return store.mapping(facility)
                .map(RosterMapping::read)
                .orElseGet(() -> new Checked.Bad<>(List.of(new Problem(
                        "roster.mapping.missing",
                        "mapping",
                        "",
                        "A mapping file that says what the columns of this facility's rosters hold.",
                        "Name it as rosterMapping in the configuration file and start again."))));
    }

    /**
     * Takes in a file of one roster or several.
     *
     * @param in      CSV, plain or by gzip; the caller closes it
     * @param takenAt when the roster was taken, for mappings that name no snapshot column
     */
    public Checked<List<RosterReply>> file(Facility facility, InputStream in, Optional<Instant> takenAt) {
        return switch (mapping(facility.id())) {
            case Checked.Bad<RosterMapping>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<RosterMapping>(var mapping) -> {
                var readings = new RosterReader(facility.id(), mapping).read(in, takenAt);
                var replies = new ArrayList<RosterReply>();
                while (readings.hasNext()) {
                    replies.add(
                            switch (readings.next()) {
                                case RosterReading.Refused(var at, var problems) ->
                                    RosterReply.not(at, Fate.UNREADABLE, problems);
                                case RosterReading.Taken taken -> one(facility, taken);
                            });
                }
                yield new Checked.Good<>(replies);
            }
        };
    }

    private RosterReply one(Facility facility, RosterReading.Taken reading) {
        var gone = destroyed(facility.id(), reading.roster());
        var roster = reading.roster().without(gone);
        var reply = holding(facility, () -> compared(facility, roster, Optional.empty()));
        return gone.isEmpty() ? reply.read(reading) : reply.read(reading).withRemark(FeedIntake.NOT_TAKEN);
    }

    private Set<String> destroyed(FacilityId facility, Roster roster) {
        return desk.destroyed(
                facility, roster.entries().stream().map(RosterEntry::key).toList());
    }

    /** A supervisor takes in the refused roster, for a reason; empty when no such roster waits. */
    public Optional<RosterReply> accept(Facility facility, Instant takenAt, String by, String reason) {
        return holding(
                facility,
                () -> store.refused(facility.id())
                        .filter(r -> r.roster().takenAt().equals(takenAt))
                        .map(r -> {
                            desk.rosterAccepted(facility.id(), takenAt, by, reason);
                            return compared(facility, r.roster(), Optional.of(new Acceptance(by, reason)));
                        }));
    }

    /** Records what a node that stopped left owed. */
    public void goOn(Facility facility) {
        if (store.unfinished(facility.id()).isPresent()) {
            holding(facility, () -> facility);
        }
    }

    /** Does work alone at this facility, after what an earlier roster left owed is recorded. */
    private <T> T holding(Facility facility, Supplier<T> work) {
        atOnce.acquireUninterruptibly();
        try {
            return store.holding(facility.id(), () -> {
                record(facility);
                return work.get();
            });
        } finally {
            atOnce.release();
        }
    }

    private RosterReply compared(Facility facility, Roster roster, Optional<Acceptance> accepted) {
        var at = roster.takenAt().toString();
        if (roster.takenAt().isAfter(business.instant().plus(CLOCKS_DIFFER))) {
            return RosterReply.not(at, Fate.UNREADABLE, List.of(AHEAD));
        }
        var state = store.state(facility.id());
        var away = away(facility, state, roster);
        return switch (RosterDiff.diff(facility, state, roster, away, accepted, business.instant())) {
            case RosterOutcome.AlreadyTaken _ -> {
                store.letGo(facility.id());
                yield RosterReply.not(at, Fate.KNOWN, List.of());
            }
            case RosterOutcome.Refused(var lost, var present) -> {
                store.refuse(roster, lost, present);
                desk.rosterRefused(facility.id(), roster.takenAt(), lost, present);
                yield RosterReply.not(at, Fate.REFUSED, List.of(lostMany(lost, present)));
            }
            case RosterOutcome.Taken taken -> {
                keep(facility, taken);
                record(facility);
                yield reply(at, taken);
            }
        };
    }

    private static Problem lostMany(int lost, int present) {
        return new Problem(
                "roster.lost-many",
                "roster",
                lost + " of " + present + " are missing",
                "A roster that lists most of those the roster before it listed.",
                "Check the export and send it whole; a supervisor can accept it with a reason.");
    }

    private Set<String> away(Facility facility, RosterState state, Roster roster) {
        var here = new HashSet<String>();
        roster.entries().forEach(e -> here.add(e.key()));
        var missing = state.listed().entrySet().stream()
                .filter(e -> !e.getValue().released() && !here.contains(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        var away = new HashSet<String>();
        for (int from = 0; from < missing.size(); from += BATCH) {
            away.addAll(desk.away(facility.id(), missing.subList(from, Math.min(missing.size(), from + BATCH))));
        }
        return away;
    }

    private void keep(Facility facility, RosterOutcome.Taken taken) {
        var spoken = new TreeSet<>(taken.settled());
        taken.questions().forEach(q -> spoken.add(q.key()));
        taken.events().stream()
                .filter(e -> e.fact() instanceof CustodyFact.Released)
                .forEach(e -> spoken.add(e.subject()));
        var stays = desk.stays(facility.id(), spoken);
        var asked = new ArrayList<Question>();
        for (var q : taken.questions()) {
            var stay = stays.get(q.key());
            if (stay != null) {
                asked.add(new Question(stay, q.seenAt(), q.missedAt()));
            }
        }
        var settled = new TreeSet<EpisodeId>();
        stays.forEach((key, stay) -> settled.add(stay));
        asked.forEach(q -> settled.remove(q.episode()));
        store.taken(
                facility.id(),
                new RosterStore.Taken(
                        taken.state(),
                        taken.events().stream().map(FeedWriter::bytes).toList(),
                        taken.counts(),
                        asked,
                        List.copyOf(settled)));
    }

    /** Records what is owed, batch by batch; ids that stay the same make a batch recorded twice change nothing. */
    private void record(Facility facility) {
        for (var lines = store.owed(facility.id(), BATCH); !lines.isEmpty(); lines = store.owed(facility.id(), BATCH)) {
            var body = new ByteArrayOutputStream();
            lines.forEach(line -> {
                body.writeBytes(line);
                body.write('\n');
            });
            feeds.body(facility, body.toByteArray());
            store.recorded(facility.id(), lines.size());
        }
        store.unfinished(facility.id()).ifPresent(u -> {
            desk.rosterTaken(facility.id(), u.takenAt(), u.counts());
            store.finished(facility.id());
        });
    }

    private static RosterReply reply(String at, RosterOutcome.Taken taken) {
        var booked = new TreeSet<String>();
        var changed = new TreeSet<String>();
        for (var event : taken.events()) {
            switch (event.fact()) {
                case CustodyFact.Booked _ -> booked.add(event.subject());
                case CustodyFact.Identified _, CustodyFact.Charged _ -> changed.add(event.subject());
                default -> {
                    // releases and what takes them back are counted
                }
            }
        }
        changed.removeAll(booked);
        return RosterReply.taken(
                at,
                Fate.TAKEN,
                taken.counts(),
                taken.counts().baseline() > 0 ? List.of() : most(List.copyOf(booked)),
                most(List.copyOf(changed)),
                most(taken.questions().stream().map(RosterOutcome.Question::key).toList()),
                List.of());
    }

    private static List<String> most(List<String> keys) {
        return keys.size() <= LISTED ? keys : keys.subList(0, LISTED);
    }

    /**
     * The desk says whether a person that rosters lack is still held; whether it was asked. Still held: the rosters
     * that lacked them do not count. Left: absence becomes a release after as many rosters as usual.
     */
    public boolean answer(Facility facility, EpisodeId episode, boolean stillHeld, String by) {
        return holding(facility, () -> {
            if (!store.settle(facility.id(), episode)) {
                return false;
            }
            if (stillHeld) {
                var state = store.state(facility.id());
                var stays = desk.stays(facility.id(), missed(state));
                for (var stay : stays.entrySet()) {
                    state = stay.getValue().equals(episode) ? state.stillHeld(stay.getKey()) : state;
                }
                store.state(facility.id(), state);
            }
            desk.absenceAnswered(facility.id(), episode, stillHeld, by);
            return true;
        });
    }

    private static List<String> missed(RosterState state) {
        return state.listed().entrySet().stream()
                .filter(e -> e.getValue().missed() > 0 && !e.getValue().released())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where a facility's rosters stand. */
    public record Standing(
            Optional<Instant> lastTaken, Optional<RosterStore.Refused> refused, List<Question> questions) {}

    /** Where a facility's rosters stand. */
    public Standing standing(FacilityId facility) {
        return new Standing(store.lastTaken(facility), store.refused(facility), store.questions(facility));
    }

    /** Sets how a facility's rosters are read; false when they are read so already. */
    public boolean configure(FacilityId facility, byte[] mapping, String by) {
        var known = store.mapping(facility);
        if (known.isPresent() && JSON.readTree(known.get()).equals(JSON.readTree(mapping))) {
            return false;
        }
        store.mapping(facility, mapping, by, business.instant());
        return true;
    }
}
