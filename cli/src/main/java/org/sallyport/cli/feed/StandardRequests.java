package org.sallyport.cli.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.Facility;
import org.sallyport.custody.PersonName;
import org.sallyport.request.Attachment;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.Officer;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;
import org.sallyport.request.Service;
import org.sallyport.request.Subject;

/**
 * One complete request of each common kind, so that whatever still turns into a question is the feed's doing:
 * nothing that only a requester can say is left open.
 */
final class StandardRequests {
    private StandardRequests() {}

    /** The requests by what they are called on the screen, issued on this day. */
    static Map<String, RequestFile> of(Facility facility, LocalDate on) {
        var all = new TreeMap<String, RequestFile>();
        all.put(
                "immigration, I-247A",
                file(
                        facility,
                        on,
                        "immigration",
                        "I-247A",
                        Set.of("pc-final-order"),
                        new Attachment(
                                "I-205", "immigration-officer", "immigration-custody", "", Optional.of(on), "")));
        all.put(
                "law-enforcement, warrant",
                file(
                        facility,
                        on,
                        "law-enforcement",
                        "warrant",
                        Set.of(),
                        new Attachment(
                                "judicial-warrant",
                                "state-judge",
                                "other-criminal",
                                "felony",
                                Optional.of(on),
                                "District Court")));
        all.put("victim", file(facility, on, "victim", "victim", Set.of()));
        return all;
    }

    private static RequestFile file(
            Facility facility, LocalDate on, String requester, String form, Set<String> basis, Attachment... papers) {
        var request = new NotificationRequest(
                "R-CHECK",
                "check",
                facility.id(),
                form,
                form.equals("I-247A") ? "02/17" : "",
                requester,
                Optional.of(on),
                Set.of("notice"),
                Optional.empty(),
                basis,
                false,
                List.of(papers),
                Optional.of(new Service(on, "in-person", "en")),
                Optional.of(new Officer("", true)),
                new Subject(new PersonName("", ""), List.of(), Optional.empty(), "", List.of()),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        var id = new RequestId(new UUID(0, requester.hashCode()));
        return RequestFile.none(id).apply(new RequestEvent.Received(id, request, List.of(), Instant.EPOCH));
    }
}
