package org.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.PersonName;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestDraft;
import org.sallyport.request.RequestId;
import org.sallyport.request.RequestIntake;
import org.sallyport.request.Subject;
import org.sallyport.simulation.jail.Filing;

/** The counter where agencies hand in requests: each goes through intake as one from outside would. */
final class Counter {
    private final Desk desk;
    private final DeliveryRound round;
    private final Directory directory;
    private final SteppedClock clock;
    private final Tally tally;
    private final Map<String, String> numbers = new HashMap<>();
    private int last;

    Counter(Desk desk, DeliveryRound round, Directory directory, SteppedClock clock, Tally tally) {
        this.desk = desk;
        this.round = round;
        this.directory = directory;
        this.clock = clock;
        this.tally = tally;
    }

    /** Takes a request in, or counts why not. */
    void file(Filing filing, Facility receivedBy) {
        var number = numbers.computeIfAbsent(filing.key(), _ -> String.format(Locale.ROOT, "R-%04d", ++last));
        switch (RequestIntake.read(draft(filing.request(), number, receivedBy.id()), directory, today(receivedBy))) {
            case Intake.Rejected(var problems) ->
                tally.refused(problems.getFirst().code());
            case Intake.Accepted(var request, var defects, var _) ->
                round.dispatch(desk.file(id(filing.request().agency(), filing.key()), request, defects)
                        .outgoing());
        }
    }

    /** Takes in changed content of a request filed before. */
    void amend(Filing filing, Facility receivedBy) {
        var number = numbers.get(filing.key());
        if (number == null) {
            return;
        }
        switch (RequestIntake.read(draft(filing.request(), number, receivedBy.id()), directory, today(receivedBy))) {
            case Intake.Rejected(var problems) ->
                tally.refused(problems.getFirst().code());
            case Intake.Accepted(var request, var defects, var _) ->
                command(
                        filing.request().agency(),
                        filing.key(),
                        receivedBy.id(),
                        new RequestCommand.Amend(request, defects, clock.get()),
                        filing.request().agency());
        }
    }

    /** Applies a command to a request filed before; one that intake refused is unknown here, and nothing happens. */
    void command(String agency, String key, FacilityId facility, RequestCommand command, String actor) {
        if (desk.request(id(agency, key), facility, command, actor) instanceof Reply.Done(var outgoing)) {
            round.dispatch(outgoing);
        }
    }

    /** A request's name from its agency and the agency's own delivery of it. */
    static RequestId id(String agency, String key) {
        return new RequestId(UUID.nameUUIDFromBytes(("request " + agency + " " + key).getBytes(UTF_8)));
    }

    private LocalDate today(Facility facility) {
        return LocalDate.ofInstant(clock.get(), facility.zone());
    }

    private static RequestDraft draft(NotificationRequest r, String number, FacilityId receivedBy) {
        return new RequestDraft(
                number,
                receivedBy.path(),
                r.agency(),
                r.addressee().path(),
                r.form(),
                r.edition(),
                r.requester(),
                r.issuedOn().map(LocalDate::toString).orElse(""),
                List.copyOf(r.asks()),
                r.leadTime().map(Object::toString).orElse(""),
                List.of(),
                List.copyOf(r.basis()),
                r.watchList() ? "yes" : "",
                r.attachments().stream()
                        .map(a -> new RequestDraft.Paper(
                                a.type(),
                                a.issuer(),
                                a.purpose(),
                                a.grade(),
                                a.issuedOn().map(LocalDate::toString).orElse(""),
                                a.court(),
                                a.offense()))
                        .toList(),
                r.served().map(s -> new RequestDraft.Handed(s.on().toString(), s.how(), s.language())),
                r.officer().map(o -> new RequestDraft.Signer(o.name(), o.signed() ? "yes" : "no")),
                Optional.of(who(r.subject())),
                r.reference(),
                "",
                r.expiresOn().map(LocalDate::toString).orElse(""),
                r.reconfirmedOn().isPresent() ? "yes" : "");
    }

    private static RequestDraft.Who who(Subject s) {
        return new RequestDraft.Who(
                name(s.name()),
                s.aliases().stream().map(Counter::name).toList(),
                s.birthDate().map(LocalDate::toString).orElse(""),
                s.sex(),
                s.identifiers().stream()
                        .map(i -> new RequestDraft.Number(
                                i.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), i.value()))
                        .toList());
    }

    private static RequestDraft.Name name(PersonName name) {
        return new RequestDraft.Name(name.family(), name.given());
    }
}
