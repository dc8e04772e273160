package org.sallyport.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.CustodyFact;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;
import org.sallyport.policy.Outcome;

/**
 * Looks at one case afresh and says what follows: a new answer, a notice planned, begun, amended, cancelled or
 * corrected, a question to a person, an escalation, the end. The same situation looked at twice yields nothing the
 * second time. Reads no clock, opens no connection.
 */
public final class CaseReview {
    /** A case whose agency has not said what it did ends this long after the stay (promise L4). */
    static final Duration OUTCOME_DUE = Duration.ofDays(30);

    /** So long a person may say whether what happened is told; then the case ends undecided. */
    private static final Duration QUESTION_AFTER = Duration.ofHours(72);

    private final Situation s;
    private final List<EpisodeEvent> events = new ArrayList<>();
    private NoticeCase c;

    private CaseReview(NoticeCase c, Situation s) {
        this.c = c;
        this.s = s;
    }

    /** What follows for this case in this situation, in order. */
    public static List<EpisodeEvent> review(NoticeCase before, Situation s) {
        var review = new CaseReview(before, s);
        review.look();
        return List.copyOf(review.events);
    }

    private void look() {
        if (c.closed().isPresent()) {
            boolean goesOn = s.stay().inCustody() && s.applies();
            boolean owesDeletion = told().filter(this::mustBeDeleted).isPresent()
                    || c.notices().stream()
                            .anyMatch(n -> n.pending() && !n.content().kind().discloses());
            if (!goesOn && !owesDeletion) {
                return;
            }
            if (goesOn) {
                then(new EpisodeEvent.CaseReopened(c.id(), s.now()));
            }
        }
        var facts = CaseFacts.of(c.id(), s.request(), s.stay(), s.facility(), s.now());
        var law = s.law().apply(facts);
        if (c.answer().map(a -> !a.ruling().equals(Ruling.of(law))).orElse(true)) {
            determined(law, facts);
        }
        var wanted = Wanted.from(s, law);
        new Incident(s, c, law).opened().forEach(this::then);
        var allowed = wanted instanceof Wanted.Tell tell ? permission(tell.act(), law) : Permission.NO;
        if (s.stay().over()) {
            personLeft(law);
        }
        boolean waits = allowed == Permission.ASK;
        if (wanted instanceof Wanted.Tell tell && allowed == Permission.YES) {
            reconcile(tell, law);
        } else if (waits) {
            hold(allowed.why());
        } else {
            takeBack(wanted instanceof Wanted.Nothing(var why) ? why : allowed.why());
        }
        if (wanted instanceof Wanted.Tell tell && waits) {
            ask(tell.act(), tell.deadline(), law);
        }
        hospital(law);
        attempt(law, facts);
        escalate();
        OutcomeReminder.due(c, s).ifPresent(r -> then(new EpisodeEvent.ReminderRaised(c.id(), r)));
        end();
    }

    private enum Permission {
        YES("allowed"),
        ASK("waits-for-decision"),
        NO("not-permitted");

        private final String why;

        Permission(String why) {
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private Permission permission(Act act, Determination law) {
        var toDo = act == Act.NOTICE ? law.toNotify() : law.toDo(act);
        boolean silent = act != Act.NOTICE && !law.acts().containsKey(act);
        if (toDo == Notify.NO || silent) {
            return Permission.NO; // none is inferred from another: where no table speaks of an act, nothing leaves
        }
        boolean open = toDo == Notify.ASK || !s.request().defects().isEmpty();
        if (!open) {
            return Permission.YES;
        }
        return c.decision(question(act, law))
                .filter(d -> d.answersTo().equals(Ruling.of(law)))
                .map(d -> d.yes() ? Permission.YES : Permission.NO)
                .orElse(Permission.ASK);
    }

    /** The question of law a person answers: each act has its own, since none is inferred from another. */
    private static String question(Act act, Determination law) {
        boolean barredElsewhere = law.flags().stream().anyMatch(f -> f.contains("may-not"));
        return (barredElsewhere ? "law-barred-elsewhere" : "law") + (act == Act.NOTICE ? "" : ":" + act.word());
    }

    private void determined(Determination law, Facts facts) {
        var name = "determination " + c.id() + " " + s.now() + " " + Ruling.of(law);
        var id = UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
        then(new EpisodeEvent.Determined(c.id(), id, law, facts, s.now()));
    }

    /** Brings the notice on its way, or the one the receiver has, into line with what is to be told. */
    private void reconcile(Wanted.Tell tell, Determination law) {
        var told = told();
        if (told.isPresent() && says(told.get().content(), tell, law)) {
            c.current()
                    .filter(n -> !n.mayHaveLeft()
                            && n.pending()
                            && !n.id().equals(told.get().id()))
                    .ifPresent(n -> drop(n, "facts-as-told"));
            return;
        }
        boolean takenBackFirst =
                told.isPresent() && !told.get().content().kind().ahead();
        if (takenBackFirst) {
            plan(NoticeKind.CORRECTED, Optional.empty(), told, law, s.now(), s.now());
            return;
        }
        boolean amends = told.isPresent() && tell.kind().ahead();
        var kind = amends ? NoticeKind.AMENDED : tell.kind();
        var replaces = told.filter(_ -> amends);
        plan(kind, Optional.of(tell), replaces, law, amends ? s.now() : tell.sendAt(), tell.deadline());
    }

    /** The notice the receiver now goes by: the last that may have left, unless it took everything back. */
    private Optional<NoticeState> told() {
        return c.lastLeft().filter(n -> n.content().kind().discloses());
    }

    private boolean says(NoticeContent content, Wanted.Tell tell, Determination law) {
        boolean kindFits = content.kind() == tell.kind()
                || (content.kind().ahead()
                        && tell.kind().ahead()
                        && content.certainty().equals(tell.certainty()))
                || (content.kind() == NoticeKind.LATE_RECORD || tell.kind() == NoticeKind.LATE_RECORD)
                        && !content.kind().ahead()
                        && !tell.kind().ahead();
        return kindFits
                && content.releaseAt().equals(disclosed(tell, law))
                && content.wording().equals(tell.wording())
                && content.items().equals(law.items());
    }

    private static Optional<Instant> disclosed(Wanted.Tell tell, Determination law) {
        return law.items().contains("release-date") ? tell.releaseAt() : Optional.empty();
    }

    private void plan(
            NoticeKind kind,
            Optional<Wanted.Tell> tell,
            Optional<NoticeState> replaces,
            Determination law,
            Instant sendAt,
            Instant deadline) {
        int revision = c.nextRevision();
        var items = tell.map(t -> law.items()).orElse(List.of());
        var content = content(kind, revision, tell, replaces, items);
        var id = content.notice();
        var standing = c.current();
        if (standing.filter(n -> samePlan(n, content, sendAt, deadline) || withheldAlready(n, content))
                .isPresent()) {
            return;
        }
        var waits = standing.filter(n -> n.paused() && sameNews(n.content(), content));
        for (var n : c.notices()) {
            if (n.pending() && !n.id().equals(id) && !n.content().kind().aside()) {
                drop(n, "replaced");
            }
        }
        then(new EpisodeEvent.NoticePlanned(c.id(), content, sendAt, deadline, s.now()));
        waits.flatMap(NoticeState::pausedAt).ifPresent(at -> then(new EpisodeEvent.NoticePaused(c.id(), id, at)));
    }

    private NoticeContent content(
            NoticeKind kind,
            int revision,
            Optional<Wanted.Tell> tell,
            Optional<NoticeState> replaces,
            List<String> items) {
        var request = s.request().request().orElseThrow();
        return new NoticeContent(
                NoticeId.of(c.id(), kind, revision, c.agency()),
                kind,
                revision,
                c.id(),
                request.number(),
                c.agency(),
                s.facility().id().path(),
                s.facility().zone().getId(),
                request.reference(),
                items,
                items.contains("release-date") ? tell.flatMap(Wanted.Tell::releaseAt) : Optional.empty(),
                tell.map(Wanted.Tell::certainty).orElse(""),
                kind == NoticeKind.SHORT ? tell.map(Wanted.Tell::shortCause).orElse("") : "",
                tell.map(Wanted.Tell::wording).orElse("taken-back"),
                replaces.map(NoticeState::id),
                c.answer().map(NoticeCase.Answer::id).orElse(""),
                s.now());
    }

    /** Whether a person already decided that these news are not to leave, under whatever kind they would go now. */
    private static boolean withheldAlready(NoticeState n, NoticeContent next) {
        return n.stage() == NoticeState.Stage.WITHHELD && sameNews(n.content(), next);
    }

    /** Whether two notices tell the same news: as time passes an advance notice becomes a short one, or a late one. */
    private static boolean sameNews(NoticeContent old, NoticeContent next) {
        return old.kind().ahead() == next.kind().ahead()
                && old.kind().discloses() == next.kind().discloses()
                && old.releaseAt().equals(next.releaseAt())
                && old.items().equals(next.items())
                && old.wording().equals(next.wording())
                && old.certainty().equals(next.certainty());
    }

    /** Whether a notice already on its way (or recorded in shadow) says the same at the same time. */
    private boolean samePlan(NoticeState n, NoticeContent next, Instant sendAt, Instant deadline) {
        if (!n.id().equals(next.notice())) {
            return false;
        }
        var old = n.content();
        boolean same = old.releaseAt().equals(next.releaseAt())
                && old.items().equals(next.items())
                && old.wording().equals(next.wording())
                && old.certainty().equals(next.certainty())
                && old.replaces().equals(next.replaces());
        if (!same) {
            return false;
        }
        return switch (n.stage()) {
            case SHADOWED -> s.mode() == Mode.SHADOW;
            case SENDING, SENT, WITHHELD -> true;
            case DROPPED -> false;
            case PLANNED ->
                n.deadline().equals(deadline) && !n.sendAt().isAfter(max(sendAt, s.now()))
                        || !next.kind().ahead()
                        || next.kind() == NoticeKind.AMENDED
                        || next.kind() == NoticeKind.POSSIBLE_RELEASE;
        };
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** A person must decide first: nothing new leaves, and what was told stands until they do. */
    private void hold(String why) {
        for (var n : c.notices()) {
            boolean gone = n.content().kind().ahead() && s.stay().over();
            if (n.pending()
                    && n.content().kind().discloses()
                    && !n.content().kind().aside()
                    && !gone) {
                drop(n, why);
            }
        }
    }

    /** Nothing may be told any more: what has not left is dropped, what was told of a release ahead is cancelled. */
    private void takeBack(String why) {
        for (var n : c.notices()) {
            boolean stillOwed = n.pending()
                    && n.content().kind().discloses()
                    && !n.content().kind().aside();
            if (stillOwed && !(n.content().kind().ahead() && s.stay().over())) {
                drop(n, why);
            }
        }
        var told = told();
        boolean delete = told.filter(this::mustBeDeleted).isPresent();
        if (told.isEmpty() || s.stay().over() && !delete) {
            return;
        }
        boolean cancels = told.get().content().kind().ahead() && !delete;
        var kind = cancels ? NoticeKind.CANCELLED : NoticeKind.CORRECTED;
        plan(kind, Optional.empty(), told, c.answer().orElseThrow().determination(), s.now(), s.now());
    }

    /** Whether the receiver is asked to delete it: the record was sealed, or it should never have left. */
    private boolean mustBeDeleted(NoticeState n) {
        return s.stay().sealed() || c.incidents().contains(n.id());
    }

    private void ask(Act act, Instant deadline, Determination law) {
        var question = question(act, law);
        if (c.asked().filter(a -> a.question().equals(question)).isPresent() || s.mode() == Mode.SHADOW) {
            return;
        }
        var role = question.startsWith("law-barred-elsewhere") ? "counsel" : "supervisor";
        var by = s.stay().over() ? s.now().plus(QUESTION_AFTER) : max(deadline, s.now());
        then(new EpisodeEvent.DecisionAsked(c.id(), question, role, by, s.now()));
        var about = number() + " " + Integer.toHexString((Ruling.of(law) + question).hashCode());
        then(new EpisodeEvent.AlarmRaised(Alarm.raise("decision-waits", role, about, s.now())));
    }

    /**
     * A stay in hospital is told beside the release, once each time, where its own table lets it: it neither replaces
     * what was told of the release nor is taken back when the person returns.
     */
    private void hospital(Determination law) {
        boolean away = s.stay().phase() instanceof Phase.Away out && out.reason() == CustodyFact.LeaveReason.HOSPITAL;
        if (!away || !s.applies() || s.stay().sealed()) {
            c.notices().stream()
                    .filter(n -> n.content().kind().aside() && n.pending() && n.attempts() == 0)
                    .forEach(n -> drop(n, "back-from-hospital"));
            return;
        }
        var since = s.stay().phase() instanceof Phase.Away out ? out.since() : s.now();
        var told = c.notices().stream()
                .filter(n -> n.content().kind() == NoticeKind.HOSPITAL && !n.dropped())
                .toList();
        boolean known = told.stream().anyMatch(n -> !n.content().fixedAt().isBefore(since));
        var allowed = permission(Act.EVENT_HOSPITAL, law);
        if (allowed == Permission.YES && !known) {
            var tell = new Wanted.Tell(
                    Act.EVENT_HOSPITAL,
                    NoticeKind.HOSPITAL,
                    Optional.empty(),
                    "happened",
                    "hospital",
                    "",
                    s.now(),
                    s.now());
            var content = content(NoticeKind.HOSPITAL, told.size() + 1, Optional.of(tell), Optional.empty(), List.of());
            then(new EpisodeEvent.NoticePlanned(c.id(), content, s.now(), s.now(), s.now()));
        } else if (allowed != Permission.YES) {
            told.stream().filter(n -> n.pending() && n.attempts() == 0).forEach(n -> drop(n, allowed.why()));
            if (allowed == Permission.ASK && !known && c.asked().isEmpty()) {
                ask(Act.EVENT_HOSPITAL, s.now().plus(QUESTION_AFTER), law);
            }
        }
    }

    /** The person has left: no notice of a release ahead may leave any more. */
    private void personLeft(Determination law) {
        boolean told = c.notices().stream().anyMatch(n -> n.content().kind().ahead() && tellable(n));
        var waiting = c.notices().stream()
                .filter(n -> n.pending() && n.content().kind().ahead())
                .toList();
        waiting.forEach(n -> drop(n, "person-left"));
        boolean owed = law.outcome() == Outcome.MUST || law.outcome() == Outcome.MAY || law.outcome() == Outcome.ASK;
        if (!told && owed && c.notSentCause().isEmpty() && s.mode() != Mode.SHADOW && s.applies()) {
            var cause = causeNotSent(waiting);
            then(new EpisodeEvent.NotSentInTime(
                    c.id(), waiting.stream().findFirst().map(NoticeState::id), cause, s.now()));
        }
    }

    /** Whether the receiver has it, or a worker may be handing it over at this moment. */
    private boolean tellable(NoticeState n) {
        return n.sentAt().isPresent()
                || n.leaseUntil().filter(until -> until.isAfter(s.now())).isPresent();
    }

    private String causeNotSent(List<NoticeState> waiting) {
        if (c.asked().isPresent()
                || (waiting.isEmpty()
                        && c.answer()
                                .filter(a -> a.determination().toNotify() == Notify.ASK)
                                .isPresent())) {
            return "undecided";
        }
        if (s.stopped()) {
            return "sending-stopped";
        }
        if (waiting.stream().anyMatch(NoticeState::paused)) {
            return "undecided";
        }
        if (c.current().filter(n -> n.stage() == NoticeState.Stage.WITHHELD).isPresent()) {
            return "withheld";
        }
        if (waiting.stream().anyMatch(n -> n.attempts() > 0)) {
            return "not-delivered";
        }
        return waiting.isEmpty() ? "release-not-projected" : "released-before-planned-send";
    }

    /**
     * Starts an attempt when one is due, or records what shadow mode would have sent, or asks a person to press send.
     */
    private void attempt(Determination law, Facts facts) {
        if (s.stopped() || s.channels().isEmpty()) {
            return;
        }
        var due = c.notices().stream()
                .filter(n -> n.pending() && !n.sendAt().isAfter(s.now()))
                .filter(n -> n.content().kind().aside()
                        || c.current().filter(now -> now.id().equals(n.id())).isPresent())
                .sorted(Comparator.comparing(n -> !n.content().kind().aside()))
                .toList();
        due.forEach(n -> attempt(n, law, facts));
    }

    private void attempt(NoticeState n, Determination law, Facts facts) {
        switch (s.mode()) {
            case SHADOW -> then(new EpisodeEvent.Shadowed(c.id(), n.id(), s.now()));
            case ASSISTED -> {
                if (n.attempts() > 0 || pressed(n)) {
                    begin(n, law, facts);
                } else if (c.asked()
                                .filter(a -> a.question().equals("press-send"))
                                .isEmpty()
                        && c.toPress().filter(next -> next.id().equals(n.id())).isPresent()) {
                    then(new EpisodeEvent.DecisionAsked(
                            c.id(), "press-send", "desk", max(n.deadline(), s.now()), s.now()));
                }
            }
            case AUTOMATIC -> leave(n, law, facts);
        }
    }

    /**
     * Begins unless so many leave at once that a person must decide first; a retry goes on, and what takes back goes to
     * whoever received what is taken back.
     */
    private void leave(NoticeState n, Determination law, Facts facts) {
        if (n.attempts() > 0 || !n.content().kind().discloses()) {
            begin(n, law, facts);
            return;
        }
        if (n.pausedAt().isEmpty()) {
            if (s.burst().getAsBoolean()) {
                then(new EpisodeEvent.NoticePaused(c.id(), n.id(), s.now()));
            } else {
                begin(n, law, facts);
            }
            return;
        }
        switch (s.breaker().decided(n.pausedAt().get())) {
            case WAITS -> {}
            case SEND -> begin(n, law, facts);
            case WITHHOLD -> then(new EpisodeEvent.NoticeWithheld(c.id(), n.id(), s.now()));
        }
    }

    private boolean pressed(NoticeState n) {
        return c.decision("press-send")
                .filter(EpisodeEvent.DecisionGiven::yes)
                .filter(d -> d.answersTo().equals(n.id().toString()))
                .isPresent();
    }

    private void begin(NoticeState n, Determination law, Facts facts) {
        var content = n.content();
        if (n.attempts() == 0) {
            if (c.answer().map(a -> !a.at().equals(s.now())).orElse(true)) {
                determined(law, facts);
            }
            content = cite(content, c.answer().orElseThrow().id());
        }
        int attempt = n.attempts() + 1;
        var channel = s.channels().get((attempt - 1) % s.channels().size());
        then(new EpisodeEvent.AttemptStarted(
                c.id(), content, attempt, channel, s.now().plus(RetryPlan.lease(channel)), s.now()));
        if (n.attempts() == 0 && content.kind().discloses() && !c.requester().equals("victim")) {
            law.obligations().stream()
                    .filter(o -> o.startsWith("copy-") && law.toDo(Act.COPY_TO_PERSON) != Notify.NO)
                    .forEach(o -> then(new EpisodeEvent.CopyOwed(c.id(), n.id(), o, s.now())));
        }
    }

    private NoticeContent cite(NoticeContent x, String determination) {
        return new NoticeContent(
                x.notice(),
                x.kind(),
                x.revision(),
                x.caseId(),
                x.request(),
                x.agency(),
                x.facility(),
                x.zone(),
                x.reference(),
                x.items(),
                x.releaseAt(),
                x.certainty(),
                x.shortCause(),
                x.wording(),
                x.replaces(),
                determination,
                s.now());
    }

    private void escalate() {
        for (var n : c.notices()) {
            if (escalateAt(n, s.facility().sendMargin())
                    .filter(at -> !at.isAfter(s.now()))
                    .isPresent()) {
                then(new EpisodeEvent.Escalated(c.id(), n.id(), "supervisor", s.now()));
                then(new EpisodeEvent.AlarmRaised(
                        Alarm.raise("not-acknowledged", "supervisor", n.id().number(), s.now())));
            }
        }
    }

    /** When a named role is told that this notice is unacknowledged; empty when it need not be. */
    static Optional<Instant> escalateAt(NoticeState n, Duration margin) {
        boolean open = n.mayHaveLeft()
                && n.acknowledgedAt().isEmpty()
                && n.escalatedAt().isEmpty();
        return open
                ? n.firstAttemptAt().map(first -> RetryPlan.escalate(first, n.deadline(), margin))
                : Optional.empty();
    }

    /**
     * The case ends when nothing is on its way and the agency reported, or nothing was told, or 30 days have passed.
     */
    private void end() {
        boolean lastDayPassed = s.stay().over() && leftAt().plus(OUTCOME_DUE).isBefore(s.now());
        if (lastDayPassed && c.closed().isEmpty()) {
            c.notices().stream().filter(n -> n.pending() && !asksToDelete(n)).forEach(n -> drop(n, "case-over"));
        }
        if (c.closed().isPresent() || c.notices().stream().anyMatch(n -> n.pending() || nobodyKnows(n))) {
            return;
        }
        boolean told = c.notices().stream()
                .anyMatch(n -> n.mayHaveLeft()
                        && n.content().kind().discloses()
                        && !n.content().kind().aside());
        boolean asked = c.asked().filter(a -> a.by().isAfter(s.now())).isPresent();
        if (s.applies() && s.stay().over() && asked && !told) {
            return; // a person has until then to say whether what happened is told
        }
        if (!s.applies()) {
            close(s.request().active() ? "unbound" : "request-" + s.request().status());
        } else if (s.stay().over()) {
            if (!c.outcome().isEmpty()) {
                close(c.outcome());
            } else if (!told) {
                var why = c.asked().isPresent() ? "undecided" : c.notSentCause();
                close(why.isEmpty() ? "no-notice" : "no-notice: " + why);
            } else if (lastDayPassed) {
                close("not-reported");
            }
        }
    }

    /** Whether a notice asks to delete what a court sealed, and its time to arrive is not over. */
    private boolean asksToDelete(NoticeState n) {
        return s.stay().sealed()
                && !n.content().kind().discloses()
                && n.sendAt().plus(OUTCOME_DUE).isAfter(s.now());
    }

    /** Whether a notice left and is neither acknowledged nor in a named role's hands yet (L3). */
    private boolean nobodyKnows(NoticeState n) {
        return escalateAt(n, s.facility().sendMargin()).isPresent();
    }

    private Instant leftAt() {
        return s.stay().phase() instanceof Phase.Released r ? r.latest() : s.now();
    }

    private void close(String outcome) {
        then(new EpisodeEvent.CaseClosed(c.id(), outcome, s.now()));
    }

    private void drop(NoticeState n, String why) {
        then(new EpisodeEvent.NoticeDropped(c.id(), n.id(), why, s.now()));
    }

    private String number() {
        return "C-" + c.id().toString().substring(0, 8);
    }

    private void then(EpisodeEvent event) {
        events.add(event);
        if (event instanceof EpisodeEvent.OfCase ofCase) {
            c = CaseFold.apply(c, ofCase);
        }
    }
}
