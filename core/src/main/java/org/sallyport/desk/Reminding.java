package org.sallyport.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.Mode;
import org.sallyport.request.Agency;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * Hands due reminders to a route of their agency. An agency that has a telephone only is reminded by the desk, which
 * gets the words to read out; so is every agency of a kind of requester that the facility keeps in shadow, where
 * nothing leaves.
 */
final class Reminding {
    private Reminding() {}

    /** Begins a try of each reminder of a request that is due; nothing while sending is stopped. */
    static RequestFile of(Transaction tx, FacilityFile at, RequestFile file, List<Outgoing> out) {
        var request = file.request().orElseThrow();
        var agency = tx.agency(request.agency());
        if (agency.isEmpty() || at.stopped().isPresent() || !file.active()) {
            return file;
        }
        var events = new ArrayList<RequestEvent>();
        for (var reminder : due(file.reminders(), tx.now())) {
            out.add(outgoing(at, file.id(), Optional.empty(), agency.get(), reminder));
            events.add(new RequestEvent.ReminderTried(reminder.id(), next(reminder, tx.now()), tx.now()));
        }
        return events.isEmpty() ? file : tx.append(file.id(), at.id(), request.agency(), events, Cause.WAKE);
    }

    /** Begins a try of each reminder of an open case that is due; nothing while sending is stopped. */
    static EpisodeFile of(Transaction tx, FacilityFile at, EpisodeFile file, List<Outgoing> out) {
        if (at.stopped().isPresent()) {
            return file;
        }
        var events = new ArrayList<EpisodeEvent>();
        for (var c : file.cases().values()) {
            var agency = c.closed().isEmpty()
                            && !due(c.reminders(), tx.now()).isEmpty()
                            && !Reviewer.unknowable(tx, c.agency())
                    ? tx.agency(c.agency())
                    : Optional.<Agency>empty();
            for (var reminder : agency.isEmpty() ? List.<Reminder>of() : due(c.reminders(), tx.now())) {
                out.add(outgoing(at, c.request(), Optional.of(c.id()), agency.get(), reminder));
                events.add(new EpisodeEvent.ReminderTried(c.id(), reminder.id(), next(reminder, tx.now()), tx.now()));
            }
        }
        return events.isEmpty() ? file : tx.append(file.id(), at.id(), events, Cause.WAKE);
    }

    private static List<Reminder> due(List<Reminder> reminders, Instant now) {
        return reminders.stream().filter(r -> r.due(now)).toList();
    }

    private static Instant next(Reminder reminder, Instant now) {
        return Reminder.again(reminder.attempts() + 1, now);
    }

    private static Outgoing outgoing(
            FacilityFile at, RequestId request, Optional<CaseId> caseId, Agency agency, Reminder reminder) {
        var routes = agency.routes().stream()
                .filter(r -> !r.channel().equals("phone") && at.mode(agency.requester()) != Mode.SHADOW)
                .toList();
        var route = routes.isEmpty()
                ? new Agency.Route("email", at.contacts().getOrDefault("desk", ""), "", true)
                : routes.get(reminder.attempts() % routes.size());
        return new Outgoing.ToRequester(at.id(), request, caseId, agency.id(), reminder, route);
    }
}
