package org.sallyport.server.api;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.formats.request.RequestReader;
import org.sallyport.postgres.access.Role;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.request.Agency;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestDraft;
import org.sallyport.request.RequestId;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;

/** Takes in requests as their senders wrote them, names them, and files them once. */
public final class RequestIntakeDesk {
    private final Commands commands;
    private final Lists lists;

    /** An intake that knows the facilities and agencies of these lists. */
    public RequestIntakeDesk(Commands commands, Lists lists) {
        this.commands = commands;
        this.lists = lists;
    }

    /** Files a request once; the same delivery again gets the same receipt. */
    Desk.Filed file(byte[] body, String key, Caller caller) {
        var draft = draft(body, "");
        var agency = draft.agency();
        var delivery = key.isBlank() ? CanonicalJson.of(checked(StrictJson.parse(body))) : "key " + key;
        var id = commands.read(tx -> tx.nameOf(agency, delivery));
        var accepted = read(body, id.number(), caller);
        if (!commands.read(tx -> tx.removal().destroyed(Set.of(id.value()))).isEmpty()) {
            throw Refusal.conflict("request.not-taken");
        }
        var known = commands.read(tx -> tx.peek(List.of(id))).get(id);
        if (known != null
                && known.request()
                        .filter(r -> !key.isBlank() && !r.equals(accepted.request()))
                        .isPresent()) {
            throw Refusal.conflict("request.idempotency-key");
        }
        var filed = commands.front().file(id, accepted.request(), accepted.defects());
        accepted.cancelsPrior().ifPresent(prior -> cancel(agency, prior, filed.number(), id));
        return filed;
    }

    /** Reads a request under this number, or refuses it with every problem. */
    Intake.Accepted read(byte[] body, String number, Caller caller) {
        var draft = draft(body, number);
        var byPaper = caller.mayAny(new FacilityId(draft.addressee()), Role.DESK, Role.SUPERVISOR);
        if (!draft.agency().isBlank() && !caller.may(Role.AGENCY, draft.agency()) && !byPaper) {
            throw Refusal.forbidden();
        }
        var altered = lists.alteredAgencies().get(draft.agency());
        if (altered != null) {
            throw altered;
        }
        return switch (RequestReader.intake(body, number, "", directory(), today(draft))) {
            case Intake.Accepted accepted -> accepted;
            case Intake.Rejected(var problems) -> throw Refusal.of(problems);
        };
    }

    /** A later form cancels an earlier one of the same agency (F-08), named by the agency's own number. */
    private void cancel(String agency, String prior, String byReceipt, RequestId by) {
        for (var row : lists.referenced(agency, prior)) {
            if (!row.id().equals(by)) {
                var command = new RequestCommand.Cancel(byReceipt, commands.read(Transaction::now));
                commands.front().command(desk -> desk.request(row.id(), row.addressee(), command, agency));
            }
        }
    }

    /** What was sent; where its shape is wrong, everything wrong with its meaning is named along with it. */
    private RequestDraft draft(byte[] body, String number) {
        return switch (RequestReader.read(body, number, "")) {
            case Checked.Good<RequestDraft>(var draft) -> draft;
            case Checked.Bad<RequestDraft>(var shape) -> {
                var today =
                        commands.read(Transaction::now).atZone(ZoneOffset.UTC).toLocalDate();
                var all = RequestReader.intake(body, number, "", directory(), today);
                throw Refusal.of(all instanceof Intake.Rejected(var problems) ? problems : shape);
            }
        };
    }

    private Directory directory() {
        var facilities = lists.facilities().stream().map(Facility::id).collect(Collectors.toSet());
        lists.altered()
                .forEach(a -> facilities.add(a.facility())); // answered that it cannot be now, not that it is none
        Map<String, String> agencies =
                lists.agencies().stream().collect(Collectors.toMap(Agency::id, Agency::requester, (a, _) -> a));
        return new Directory(facilities, agencies);
    }

    private LocalDate today(RequestDraft draft) {
        ZoneId zone = lists.facility(new FacilityId(draft.addressee()))
                .map(Facility::zone)
                .orElse(ZoneOffset.UTC);
        return commands.read(Transaction::now).atZone(zone).toLocalDate();
    }

    private static <T> T checked(Checked<T> read) {
        return switch (read) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(List<Problem> problems) -> throw Refusal.of(problems);
        };
    }
}
