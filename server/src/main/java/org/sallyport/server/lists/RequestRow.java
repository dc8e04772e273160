package org.sallyport.server.lists;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.FacilityId;
import org.sallyport.request.PassedOn;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * One request as lists show it. Holds nothing of the person.
 *
 * @param id         its name
 * @param number     the receipt's number
 * @param agency     who asks
 * @param requester  the kind of requester
 * @param addressee  the facility it is addressed to
 * @param form       the form
 * @param status     {@code active cancelled expired withdrawn}; {@code offered declined} for one that another facility
 *                   passed on and nobody took in
 * @param defects    codes of defects that wait for a person
 * @param bound      how many stays it applies to; shown to the facility's desk only
 * @param proposed   how many proposed matches wait for a person; shown to the facility's desk only
 * @param receivedAt when it was taken in (UTC instant)
 * @param takenIn    whether it was ever taken in here; what was only offered is not shown to its agency
 * @param passedOnFrom the receipt's number at the facility that passed it on
 * @param closed     how it ended; empty while it is open
 */
public record RequestRow(
        RequestId id,
        String number,
        String agency,
        String requester,
        FacilityId addressee,
        String form,
        String status,
        List<String> defects,
        int bound,
        int proposed,
        Instant receivedAt,
        boolean takenIn,
        Optional<String> passedOnFrom,
        String closed) {

    /** The row of a request; empty of one nothing is recorded of. */
    public static Optional<RequestRow> of(RequestFile file) {
        return file.request()
                .map(r -> new RequestRow(
                        file.id(),
                        r.number(),
                        r.agency(),
                        r.requester(),
                        r.addressee(),
                        r.form(),
                        file.status(),
                        file.defects(),
                        file.bound().size(),
                        file.proposed().size(),
                        file.receivedAt(),
                        file.takenIn(),
                        file.from().map(PassedOn::number),
                        file.closed().orElse("")));
    }

    /** The rows of requests, in their order. */
    public static List<RequestRow> of(Collection<RequestFile> files) {
        return files.stream().flatMap(f -> of(f).stream()).toList();
    }
}
