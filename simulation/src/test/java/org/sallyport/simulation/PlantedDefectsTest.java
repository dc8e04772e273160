package org.sallyport.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Outgoing;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeKind;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** Every checker bites: with one defect planted around production code it names a counter-example in a few seeds. */
@Execution(ExecutionMode.CONCURRENT)
class PlantedDefectsTest {
    private static final int SEEDS = 40;

    @Test
    void s1_bites_when_notices_leave_although_the_facility_lets_nothing_leave() {
        bites("S1", answers("facility", result -> automatic((FacilityFile) result)));
    }

    @Test
    void s1_bites_when_requests_are_read_from_a_stale_copy() {
        var first = new HashMap<RequestId, RequestFile>();
        bites("S1", answers("peek", result -> {
            var stale = new TreeMap<RequestId, RequestFile>();
            ((Map<?, ?>) result).forEach((id, file) -> {
                var known = first.computeIfAbsent((RequestId) id, _ -> (RequestFile) file);
                stale.put((RequestId) id, known);
            });
            return stale;
        }));
    }

    /** What the journal would look like if requests were passed on from facilities that were never let to. */
    @Test
    void s1_bites_when_a_request_is_passed_on_from_a_facility_that_lets_nothing_leave() {
        boolean bitten = false;
        for (long seed = 1; seed <= SEEDS && !bitten; seed++) {
            var world = World.seeded(seed).with(Faults.NONE);
            world.runFor(Duration.ofDays(20));
            var evidence = world.evidence();
            var without = evidence.journal().stream()
                    .filter(e -> !(e.event() instanceof FacilityEvent.ModeSet))
                    .toList();
            bitten = Checkers.S1.check(evidence.withJournal(without)).stream()
                    .anyMatch(found -> found.matches("request .* passed on at .* lets nothing leave"));
        }
        assertTrue(bitten, "S1 found nothing in " + SEEDS + " seeds");
    }

    @Test
    void s1_bites_when_a_request_is_passed_on_as_if_the_table_there_let_it_although_it_asks() {
        bites(
                "S1",
                " passed on at .* the law of .* did not let it",
                requestRecords(e -> e instanceof RequestEvent.Offered o
                        ? new RequestEvent.Offered(o.id(), o.request(), o.defects(), o.from(), "", o.at())
                        : e));
    }

    @Test
    void s1_bites_when_a_request_passed_on_stands_before_anybody_there_said_yes() {
        bites("S1", " stands since .* nobody took it in", calls("append", args -> {
            if (args[0] instanceof RequestId) {
                args[3] = ((List<?>) args[3])
                        .stream()
                                .flatMap(e -> e instanceof RequestEvent.Offered o
                                                && !o.role().isEmpty()
                                        ? Stream.of(
                                                e, new RequestEvent.Received(o.id(), o.request(), o.defects(), o.at()))
                                        : Stream.of(e))
                                .toList();
            }
            return args;
        }));
    }

    @Test
    void s1_bites_when_what_is_said_to_be_taken_back_still_stands() {
        bites(
                "S1",
                " was taken back at .* and still stands",
                records(e -> e instanceof EpisodeEvent.RelayEnded r && r.why().equals("passed-on")
                        ? List.of(new EpisodeEvent.RelayEnded(r.caseId(), r.to(), "taken-back", r.number(), r.at()))
                        : List.of(e)));
    }

    @Test
    void s2_bites_when_a_cancellation_discloses_something() {
        bites(
                "S2",
                records(e -> e instanceof EpisodeEvent.AttemptStarted a
                                && !a.content().kind().discloses()
                        ? List.of(talkative(a))
                        : List.of(e)));
    }

    @Test
    void s3_bites_when_a_projection_of_the_jail_is_moved() {
        bites("S3", records(e -> e instanceof EpisodeEvent.FactReceived(var f) ? List.of(moved(f)) : List.of(e)));
    }

    @Test
    void s3_bites_when_a_release_the_jail_never_spoke_of_is_told() {
        bites(
                "S3",
                records(e -> e instanceof EpisodeEvent.FactReceived(var f) && f.fact() instanceof CustodyFact.Booked
                        ? List.of(e, madeUp(f))
                        : List.of(e)));
    }

    @Test
    void s4_bites_when_a_weak_match_binds_by_itself() {
        bites(
                "S4",
                requestRecords(e -> e instanceof RequestEvent.MatchProposed(var episode, var _, var at)
                        ? new RequestEvent.Bound(episode, "name+birth-date", at)
                        : e));
    }

    @Test
    void s5_bites_when_a_recorded_determination_is_not_what_the_book_says() {
        bites(
                "S5",
                records(e -> e instanceof EpisodeEvent.Determined d
                        ? List.of(new EpisodeEvent.Determined(
                                d.caseId(), d.determinationId(), flagged(d.determination()), d.facts(), d.at()))
                        : List.of(e)));
    }

    @Test
    void s5_bites_when_a_determination_keeps_other_facts_than_the_journal_held() {
        bites(
                "S5",
                records(e -> e instanceof EpisodeEvent.Determined d
                        ? List.of(new EpisodeEvent.Determined(
                                d.caseId(), d.determinationId(), d.determination(), ofLater(d.facts()), d.at()))
                        : List.of(e)));
    }

    @Test
    void s6_bites_when_the_stop_of_a_supervisor_is_not_seen() {
        bites("S6", Faults.NONE.stop(0.9), answers("facility", result -> unstopped((FacilityFile) result)));
    }

    @Test
    void breaker_bites_when_nobody_counts() {
        bites("BREAKER", Faults.NONE.massUpdates(0.5), answers("causedSince", _ -> 0));
    }

    @Test
    void breaker_bites_when_the_supervisor_is_not_called() {
        bites(
                "BREAKER",
                Faults.NONE.massUpdates(0.5),
                answers("paused", _ -> new Transaction.Paused(0, Optional.empty())));
    }

    @Test
    void l2_bites_when_who_was_told_a_false_release_is_not_corrected() {
        boolean bitten = false;
        for (long seed = 1; seed <= SEEDS && !bitten; seed++) {
            var world = World.seeded(seed).with(Faults.NONE.massUpdates(0.5));
            world.runFor(Duration.ofDays(4));
            world.heal();
            world.runFor(Duration.ofDays(5));
            var evidence = world.evidence();
            var without = evidence.journal().stream()
                    .filter(e -> !(e.event() instanceof EpisodeEvent.AttemptStarted a
                            && a.content().kind() == NoticeKind.CORRECTED))
                    .toList();
            bitten = !Checkers.L2.check(evidence.withJournal(without)).isEmpty();
        }
        assertTrue(bitten, "L2 found nothing in " + SEEDS + " seeds");
    }

    @Test
    void s8_bites_when_a_victims_notice_also_reaches_another_agency() {
        bites("S8", new Stage.Tampering(UnaryOperator.identity(), honest -> (outgoing, result) -> {
            honest.send(outgoing, result);
            if (outgoing instanceof Outgoing.ToAgency a && a.content().agency().contains("victim")) {
                honest.send(to(a, a.content().facility().replace('/', '-') + "-ero"), (_, _) -> {});
            }
        }));
    }

    @Test
    void l1_bites_when_wake_ups_of_stays_get_lost() {
        bites("L1", Faults.NONE, calls("wakeAt", args -> {
            if (args[0] instanceof org.sallyport.custody.EpisodeId) {
                args[2] = Optional.empty();
            }
            return args;
        }));
    }

    /** What the journal would look like if nothing were ever amended or cancelled. */
    @Test
    void l2_bites_when_nothing_told_is_ever_taken_back() {
        boolean bitten = false;
        for (long seed = 1; seed <= SEEDS && !bitten; seed++) {
            var world = World.seeded(seed).with(Faults.NONE);
            world.heal();
            world.runFor(Duration.ofDays(25));
            var evidence = world.evidence();
            var without = evidence.journal().stream()
                    .filter(e -> !(e.event() instanceof EpisodeEvent.AttemptStarted a
                            && (a.content().kind() == NoticeKind.AMENDED
                                    || a.content().kind() == NoticeKind.CANCELLED)))
                    .toList();
            bitten = !Checkers.L2.check(evidence.withJournal(without)).isEmpty();
        }
        assertTrue(bitten, "L2 found nothing in " + SEEDS + " seeds");
    }

    @Test
    void l3_bites_when_nobody_is_ever_told_of_a_missing_acknowledgement() {
        bites("L3", records(e -> {
            boolean telling = e instanceof EpisodeEvent.Escalated
                    || e instanceof EpisodeEvent.AlarmRaised(var alarm)
                            && alarm.kind().equals("not-acknowledged");
            return telling ? List.of() : List.of(e);
        }));
    }

    @Test
    void l4_bites_when_cases_are_never_closed() {
        bites("L4", records(e -> e instanceof EpisodeEvent.CaseClosed ? List.of() : List.of(e)));
    }

    @Test
    void l4_bites_when_requests_that_name_no_last_day_never_end() {
        bites("L4", Faults.NONE, calls("append", args -> without(args, RequestEvent.ValidityGiven.class)));
    }

    @Test
    void l4_bites_when_nobody_is_reminded_that_a_request_ends() {
        bites("L4", Faults.NONE, calls("append", args -> without(args, RequestEvent.ReminderRaised.class)));
    }

    @Test
    void l4_bites_when_no_agency_is_asked_what_it_did() {
        bites("L4", records(e -> e instanceof EpisodeEvent.ReminderRaised ? List.of() : List.of(e)));
    }

    @Test
    void l5_bites_when_nobody_listens_for_silence() {
        bites("L5", Faults.NONE.silence(1), calls("heard", args -> null));
    }

    @Test
    void kept_bites_when_an_event_is_acknowledged_and_not_recorded() {
        bites("KEPT", answers("note", result -> {
            var lossy = new LinkedHashMap<Transaction.FeedKey, Transaction.Seen>();
            ((Map<?, ?>) result).forEach((key, seen) -> {
                var name = (Transaction.FeedKey) key;
                lossy.put(name, name.id().endsWith("3") ? Transaction.Seen.SAME : (Transaction.Seen) seen);
            });
            return lossy;
        }));
    }

    @Test
    void kept_bites_when_a_booking_does_not_look_for_requests() {
        bites("KEPT", answers("requestsWith", _ -> Set.of()));
    }

    @Test
    void s2_bites_when_a_notice_holds_more_than_its_determination_discloses() {
        bites(
                "S2",
                records(e -> e instanceof EpisodeEvent.AttemptStarted a
                                && a.content().kind().discloses()
                        ? List.of(talkative(a))
                        : List.of(e)));
    }

    @Test
    void s4_bites_when_what_a_person_ruled_out_is_bound() {
        bites(
                "S4",
                requestRecords(e -> e instanceof RequestEvent.MatchRejected(var episode, var _, var at)
                        ? new RequestEvent.Bound(episode, "sid+birth-date", at)
                        : e));
    }

    @Test
    void s6_bites_when_a_withdrawal_is_not_seen() {
        var first = new HashMap<RequestId, RequestFile>();
        bites("S6", answers("peek", result -> {
            var stale = new TreeMap<RequestId, RequestFile>();
            ((Map<?, ?>) result).forEach((id, file) -> {
                var known = first.computeIfAbsent((RequestId) id, _ -> (RequestFile) file);
                stale.put((RequestId) id, known);
            });
            return stale;
        }));
    }

    @Test
    void s8_bites_when_a_reminder_also_reaches_another_agency() {
        bites("S8", Faults.NONE, new Stage.Tampering(UnaryOperator.identity(), honest -> (outgoing, result) -> {
            honest.send(outgoing, result);
            if (outgoing instanceof Outgoing.ToRequester r && !r.agency().endsWith("-ero")) {
                var elsewhere = r.facility().path().replace('/', '-') + "-ero";
                honest.send(
                        new Outgoing.ToRequester(
                                r.facility(), r.request(), r.caseId(), elsewhere, r.reminder(), r.route()),
                        (_, _) -> {});
            }
        }));
    }

    @Test
    void l5_bites_when_silence_is_noticed_and_nobody_told() {
        bites("L5", Faults.NONE.silence(1), calls("append", args -> {
            if (args[0] instanceof org.sallyport.custody.FacilityId) {
                args[1] = ((List<?>) args[1])
                        .stream()
                                .filter(e -> !(e instanceof FacilityEvent.AlarmRaised))
                                .toList();
            }
            return args;
        }));
    }

    private static void bites(String promise, Stage.Tampering defect) {
        bites(promise, Faults.ALL, defect);
    }

    private static void bites(String promise, Faults faults, Stage.Tampering defect) {
        bites(promise, "", faults, defect);
    }

    /** {@code words} are an expression that what is found contains. */
    private static void bites(String promise, String words, Stage.Tampering defect) {
        bites(promise, words, Faults.ALL, defect);
    }

    private static void bites(String promise, String words, Faults faults, Stage.Tampering defect) {
        var seen = new ArrayList<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (var found : Simulation.run(seed, faults, defect).counterExamples()) {
                if (found.matches("(?s)seed " + seed + ", " + promise + ":.*" + words + ".*")) {
                    return;
                }
                seen.add(found);
            }
        }
        throw new AssertionError(promise + " found nothing in " + SEEDS + " seeds; others found " + seen);
    }

    /** Every transaction answers this call otherwise. */
    private static Stage.Tampering answers(String method, UnaryOperator<Object> how) {
        return twisted(method, args -> args, how);
    }

    /** Every transaction is called with other arguments; null for not at all. */
    private static Stage.Tampering calls(String method, UnaryOperator<Object[]> how) {
        return twisted(method, how, result -> result);
    }

    /** Events of stays are recorded otherwise. */
    private static Stage.Tampering records(Function<EpisodeEvent, List<EpisodeEvent>> how) {
        return calls("append", args -> {
            if (args[0] instanceof org.sallyport.custody.EpisodeId) {
                args[2] = ((List<?>) args[2])
                        .stream()
                                .flatMap(e -> how.apply((EpisodeEvent) e).stream())
                                .toList();
            }
            return args;
        });
    }

    /** The same call without events of requests of this shape; null for not at all. */
    private static Object[] without(Object[] args, Class<? extends RequestEvent> shape) {
        if (args[0] instanceof RequestId) {
            args[3] = ((List<?>) args[3])
                    .stream().filter(e -> !shape.isInstance(e)).toList();
        }
        return args;
    }

    private static Stage.Tampering requestRecords(UnaryOperator<RequestEvent> how) {
        return calls("append", args -> {
            if (args[0] instanceof RequestId) {
                args[3] = ((List<?>) args[3])
                        .stream().map(e -> how.apply((RequestEvent) e)).toList();
            }
            return args;
        });
    }

    private static Stage.Tampering twisted(String method, UnaryOperator<Object[]> before, UnaryOperator<Object> after) {
        return new Stage.Tampering(
                honest -> new Store() {
                    @Override
                    public <T> T transact(Function<Transaction, T> work) {
                        return honest.transact(tx -> work.apply(wrapped(tx, method, before, after)));
                    }
                },
                UnaryOperator.identity());
    }

    private static Transaction wrapped(
            Transaction tx, String method, UnaryOperator<Object[]> before, UnaryOperator<Object> after) {
        return (Transaction) Proxy.newProxyInstance(
                Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, (_, called, args) -> {
                    boolean here = called.getName().equals(method);
                    var given = here ? before.apply(args) : args;
                    if (here && given == null) {
                        return null;
                    }
                    try {
                        var result = called.invoke(tx, given);
                        return here ? after.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static FacilityFile automatic(FacilityFile f) {
        var modes = new HashMap<String, Mode>();
        List.of("immigration", "law-enforcement", "supervision", "victim").forEach(r -> modes.put(r, Mode.AUTOMATIC));
        return new FacilityFile(
                f.id(),
                f.facility(),
                f.contacts(),
                modes,
                f.stopped(),
                f.adopted(),
                f.silentSince(),
                f.refusedRoster(),
                f.breaker(),
                f.validity(),
                f.logTroubles(),
                f.alarms(),
                f.keeping());
    }

    private static FacilityFile unstopped(FacilityFile f) {
        return new FacilityFile(
                f.id(),
                f.facility(),
                f.contacts(),
                f.modes(),
                Optional.empty(),
                f.adopted(),
                f.silentSince(),
                f.refusedRoster(),
                f.breaker(),
                f.validity(),
                f.logTroubles(),
                f.alarms(),
                f.keeping());
    }

    private static EpisodeEvent talkative(EpisodeEvent.AttemptStarted a) {
        var x = a.content();
        return new EpisodeEvent.AttemptStarted(
                a.caseId(),
                new NoticeContent(
                        x.notice(),
                        x.kind(),
                        x.revision(),
                        x.caseId(),
                        x.request(),
                        x.agency(),
                        x.facility(),
                        x.zone(),
                        x.reference(),
                        List.of("home-address"),
                        x.releaseAt(),
                        x.certainty(),
                        x.shortCause(),
                        x.wording(),
                        x.replaces(),
                        x.determination(),
                        x.fixedAt()),
                a.attempt(),
                a.channel(),
                a.leaseUntil(),
                a.at());
    }

    private static EpisodeEvent moved(FeedEvent e) {
        if (!(e.fact() instanceof CustodyFact.ReleaseProjected(var at, var basis, var certainty, var open))) {
            return new EpisodeEvent.FactReceived(e);
        }
        var later = new CustodyFact.ReleaseProjected(at.plus(Duration.ofHours(6)), basis, certainty, open);
        return new EpisodeEvent.FactReceived(new FeedEvent(
                e.id(),
                e.source(),
                e.facility(),
                e.subject(),
                e.sequence(),
                e.time(),
                e.recordedAt(),
                e.receivedAt(),
                later));
    }

    /** Somebody writes down a release that no jail sent. */
    private static EpisodeEvent madeUp(FeedEvent e) {
        var release = new CustodyFact.ReleaseProjected(
                e.time().plus(Duration.ofDays(3)),
                ProjectedRelease.Basis.OTHER,
                ProjectedRelease.Certainty.SCHEDULED,
                false);
        return new EpisodeEvent.FactReceived(new FeedEvent(
                e.id() + "-made-up",
                e.source(),
                e.facility(),
                e.subject(),
                e.sequence(),
                e.time(),
                e.recordedAt(),
                e.receivedAt(),
                release));
    }

    private static Facts ofLater(Facts f) {
        return new Facts(
                f.id(),
                f.asOf().plusSeconds(1),
                f.facility(),
                f.request(),
                f.person(),
                f.charges(),
                f.priors(),
                f.recordComplete(),
                f.release());
    }

    private static Determination flagged(Determination d) {
        return new Determination(
                d.id(),
                d.outcome(),
                d.toNotify(),
                d.notifyBy(),
                d.notBefore(),
                d.acts(),
                d.toDo(),
                d.items(),
                d.obligations(),
                d.reasons(),
                d.stops(),
                List.of("written in afterwards"),
                d.bookHash(),
                d.evaluatorVersion(),
                d.factsDigest());
    }

    private static Outgoing to(Outgoing.ToAgency a, String agency) {
        var x = a.content();
        return new Outgoing.ToAgency(
                a.facility(),
                a.episode(),
                new NoticeContent(
                        x.notice(),
                        x.kind(),
                        x.revision(),
                        x.caseId(),
                        x.request(),
                        agency,
                        x.facility(),
                        x.zone(),
                        x.reference(),
                        x.items(),
                        x.releaseAt(),
                        x.certainty(),
                        x.shortCause(),
                        x.wording(),
                        x.replaces(),
                        x.determination(),
                        x.fixedAt()),
                a.attempt(),
                a.route(),
                a.leaseUntil(),
                a.deadline());
    }
}
