package org.sallyport.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.Reply;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeId;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.simulation.chance.Dice;

/**
 * The people of the demonstration: supervisors and counsel who answer what waits for them (or do not), the desk
 * that looks at weak matches, and agencies that acknowledge, come or stay away. Each choice hangs on the seed and
 * on what it is about, never on the order of things.
 */
final class People {
    /**
     * The shares and delays below are chosen so that each kind of outcome shows within ten days; they are not measured.
     */
    private static final double NOBODY_DECIDES = 0.15;

    private static final double DECIDES_YES = 0.7;
    private static final double ACCEPTS_DEFECTS = 0.6;
    private static final double NEVER_ACKNOWLEDGES = 0.04;
    private static final double ACKNOWLEDGES_AT_ONCE = 0.8;
    private static final double ACKNOWLEDGES_WITHIN_THE_HOUR = 0.8;
    private static final double COMES = 0.6;

    private final Desk desk;
    private final DeliveryRound round;
    private final Agenda agenda;
    private final SteppedClock clock;
    private final Dice dice;
    private final Truth truth;
    private final Map<EpisodeId, Set<String>> bookings = new HashMap<>();
    private final Map<CaseId, String> coming = new HashMap<>();
    private final Map<EpisodeId, Set<CaseId>> cases = new HashMap<>();

    /** What only the generator knows: the booking a request is really about. */
    interface Truth {
        /** The booking number of the person a request concerns; empty when nobody knows. */
        Optional<String> bookingOf(RequestId request);
    }

    People(Desk desk, DeliveryRound round, Agenda agenda, SteppedClock clock, long seed, Truth truth) {
        this.desk = desk;
        this.round = round;
        this.agenda = agenda;
        this.clock = clock;
        this.dice = Dice.seeded(seed).fork("people of the demonstration");
        this.truth = truth;
    }

    /** Someone may want to act on what was just recorded. */
    void see(Envelope entry) {
        var facility = new FacilityId(entry.facility());
        switch (entry.event()) {
            case EpisodeEvent event -> see(new EpisodeId(entry.stream().id()), event, entry.agency());
            case RequestEvent event -> see(new RequestId(entry.stream().id()), facility, event);
            case FacilityEvent.NoticesPaused _ -> {
                var d = dice.fork("paused " + facility + entry.position());
                agenda.at(
                        after(d, Duration.ofMinutes(2), Duration.ofMinutes(30)),
                        "paused " + facility + entry.position(),
                        () -> done(desk.decidePaused(facility, true, "looked into it", "demo-supervisor")));
            }
            default -> {
                // Settings and adoptions are made by the demonstration itself.
            }
        }
    }

    private void see(EpisodeId stay, EpisodeEvent event, String agency) {
        switch (event) {
            case EpisodeEvent.FactReceived(var fact) -> {
                bookings.computeIfAbsent(stay, _ -> new HashSet<>()).add(fact.subject());
                if (fact.fact() instanceof CustodyFact.Released) {
                    left(stay);
                }
            }
            case EpisodeEvent.CaseOpened opened ->
                cases.computeIfAbsent(stay, _ -> new HashSet<>()).add(opened.caseId());
            case EpisodeEvent.DecisionAsked asked -> decide(asked);
            case EpisodeEvent.CopyOwed owed -> {
                var d = dice.fork("copy " + owed.notice());
                agenda.at(
                        after(d, Duration.ofMinutes(20), Duration.ofHours(3)),
                        "copy " + owed.notice(),
                        () -> onCase(owed.caseId(), new CaseCommand.GiveCopy(owed.notice(), "demo-desk"), "demo-desk"));
            }
            case EpisodeEvent.Acknowledged a -> coming.put(a.caseId(), a.answer());
            default -> {
                // The rest asks nothing of anybody.
            }
        }
    }

    private void see(RequestId id, FacilityId facility, RequestEvent event) {
        switch (event) {
            case RequestEvent.Received(var _, var _, var defects, var _)
            when !defects.isEmpty() -> defects(id, facility);
            case RequestEvent.MatchProposed(var stay, var _, var _) -> lookAt(id, facility, stay);
            default -> {
                // The rest asks nothing of anybody.
            }
        }
    }

    private void decide(EpisodeEvent.DecisionAsked asked) {
        var d = dice.fork("decision " + asked.caseId() + asked.question() + asked.at());
        if (d.chance(NOBODY_DECIDES)) {
            return;
        }
        boolean yes = d.chance(DECIDES_YES);
        var citation = asked.question().startsWith("law-barred-elsewhere") ? "Opinion of demo counsel, no. 1" : "";
        var command = new CaseCommand.Decide(
                yes,
                asked.role(),
                citation,
                yes ? "record checked" : "record does not show the ground",
                who(asked.role()));
        agenda.at(
                after(d, Duration.ofMinutes(10), Duration.ofHours(4)),
                "decide " + asked.caseId(),
                () -> onCase(asked.caseId(), command, who(asked.role())));
    }

    private static String who(String role) {
        return "demo-" + role;
    }

    private void defects(RequestId id, FacilityId facility) {
        var d = dice.fork("defects " + id);
        if (d.chance(ACCEPTS_DEFECTS)) {
            agenda.at(
                    after(d, Duration.ofMinutes(15), Duration.ofHours(6)),
                    "defects " + id,
                    () -> onRequest(
                            id,
                            facility,
                            new RequestCommand.AcceptDefects(
                                    "demo-supervisor", "confirmed with the agency by telephone", clock.get())));
        }
    }

    /** The desk compares photographs and fingerprints, which the demonstration knows from the generator. */
    private void lookAt(RequestId id, FacilityId facility, EpisodeId stay) {
        var d = dice.fork("match " + id + stay);
        agenda.at(after(d, Duration.ofMinutes(5), Duration.ofHours(2)), "match " + id + stay, () -> {
            boolean same = truth.bookingOf(id)
                    .filter(bookings.getOrDefault(stay, Set.of())::contains)
                    .isPresent();
            done(
                    same
                            ? desk.confirmMatch(id, facility, stay, "demo-desk")
                            : desk.rejectMatch(id, facility, stay, "demo-desk"));
        });
    }

    /** An agency has a notice in its hands; most acknowledge it within minutes. */
    void received(NoticeId notice, String agency) {
        var d = dice.fork("acknowledgement " + notice);
        if (d.chance(NEVER_ACKNOWLEDGES)) {
            return;
        }
        var at = d.chance(ACKNOWLEDGES_AT_ONCE)
                ? after(d, Duration.ofSeconds(20), Duration.ofMinutes(4))
                : d.chance(ACKNOWLEDGES_WITHIN_THE_HOUR)
                        ? after(d, Duration.ofMinutes(5), Duration.ofMinutes(50))
                        : after(d, Duration.ofHours(6), Duration.ofHours(30));
        var answer = d.chance(COMES) ? "coming" : d.chance(0.8) ? "not-coming" : "undecided";
        agenda.at(
                at,
                "acknowledge " + notice,
                () -> done(desk.acknowledge(
                        notice, answer, "REF-" + notice.toString().substring(0, 6), agency)));
    }

    /** The person left: who said that they would come reports the hand-over, and most agencies what they did. */
    private void left(EpisodeId stay) {
        for (var c : cases.getOrDefault(stay, Set.of())) {
            var d = dice.fork("outcome " + c);
            if (d.chance(0.8)) {
                agenda.at(after(d, Duration.ofHours(1), Duration.ofHours(40)), "outcome " + c, () -> outcome(c, d));
            }
        }
    }

    private void outcome(CaseId c, Dice d) {
        if (coming.getOrDefault(c, "").equals("coming") && d.chance(0.85)) {
            onCase(c, new CaseCommand.RecordHandOver("arrived", "", "demo-desk"), "demo-desk");
            onCase(c, new CaseCommand.ReportOutcome("taken-into-custody", "demo-agency"), "demo-agency");
        } else {
            onCase(c, new CaseCommand.ReportOutcome("released-to-community", "demo-agency"), "demo-agency");
        }
    }

    private Instant after(Dice d, Duration from, Duration to) {
        return clock.get().plusSeconds(d.between(from, to).toSeconds());
    }

    private void onCase(CaseId id, CaseCommand command, String actor) {
        done(desk.onCase(id, command, actor));
    }

    private void onRequest(RequestId id, FacilityId facility, RequestCommand command) {
        done(desk.request(id, facility, command, "demo-supervisor"));
    }

    /** A refusal is an answer like any other: the moment had passed. */
    private void done(Reply reply) {
        if (reply instanceof Reply.Done(var outgoing)) {
            round.dispatch(outgoing);
        }
    }
}
