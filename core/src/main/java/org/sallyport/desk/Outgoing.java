package org.sallyport.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.NoticeContent;
import org.sallyport.request.Agency;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestId;

/** Something to be handed to a channel once its transaction has committed. Its result returns to the desk. */
public sealed interface Outgoing {
    /** A notice to a requesting agency by one route. */
    record ToAgency(
            FacilityId facility,
            EpisodeId episode,
            NoticeContent content,
            int attempt,
            Agency.Route route,
            Instant leaseUntil,
            Instant deadline)
            implements Outgoing {}

    /**
     * A reminder to a requesting agency, in fixed words that tell nothing of custody.
     *
     * @param caseId the case whose outcome is asked for; absent when the request must be confirmed
     * @param route  where it goes; the desk's own e-mail when the agency has a telephone only
     */
    record ToRequester(
            FacilityId facility,
            RequestId request,
            Optional<CaseId> caseId,
            String agency,
            Reminder reminder,
            Agency.Route route)
            implements Outgoing {}

    /**
     * A request to be passed on to another facility of this installation, to which the person was transferred; or, with
     * {@code back}, to be taken back there because they were not.
     */
    record ToFacility(
            FacilityId facility, EpisodeId episode, CaseId caseId, RequestId request, FacilityId to, boolean back)
            implements Outgoing {}

    /** An alarm to a named role of the facility; {@code address} is empty when the facility named none. */
    record ToRole(FacilityId facility, Optional<EpisodeId> episode, Alarm alarm, String address) implements Outgoing {}

    /** Several alarms of one round to one role of one facility: one message tells of all of them. */
    record ToRoleAtOnce(List<ToRole> alarms) implements Outgoing {
        /** Copies the list. */
        public ToRoleAtOnce {
            alarms = List.copyOf(alarms);
        }
    }
}
