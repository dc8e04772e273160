package org.sallyport.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.Reply;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.simulation.chance.Dice;

/**
 * The people at the release desk: they read what the console shows, answer questions in minutes, hours or never, press
 * send, hand over copies, and now and then stop everything. They know whom a request really concerns.
 */
final class Staff {
    private final Stage stage;
    private final Dice dice;
    private final Map<String, FacilityId> facilities = new HashMap<>();
    private final Map<EpisodeId, Set<String>> people = new TreeMap<>();
    private long read;

    Staff(Stage stage, Iterable<Facility> facilities, Dice dice) {
        this.stage = stage;
        this.dice = dice;
        facilities.forEach(f -> this.facilities.put(f.id().path(), f.id()));
    }

    /** Reads what is new in the journal. */
    void look() {
        for (var entry : stage.memory.journalAfter(read)) {
            read = entry.position();
            see(entry);
        }
    }

    /** How many entries of the journal they have read. */
    long entriesRead() {
        return read;
    }

    private void see(Envelope entry) {
        switch (entry.event()) {
            case EpisodeEvent.FactReceived(var event) -> {
                if (event.fact() instanceof CustodyFact.Booked(var person, var _, var _, var _)) {
                    people.computeIfAbsent(new EpisodeId(entry.stream().id()), _ -> new HashSet<>())
                            .add(person.localId());
                }
            }
            case EpisodeEvent.StayJoined(var other, var _) ->
                people.computeIfAbsent(new EpisodeId(entry.stream().id()), _ -> new HashSet<>())
                        .addAll(people.getOrDefault(other, Set.of()));
            case EpisodeEvent.DecisionAsked asked -> decide(asked);
            case FacilityEvent.NoticesPaused _ -> {
                var facility = facilityOf(entry);
                boolean send = dice.fork("paused " + entry.position()).chance(0.6);
                answer(n -> n.desk().decidePaused(facility, send, "looked into it", "supervisor-1"));
            }
            case EpisodeEvent.CopyOwed(var caseId, var notice, var _, var _) ->
                answer(n -> n.desk().onCase(caseId, new CaseCommand.GiveCopy(notice, "desk-1"), "desk-1"));
            case RequestEvent.Received received -> {
                if (!received.defects().isEmpty() && dice.chance(0.6)) {
                    acceptDefects(received.id(), facilityOf(entry));
                }
            }
            case RequestEvent.Amended amended -> {
                if (!amended.defects().isEmpty() && dice.chance(0.6)) {
                    acceptDefects(new RequestId(entry.stream().id()), facilityOf(entry));
                }
            }
            case RequestEvent.Offered offered -> {
                if (!offered.role().isEmpty()) {
                    takeIn(offered, facilityOf(entry));
                }
            }
            case RequestEvent.MatchProposed(var episode, var _, var _) ->
                match(new RequestId(entry.stream().id()), episode, facilityOf(entry));
            default -> {}
        }
    }

    private FacilityId facilityOf(Envelope entry) {
        if (entry.stream().kind() == StreamId.Kind.AGENCY) {
            throw new IllegalStateException("An agency's stream names no facility.");
        }
        return java.util.Objects.requireNonNull(facilities.get(entry.facility()));
    }

    private void decide(EpisodeEvent.DecisionAsked asked) {
        boolean yes = dice.chance(asked.question().equals("press-send") ? 0.9 : 0.65);
        var command = new CaseCommand.Decide(
                yes, asked.role(), "a section read for this case", "a reason", asked.role() + "-1");
        answer(n -> n.desk().onCase(asked.caseId(), command, asked.role() + "-1"));
    }

    private void acceptDefects(RequestId id, FacilityId facility) {
        answer(n -> n.desk()
                .request(
                        id,
                        facility,
                        new RequestCommand.AcceptDefects("supervisor-1", "the paper is clear enough", stage.clock()),
                        "supervisor-1"));
    }

    private void takeIn(RequestEvent.Offered offered, FacilityId facility) {
        boolean yes = dice.fork("offer " + offered.id()).chance(0.6);
        var by = offered.role() + "-1";
        answer(n -> n.desk()
                .request(
                        offered.id(),
                        facility,
                        new RequestCommand.AnswerOffer(yes, offered.role(), by, "read the paper", stage.clock()),
                        by));
    }

    private void match(RequestId id, EpisodeId episode, FacilityId facility) {
        answer(n -> {
            var filing = stage.log.filed.get(id);
            boolean same =
                    filing != null && people.getOrDefault(episode, Set.of()).contains(filing.person());
            return same
                    ? n.desk().confirmMatch(id, facility, episode, "desk-1")
                    : n.desk().rejectMatch(id, facility, episode, "desk-1");
        });
    }

    private void answer(Function<Node, Reply> what) {
        if (stage.happens(stage.faults.silentStaff())) {
            return;
        }
        var when = stage.happens(stage.faults.lateStaff())
                ? dice.between(Duration.ofHours(2), Duration.ofHours(40))
                : dice.between(Duration.ofSeconds(30), Duration.ofMinutes(20));
        stage.after(when, () -> stage.<Reply>say(node -> node.carry(what.apply(node)), _ -> {}));
    }

    /** A supervisor stops all sending, and lets it go on within hours. */
    void stopAll(FacilityId facility) {
        stage.on(n -> {
            n.desk().stopSending(facility, "drill", "supervisor-1");
            return true;
        });
        var until = dice.between(Duration.ofMinutes(20), Duration.ofHours(5));
        stage.after(until, () -> resume(facility));
    }

    /** Decides of everything that is paused, if anything is. */
    void decidePaused(FacilityId facility, boolean send) {
        stage.<Reply>say(
                n -> n.carry(n.desk().decidePaused(facility, send, "faults are over", "supervisor-1")), _ -> {});
    }

    void resume(FacilityId facility) {
        stage.say(
                n -> {
                    n.desk().resumeSending(facility, "supervisor-1");
                    return true;
                },
                _ -> {});
    }
}
