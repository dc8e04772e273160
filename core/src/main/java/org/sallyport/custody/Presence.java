package org.sallyport.custody;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.CustodyEpisode.Phase;

/** Where the person is: in the building, away, on the way out, gone. */
final class Presence {
    private record Going(Phase.Releasing phase, Effect said) {}

    private final Bookings bookings;
    private final Map<String, Going> releasing = new LinkedHashMap<>();
    private boolean begun;
    private Phase.@Nullable Away away;
    private CustodyFact.@Nullable Released released;
    private @Nullable Instant inErrorAt;

    Presence(Bookings bookings) {
        this.bookings = bookings;
    }

    void booked(String booking) {
        if (gone()) {
            away = null;
        }
        back(booking);
    }

    void left(CustodyFact.Left said, Instant time) {
        if (!gone()) {
            begun = true;
            releasing.clear();
            away = new Phase.Away(said.reason(), time, said.expectedBack());
        }
    }

    /** A late entry of a return changes nothing after a release, unless the person was not to leave. */
    void returned(String booking) {
        var escaped = released != null && released.reason() == ReleaseReason.ESCAPE;
        if (!gone() || inErrorAt != null || escaped) {
            away = null;
            back(booking);
        }
    }

    private void back(String booking) {
        begun = true;
        inErrorAt = null;
        releasing.remove(bookings.record(booking));
        bookings.open(booking);
    }

    void releasing(String booking, CustodyFact.Releasing said, Effect effect) {
        if (!gone()) {
            begun = true;
            var phase = new Phase.Releasing(said.at(), said.reason());
            releasing.put(bookings.record(booking), new Going(phase, effect));
        }
    }

    void released(String booking, CustodyFact.Released said) {
        begun = true;
        released = said;
        releasing.remove(bookings.record(booking));
        bookings.close(booking, said.latest());
    }

    void releasedInError(CustodyFact.ReleasedInError said) {
        begun = true;
        inErrorAt = said.at();
    }

    private boolean gone() {
        return begun && (inErrorAt != null || bookings.allClosed());
    }

    Phase phase() {
        if (!begun) {
            return new Phase.NotBooked();
        }
        var last = released;
        if (bookings.allClosed() && last != null) {
            return new Phase.Released(last.earliest(), last.latest(), last.reason(), last.to(), inErrorAt != null);
        }
        if (inErrorAt != null) {
            return new Phase.Released(inErrorAt, inErrorAt, ReleaseReason.OTHER, "", true);
        }
        return onTheWayOut().<Phase>map(Going::phase).orElse(away == null ? new Phase.Present() : away);
    }

    /** The release under way, as a projection: the desk knows better than any estimate. Nobody published it. */
    Optional<ProjectedRelease> leaving() {
        return (gone() ? Optional.<Going>empty() : onTheWayOut())
                .map(going -> new ProjectedRelease(
                        going.phase().at(),
                        ProjectedRelease.Basis.GROUNDS_ENDED,
                        ProjectedRelease.Certainty.SCHEDULED,
                        false,
                        going.said().saidAt(),
                        going.said().receivedAt()));
    }

    /** The desk lets the person go once every open booking is being closed. */
    private Optional<Going> onTheWayOut() {
        Going last = null;
        var open = bookings.openRecords();
        for (var entry : releasing.entrySet()) {
            if (open.remove(entry.getKey())) {
                last = entry.getValue();
            }
        }
        return open.isEmpty() ? Optional.ofNullable(last) : Optional.empty();
    }
}
