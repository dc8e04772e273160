package org.sallyport.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Reply;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.NoticeId;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestId;
import org.sallyport.request.RequestIntake;
import org.sallyport.simulation.chance.Dice;
import org.sallyport.simulation.jail.Filing;
import org.sallyport.simulation.jail.JailMoment;

/** The agencies around one facility: they file, change their minds, acknowledge, and sometimes report what they did. */
final class Office {
    private static final int TRIES = 12;

    private final Stage stage;
    private final Facility facility;
    private final Dice dice;
    private final Directory directory;
    private final Map<RequestId, String> numbers = new TreeMap<>();
    private final Set<NoticeId> seen = new HashSet<>();

    Office(Stage stage, Facility facility, Directory directory, Dice dice) {
        this.stage = stage;
        this.facility = facility;
        this.directory = directory;
        this.dice = dice;
    }

    /** The name of the request this agency delivered under this key. */
    static RequestId id(String agency, String key) {
        return new RequestId(UUID.nameUUIDFromBytes(("request " + agency + " " + key).getBytes(UTF_8)));
    }

    void file(Filing filing) {
        var id = id(filing.request().agency(), filing.key());
        if (intake(id, filing) instanceof Intake.Accepted(var request, var defects, var _)) {
            stage.log.filed.putIfAbsent(id, filing);
            stage.say(
                    node -> {
                        var filed = node.desk().file(id, request, defects);
                        node.round().dispatch(filed.outgoing());
                        return filed;
                    },
                    filed -> stage.log.receipts.add(new Evidence.Receipted(filing, filed)));
        }
    }

    void amend(Filing filing) {
        var id = id(filing.request().agency(), filing.key());
        if (intake(id, filing) instanceof Intake.Accepted(var request, var defects, var _)) {
            command(id, filing.request().agency(), at -> new RequestCommand.Amend(request, defects, at));
        }
    }

    void say(JailMoment.Withdrawn m) {
        command(
                id(m.agency(), m.key()),
                m.agency(),
                at -> new RequestCommand.Withdraw(m.agency(), "no longer sought", at));
    }

    void say(JailMoment.Cancelled m) {
        command(id(m.agency(), m.key()), m.agency(), at -> new RequestCommand.Cancel(m.key() + "-c", at));
    }

    void say(JailMoment.Revalidated m) {
        command(
                id(m.agency(), m.key()),
                m.agency(),
                at -> new RequestCommand.Revalidate(m.agency(), LocalDate.ofInstant(at, facility.zone()), at));
    }

    void say(JailMoment.Served m) {
        command(id(m.agency(), m.key()), "desk-1", at -> new RequestCommand.RecordService(m.service(), "desk-1", at));
    }

    /** What the agency says later may arrive before the request itself: it is said again. */
    private void command(RequestId id, String actor, Function<java.time.Instant, RequestCommand> command) {
        command(id, actor, command, 0);
    }

    private void command(RequestId id, String actor, Function<java.time.Instant, RequestCommand> command, int tried) {
        stage.<Reply>say(
                node -> node.carry(node.desk().request(id, facility.id(), command.apply(stage.clock()), actor)),
                reply -> {
                    if (reply instanceof Reply.Refused(var code) && code.contains("unknown") && tried < TRIES) {
                        stage.after(Duration.ofMinutes(10), () -> command(id, actor, command, tried + 1));
                    }
                });
    }

    private Intake intake(RequestId id, Filing filing) {
        var number = numbers.computeIfAbsent(
                id,
                _ -> "R-" + (numbers.size() + 1) + "-"
                        + Integer.toHexString(facility.id().path().hashCode()));
        var today = LocalDate.ofInstant(stage.now, facility.zone());
        return RequestIntake.read(filing.draft(number, facility.id().path()), directory, today);
    }

    /** A notice arrived. Most are acknowledged; some are not, and some twice with another answer. */
    void received(Evidence.Received got) {
        var notice = got.content().notice();
        if (!got.content().facility().equals(facility.id().path()) || !seen.add(notice)) {
            return;
        }
        if (dice.chance(0.85)) {
            acknowledge(notice, got.agency(), dice.between(Duration.ofSeconds(4), Duration.ofMinutes(40)));
            if (dice.chance(0.05)) {
                acknowledge(notice, got.agency(), dice.between(Duration.ofMinutes(41), Duration.ofHours(4)));
            }
        }
        boolean over = got.content().certainty().equals("happened");
        if (over && dice.chance(0.5)) {
            report(got, dice.between(Duration.ofHours(2), Duration.ofDays(12)));
        }
    }

    private void acknowledge(NoticeId notice, String agency, Duration later) {
        var answer = dice.pick(List.of("coming", "not-coming", "undecided"));
        stage.after(
                later,
                () -> stage.<Reply>say(
                        node -> node.carry(node.desk().acknowledge(notice, answer, "officer 7", agency)), _ -> {}));
    }

    private void report(Evidence.Received got, Duration later) {
        var outcome = dice.pick(List.of("taken-into-custody", "declined", "released-to-community", "other"));
        var command = new CaseCommand.ReportOutcome(outcome, got.agency());
        stage.after(
                later,
                () -> stage.<Reply>say(
                        node -> node.carry(node.desk().onCase(got.content().caseId(), command, got.agency())),
                        _ -> {}));
    }
}
