package org.sallyport.custody;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The jail's own projections, the last of each booking, in the order in which they were said. */
final class Projections {
    private final Map<String, ProjectedRelease> byBooking = new LinkedHashMap<>();
    private final Bookings bookings;

    Projections(Bookings bookings) {
        this.bookings = bookings;
    }

    void project(String booking, ProjectedRelease projected) {
        byBooking.remove(booking);
        byBooking.put(booking, projected);
    }

    void withdraw(String booking) {
        byBooking.remove(booking);
    }

    /** The one said last, of a booking that was not closed before the others. */
    Optional<ProjectedRelease> inForce() {
        Optional<ProjectedRelease> last = Optional.empty();
        for (var entry : byBooking.entrySet()) {
            if (bookings.closedBeforeTheLast(entry.getKey()).isEmpty()) {
                last = Optional.of(entry.getValue());
            }
        }
        return last;
    }

    static ProjectedRelease of(
            CustodyFact.ReleaseProjected said, java.time.Instant saidAt, java.time.Instant receivedAt) {
        return new ProjectedRelease(said.at(), said.basis(), said.certainty(), said.open(), saidAt, receivedAt);
    }
}
