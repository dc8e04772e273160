package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Known;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;

/**
 * L1 and L2: at moments after faults have ended, each case as it ought to stand, worked out from facts, law and clock,
 * against what was handed to a channel by then.
 */
final class OnTime {
    /** How long the promises allow (5 s), and a little for the worker's look. */
    private static final Duration ALLOWED = Duration.ofSeconds(6);

    private static final int LOOKS = 24;

    private OnTime() {}

    static List<String> owed(Evidence evidence) {
        var found = at(evidence, OnTime::owedNow);
        marked(evidence, found);
        return found;
    }

    static List<String> follows(Evidence evidence) {
        return at(evidence, OnTime::followsNow);
    }

    private interface Look {
        Optional<String> at(Ledger ledger, Ledger.Case c, Instant moment, Should should);
    }

    /** What ought to be told now: a release at a time under an act; nothing; or it waits for a person. */
    private record Should(Optional<Act> act, Optional<Instant> release, boolean unsettled, Determination law) {}

    private static List<String> at(Evidence evidence, Look look) {
        var found = new ArrayList<String>();
        if (evidence.healedAt().isEmpty()) {
            return found;
        }
        var from = settled(evidence);
        var journal = evidence.journal();
        var quiet = journal.stream().filter(e -> e.recordedAt().isAfter(from)).toList();
        var ledger = new Ledger(evidence);
        int entered = 0;
        for (int i = 0; i < LOOKS; i++) {
            int at = quiet.size() * i / LOOKS;
            if (at >= quiet.size()) {
                break;
            }
            var moment = quiet.get(at).recordedAt().plus(ALLOWED).plusSeconds(1);
            while (entered < journal.size()
                    && !journal.get(entered).recordedAt().isAfter(moment)) {
                ledger.enter(journal.get(entered++));
            }
            for (var c : ledger.cases.values()) {
                if (still(ledger, c, moment)) {
                    look.at(ledger, c, moment, should(ledger, c, moment))
                            .ifPresent(why -> found.add(name(c) + " at " + moment + ": " + why));
                }
            }
        }
        return found;
    }

    /** When late messages of the time of faults have arrived and senders have tried again. */
    static Instant settled(Evidence evidence) {
        return evidence.healedAt()
                .orElseThrow()
                .plus(evidence.delayMax().multipliedBy(2))
                .plus(Duration.ofMinutes(12));
    }

    private static String name(Ledger.Case c) {
        return "case C-" + c.id.toString().substring(0, 8);
    }

    /** Whether nothing about the case has changed for as long as the promise allows. */
    private static boolean still(Ledger ledger, Ledger.Case c, Instant moment) {
        var stay = ledger.stayOf(c);
        var asked = ledger.requestOf(c);
        var since = moment.minus(ALLOWED);
        return !stay.absorbed
                && !stay.received.isEmpty()
                && asked.file.request().isPresent()
                && stay.changed.isBefore(since)
                && asked.changed.isBefore(since)
                && c.changed.isBefore(since)
                && ledger.facilityChanged
                        .getOrDefault(stay.facility, Instant.MIN)
                        .isBefore(since)
                && ledger.bookChanged.isBefore(since)
                && !ledger.stopped.containsKey(stay.facility)
                && Authority.automatic(ledger, c, stay.facility);
    }

    private static Should should(Ledger ledger, Ledger.Case c, Instant moment) {
        var stay = ledger.custody(ledger.stayOf(c));
        var law = ledger.law(c, moment);
        var asked = ledger.requestOf(c);
        boolean applies = asked.stands() && asked.file.bound().containsKey(c.stay);
        if (!applies || stay.sealed() || !stay.inCustody()) {
            return new Should(Optional.empty(), Optional.empty(), !stay.inCustody(), law);
        }
        var scheduled = stay.projection().filter(p -> p.certainty() == ProjectedRelease.Certainty.SCHEDULED);
        Optional<Act> act = Optional.empty();
        Optional<Instant> release = Optional.empty();
        if (scheduled.isPresent()) {
            boolean transfer = scheduled.get().basis() == ProjectedRelease.Basis.TRANSFER;
            act = Optional.of(transfer ? Act.EVENT_TRANSFER : Act.NOTICE);
            release = scheduled.map(ProjectedRelease::at);
        } else if (possible(stay, moment)) {
            act = Optional.of(Act.POSSIBLE_RELEASE);
        }
        if (act.isEmpty()) {
            return new Should(act, release, false, law);
        }
        var toDo = act.get() == Act.NOTICE ? law.toNotify() : law.toDo(act.get());
        boolean asks = toDo == Notify.ASK
                || toDo == Notify.YES && !asked.file.defects().isEmpty();
        return toDo == Notify.NO
                ? new Should(Optional.empty(), Optional.empty(), false, law)
                : new Should(act, release, asks, law);
    }

    private static boolean possible(CustodyEpisode stay, Instant moment) {
        return stay.projection().isPresent()
                || stay.bonds().stream().anyMatch(b -> b.postedAt().isEmpty())
                || stay.hearings().stream().anyMatch(h -> h.releasePossible() == Known.YES && h.at().isAfter(moment));
    }

    /** L1: a notice of the projected release was handed over once its moment had come. */
    private static Optional<String> owedNow(Ledger ledger, Ledger.Case c, Instant moment, Should should) {
        if (should.unsettled()
                || !should.act()
                        .filter(a -> a == Act.NOTICE || a == Act.EVENT_TRANSFER)
                        .isPresent()
                || should.release().isEmpty()) {
            return Optional.empty();
        }
        var release = should.release().get();
        if (release.isBefore(moment)) {
            return Optional.empty();
        }
        var facility = ledger.facility(ledger.stayOf(c).facility);
        var deadline = release.minus(should.law().notifyBy().orElse(Duration.ofHours(48)));
        var send = deadline.minus(facility.sendMargin());
        var earliest = should.law().notBefore().map(release::minus);
        if (earliest.filter(send::isBefore).isPresent()) {
            send = earliest.get();
        }
        var at = ledger.stayOf(c).facility;
        if (send.isAfter(moment.minus(ALLOWED)) || c.notes.values().stream().anyMatch(n -> n.kept(ledger, at))) {
            return Optional.empty();
        }
        var told = c.lastTold().filter(n -> n.content.kind().discloses());
        boolean open = should.law().items().contains("release-date");
        boolean right = told.filter(n -> n.content.kind().ahead()
                        && n.content.certainty().equals("scheduled")
                        && (!open || n.content.releaseAt().equals(Optional.of(release))))
                .isPresent();
        return right
                ? Optional.empty()
                : Optional.of("no notice of the projected release was handed over, though its moment came at " + send
                        + told.map(n -> " (last told: " + n.number() + ")").orElse(""));
    }

    /** L2: what was told of a release ahead still holds, or was taken back. */
    private static Optional<String> followsNow(Ledger ledger, Ledger.Case c, Instant moment, Should should) {
        var told = c.lastTold();
        var at = ledger.stayOf(c).facility;
        if (told.isEmpty()
                || should.unsettled()
                || !told.get().content.kind().discloses()
                || c.notes.values().stream().anyMatch(n -> n.kept(ledger, at))) {
            return Optional.empty();
        }
        var content = told.get().content;
        if (!content.kind().ahead()) {
            return Optional.of("notice " + told.get().number() + " told that the person left, who is still there,"
                    + " and was not corrected");
        }
        if (should.act().isEmpty()) {
            return Optional.of(
                    "notice " + told.get().number() + " was told and not cancelled, though nothing holds it up");
        }
        boolean moved = should.release().filter(r -> r.isAfter(moment)).isPresent()
                && content.releaseAt().isPresent()
                && content.certainty().equals("scheduled")
                && !content.releaseAt().equals(should.release());
        return moved
                ? Optional.of("notice " + told.get().number() + " tells "
                        + content.releaseAt().get() + " and the projection is "
                        + should.release().get())
                : Optional.empty();
    }

    /** A notice that began after its deadline says so, with the cause; a short one names a cause. */
    private static void marked(Evidence evidence, List<String> found) {
        found.addAll(Replay.attempts(evidence, (attempt, c, before, out) -> {
            var note = c.notes.get(attempt.content().notice());
            if (note == null || attempt.attempt() != 1) {
                return;
            }
            boolean late = attempt.at().isAfter(note.deadline);
            switch (attempt.content().kind()) {
                case ADVANCE -> {
                    if (late) {
                        out.add(Replay.name(attempt) + ": begun after its deadline " + note.deadline
                                + " and not marked short");
                    }
                }
                case SHORT -> {
                    if (attempt.content().shortCause().isEmpty()) {
                        out.add(Replay.name(attempt) + ": short without a cause");
                    }
                }
                case AMENDED,
                        CANCELLED,
                        CORRECTED,
                        POSSIBLE_RELEASE,
                        RELEASED,
                        TRANSFERRED,
                        DIED,
                        ESCAPED,
                        RELEASED_IN_ERROR,
                        LATE_RECORD,
                        HOSPITAL -> {}
            }
        }));
    }
}
