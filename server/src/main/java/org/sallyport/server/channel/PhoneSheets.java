package org.sallyport.server.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.NoticeId;

/**
 * Calls the desk has to make. A sheet is made again from its notice whenever an attempt by telephone begins, so it
 * needs no store of its own: after a restart the next attempt brings it back. What came of the call is recorded through
 * the desk, as the attempt's result and the acknowledgement.
 */
public final class PhoneSheets {
    private final Map<NoticeId, Sheet> open = new ConcurrentHashMap<>();

    /**
     * One call to make.
     *
     * @param notice   the notice to read out
     * @param facility whose desk calls
     * @param agency   who is called
     * @param number   the telephone number
     * @param script   what to say; it may hold the requester's own reference numbers, so it is shown and never logged
     * @param attempt  the attempt the call answers
     * @param deadline the last moment in time (UTC instant, inclusive)
     */
    public record Sheet(
            NoticeId notice,
            FacilityId facility,
            String agency,
            String number,
            String script,
            int attempt,
            Instant deadline) {
        @Override
        public String toString() {
            return "phone sheet " + notice.number();
        }
    }

    /** Lays a sheet on the desk, in place of the same notice's older one. */
    void open(Sheet sheet) {
        open.put(sheet.notice(), sheet);
    }

    /** The calls a facility's desk has to make, soonest deadline first. */
    public List<Sheet> waiting(FacilityId facility) {
        var sheets = new ArrayList<>(open.values());
        sheets.removeIf(s -> !s.facility().equals(facility));
        sheets.sort(Comparator.comparing(Sheet::deadline).thenComparing(Sheet::notice));
        return List.copyOf(sheets);
    }

    /** The sheet of a notice, if a call is to be made. */
    public Optional<Sheet> of(NoticeId notice) {
        return Optional.ofNullable(open.get(notice));
    }

    /** Takes the sheet off the desk: the call was made, or nobody needs it any more. */
    public void done(NoticeId notice) {
        open.remove(notice);
    }
}
