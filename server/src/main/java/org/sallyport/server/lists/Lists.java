package org.sallyport.server.lists;

import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.StayView;
import org.sallyport.request.Agency;

/**
 * Port to the projections: what lists, boards and look-ups read. They may be dropped and rebuilt; whoever decides
 * anything reads the journal through the desk. A caller passes only facilities and agencies it has checked to be the
 * reader's own.
 */
public interface Lists {
    /** Every configured facility, by name. */
    List<Facility> facilities();

    /** Every enrolled agency, by short name. */
    List<Agency> agencies();

    /** The facility of this name, if it is configured. */
    default Optional<Facility> facility(FacilityId id) {
        return facilities().stream().filter(f -> f.id().equals(id)).findFirst();
    }

    /** The cases at a facility, soonest deadline first; closed ones only when asked for. */
    List<CaseView> cases(FacilityId at, boolean closedToo, int most);

    /** The stays at a facility, soonest release first; those that are over only when asked for. */
    List<StayView> stays(FacilityId at, boolean overToo, int most);

    /** The requests addressed to a facility, newest first. */
    List<RequestRow> requestsTo(FacilityId at, int most);

    /** The requests of an agency, newest first. */
    List<RequestRow> requestsOf(String agency, int most);

    /** The request with this receipt number. */
    Optional<RequestRow> request(String number);

    /** Open requests of an agency that carry this number among its own references (F-08). */
    List<RequestRow> referenced(String agency, String ownNumber);

    /** Envelopes of the journal after a position, in order; never what is sealed in them. */
    List<JournalRow> journal(FacilityId at, long after, int most);
}
