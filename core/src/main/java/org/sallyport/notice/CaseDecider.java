package org.sallyport.notice;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Decides what one command does to one case. Reads no clock, opens no connection, throws nothing. */
public final class CaseDecider {
    private static final Set<String> ANSWERS = Set.of("coming", "not-coming", "undecided");
    private static final Set<String> HAND_OVERS = Set.of("arrived", "transferred", "not-arrived", "refused");
    private static final Set<String> OUTCOMES = Set.of(
            "taken-into-custody",
            "declined",
            "released-to-community",
            "removed",
            "released-later",
            "not-reported",
            "other");

    private static final Set<String> CHANNELS = Set.of("phone", "fax", "email", "in-person", "other");

    private CaseDecider() {}

    /** What a command comes to: events, or a refusal with a stable code. */
    public sealed interface Outcome {
        /** Recorded; no events means that it was known already. */
        record Accepted(List<EpisodeEvent> events) implements Outcome {}

        /** The rules say no. */
        record Refused(String code) implements Outcome {}
    }

    /** What this command does to this case at this moment (UTC instant). */
    public static Outcome decide(NoticeCase c, CaseCommand command, Instant at) {
        return switch (command) {
            case CaseCommand.EndAttempt e -> endAttempt(c, e, at);
            case CaseCommand.Acknowledge e -> acknowledge(c, e, at);
            case CaseCommand.Decide e -> decision(c, e, at);
            case CaseCommand.GiveCopy e ->
                c.copiesOwed().contains(e.notice())
                        ? accept(new EpisodeEvent.CopyGiven(c.id(), e.notice(), e.by(), at))
                        : new Outcome.Refused("copy.not-owed");
            case CaseCommand.RecordHandOver e ->
                known(
                        HAND_OVERS,
                        e.what(),
                        "hand-over.unknown",
                        w -> new EpisodeEvent.HandOverRecorded(c.id(), w, e.officerReference(), e.by(), at));
            case CaseCommand.RecordStaffAction e -> staffAction(c, e, at);
            case CaseCommand.ReportOutcome e ->
                known(
                        OUTCOMES,
                        e.outcome(),
                        "outcome.unknown",
                        w -> new EpisodeEvent.OutcomeReported(c.id(), w, e.by(), at));
        };
    }

    private static Outcome endAttempt(NoticeCase c, CaseCommand.EndAttempt e, Instant at) {
        var n = c.notice(e.notice());
        if (n.isEmpty() || e.attempt() > n.get().attempts()) {
            return new Outcome.Refused("attempt.unknown");
        }
        return accept(new EpisodeEvent.AttemptEnded(c.id(), e.notice(), e.attempt(), e.taken(), e.detail(), at));
    }

    /** An acknowledgement proves that the notice arrived, even where our own record of the sending is missing. */
    private static Outcome acknowledge(NoticeCase c, CaseCommand.Acknowledge e, Instant at) {
        var n = c.notice(e.notice());
        if (n.isEmpty() || !n.get().mayHaveLeft()) {
            return new Outcome.Refused("notice.not-sent");
        }
        if (!ANSWERS.contains(e.answer())) {
            return new Outcome.Refused("acknowledgement.answer");
        }
        boolean again = n.get().acknowledgedAt().isPresent() && n.get().answer().equals(e.answer());
        return again
                ? new Outcome.Accepted(List.of())
                : accept(new EpisodeEvent.Acknowledged(c.id(), e.notice(), e.answer(), e.officerReference(), at));
    }

    /**
     * Only the role asked may answer; where an un-adopted table bars the act, counsel must say on what citation and
     * why.
     */
    private static Outcome decision(NoticeCase c, CaseCommand.Decide e, Instant at) {
        var asked = c.asked();
        if (asked.isEmpty()) {
            return new Outcome.Refused("decision.not-asked");
        }
        boolean counselOnly = asked.get().question().startsWith("law-barred-elsewhere");
        if (counselOnly && e.yes() && !e.role().equals("counsel")) {
            return new Outcome.Refused("decision.counsel-only");
        }
        if (counselOnly && e.yes() && (e.citation().isBlank() || e.reason().isBlank())) {
            return new Outcome.Refused("decision.citation-and-reason");
        }
        if (e.role().equals("desk") && !asked.get().role().equals("desk")) {
            return new Outcome.Refused("decision.role");
        }
        boolean press = asked.get().question().equals("press-send");
        var answersTo = press
                ? c.toPress().map(n -> n.id().toString()).orElse("")
                : c.answer().map(NoticeCase.Answer::ruling).orElse("");
        return accept(new EpisodeEvent.DecisionGiven(
                c.id(), e.yes(), asked.get().question(), answersTo, e.role(), e.citation(), e.reason(), e.by(), at));
    }

    /** The later word of staff counts; a moment still ahead is none at which anybody was told. */
    private static Outcome staffAction(NoticeCase c, CaseCommand.RecordStaffAction e, Instant at) {
        if (e.toldAt().filter(told -> told.isAfter(at)).isPresent()) {
            return new Outcome.Refused("staff-action.ahead");
        }
        if (e.toldAt().isPresent() && !CHANNELS.contains(e.channel())) {
            return new Outcome.Refused("staff-action.channel");
        }
        var channel = e.toldAt().isPresent() ? e.channel() : "";
        return accept(new EpisodeEvent.StaffActed(c.id(), e.toldAt(), channel, e.by(), at));
    }

    private static Outcome known(Set<String> words, String word, String refusal, Function<String, EpisodeEvent> event) {
        return words.contains(word) ? accept(event.apply(word)) : new Outcome.Refused(refusal);
    }

    private static Outcome accept(EpisodeEvent event) {
        return new Outcome.Accepted(List.of(event));
    }
}
