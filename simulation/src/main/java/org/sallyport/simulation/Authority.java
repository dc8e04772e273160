package org.sallyport.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeContent;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;

/** S1: authority at the start of each attempt, worked out again from the facts recorded before it. */
final class Authority {
    private Authority() {}

    static List<String> check(Evidence evidence) {
        var found = new ArrayList<>(attempts(evidence));
        found.addAll(Relayed.check(evidence));
        return found;
    }

    private static List<String> attempts(Evidence evidence) {
        return Replay.attempts(evidence, (attempt, c, before, found) -> {
            var content = attempt.content();
            if (content.kind().discloses()) {
                disclosing(attempt, c, before).ifPresent(why -> found.add(Replay.name(attempt) + ": " + why));
            } else {
                takingBack(content, c).ifPresent(why -> found.add(Replay.name(attempt) + ": " + why));
            }
            modes(attempt, c, before).ifPresent(why -> found.add(Replay.name(attempt) + ": " + why));
        });
    }

    private static Optional<String> disclosing(EpisodeEvent.AttemptStarted attempt, Ledger.Case c, Ledger before) {
        var content = attempt.content();
        var asked = before.requestOf(c);
        if (!asked.stands()) {
            return Optional.of("the request was " + asked.stoppedBy + " since "
                    + asked.stoppedAt.map(Object::toString).orElse("always"));
        }
        if (!asked.file.bound().containsKey(c.stay)) {
            return Optional.of("the request applied to no such stay then");
        }
        var cited = c.determined.stream()
                .filter(d -> d.determinationId().equals(content.determination()))
                .findFirst();
        if (cited.isEmpty()) {
            return Optional.of("it cites a determination the case never had");
        }
        if (!asked.file.request().orElseThrow().number().equals(content.request())) {
            return Optional.of("it cites another request");
        }
        var law = before.law(c, attempt.at());
        var act = act(content);
        var toDo = act == Act.NOTICE ? law.toNotify() : law.toDo(act);
        if (toDo == Notify.NO) {
            return Optional.of("as of that moment the law says no to " + act.word());
        }
        boolean open = toDo == Notify.ASK || !asked.file.defects().isEmpty();
        if (open && !approved(c, law, act)) {
            return Optional.of("it needed a person's yes to " + act.word() + " and had none that stands");
        }
        return Optional.empty();
    }

    /** Whether a person's last answer to the law's question about this act was yes, on the ruling that still holds. */
    static boolean approved(Ledger.Case c, Determination law, Act act) {
        for (int i = c.decided.size() - 1; i >= 0; i--) {
            var decided = c.decided.get(i);
            var question = decided.given().question();
            boolean ofThisAct = act == Act.NOTICE ? !question.contains(":") : question.endsWith(":" + act.word());
            if (question.startsWith("law") && ofThisAct) {
                return decided.given().yes()
                        && decided.on().filter(on -> sameRuling(on, law)).isPresent();
            }
        }
        return false;
    }

    private static boolean sameRuling(Determination a, Determination b) {
        return a.outcome() == b.outcome()
                && a.toDo().equals(b.toDo())
                && a.acts().equals(b.acts())
                && a.items().equals(b.items())
                && a.obligations().equals(b.obligations())
                && a.stops().equals(b.stops());
    }

    private static Optional<String> takingBack(NoticeContent content, Ledger.Case c) {
        var replaced = content.replaces().map(c.notes::get);
        return replaced.isPresent() && replaced.get().told()
                ? Optional.empty()
                : Optional.of("it takes back a notice that never left");
    }

    private static Optional<String> modes(EpisodeEvent.AttemptStarted attempt, Ledger.Case c, Ledger before) {
        var facility = attempt.content().facility();
        return switch (before.mode(facility, c.requester)) {
            case SHADOW -> Optional.of("the facility lets nothing leave for this requester");
            case AUTOMATIC -> Optional.empty();
            case ASSISTED -> {
                var id = attempt.content().notice().toString();
                boolean pressed = attempt.attempt() > 1
                        || c.decided.stream()
                                .anyMatch(d -> d.given().question().equals("press-send")
                                        && d.given().yes()
                                        && d.given().answersTo().equals(id));
                yield pressed ? Optional.empty() : Optional.of("nobody pressed send");
            }
        };
    }

    /** The act under which a notice of this content stands; worked out here without asking production code. */
    static Act act(NoticeContent content) {
        return switch (content.wording()) {
            case "death" -> Act.EVENT_DEATH;
            case "escape" -> Act.EVENT_ESCAPE;
            case "transfer", "transfer-projected" -> Act.EVENT_TRANSFER;
            case "hospital" -> Act.EVENT_HOSPITAL;
            case "release-projected", "taken-back" -> Act.NOTICE;
            case "bond-set", "hearing" -> Act.POSSIBLE_RELEASE;
            default -> Act.AFTER_RELEASE;
        };
    }

    /** Whether sending goes by itself there. */
    static boolean automatic(Ledger before, Ledger.Case c, String facility) {
        return before.mode(facility, c.requester) == Mode.AUTOMATIC;
    }
}
