package org.sallyport.postgres.phone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.NoticeId;

/**
 * Port to the calls that wait at desks. What came of a call is recorded through the desk, as the attempt's result and
 * the acknowledgement; the sheet then goes.
 */
public interface PhoneSheets {
    /**
     * One call to make.
     *
     * @param notice   the notice to read out
     * @param facility whose desk calls
     * @param episode  the stay it speaks of
     * @param agency   who is called
     * @param number   the telephone number
     * @param script   what to say; it may hold the requester's own reference numbers, so it is shown and never logged
     * @param attempt  the attempt the call answers
     * @param deadline the last moment in time (UTC instant, inclusive)
     */
    record Sheet(
            NoticeId notice,
            FacilityId facility,
            EpisodeId episode,
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
    void open(Sheet sheet);

    /** The calls a facility's desk has to make, soonest deadline first; those whose seal was destroyed are left out. */
    List<Sheet> waiting(FacilityId facility);

    /** The sheet of a notice, if a call is to be made. */
    Optional<Sheet> of(NoticeId notice);

    /** Takes the sheet off the desk: the call was made, or nobody needs it any more. */
    void done(NoticeId notice);
}
