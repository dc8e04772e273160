package org.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestId;
import org.sallyport.request.RequestIntake;
import org.sallyport.simulation.jail.Filing;

/** The counter where agencies hand in requests: each goes through intake as one from outside would. */
final class Counter {
    private final Desk desk;
    private final DeliveryRound round;
    private final Directory directory;
    private final SteppedClock clock;
    private final Tally tally;
    private final Witness witness;
    private final Map<String, String> numbers = new HashMap<>();
    private int last;

    Counter(Desk desk, DeliveryRound round, Directory directory, SteppedClock clock, Tally tally, Witness witness) {
        this.witness = witness;
        this.desk = desk;
        this.round = round;
        this.directory = directory;
        this.clock = clock;
        this.tally = tally;
    }

    /** Takes a request in, or counts why not. */
    void file(Filing filing, Facility receivedBy) {
        var number = numbers.computeIfAbsent(filing.key(), _ -> String.format(Locale.ROOT, "R-%04d", ++last));
        switch (RequestIntake.read(filing.draft(number, receivedBy.id().path()), directory, today(receivedBy))) {
            case Intake.Rejected(var problems) ->
                tally.refused(problems.getFirst().code());
            case Intake.Accepted(var request, var defects, var _) -> {
                var id = id(filing.request().agency(), filing.key());
                var filed = desk.file(id, request, defects);
                witness.receipted(id, filing, filed);
                round.dispatch(filed.outgoing());
            }
        }
    }

    /** Takes in changed content of a request filed before. */
    void amend(Filing filing, Facility receivedBy) {
        var number = numbers.get(filing.key());
        if (number == null) {
            return;
        }
        switch (RequestIntake.read(filing.draft(number, receivedBy.id().path()), directory, today(receivedBy))) {
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
}
