package org.sallyport.server.lists;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.StayView;
import org.sallyport.journal.EntryAltered;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.postgres.access.Role;
import org.sallyport.report.TakenNotice;
import org.sallyport.request.Agency;
import org.sallyport.server.security.Caller;

/**
 * Port to the projections: what lists, boards and look-ups read. They may be dropped and rebuilt; whoever decides
 * anything reads the journal through the desk. A caller passes only facilities and agencies it has checked to be the
 * reader's own.
 */
public interface Lists {
    /** Every configured facility whose own record can be read, by name: those that are served. */
    List<Facility> facilities();

    /** The configured facilities whose own record somebody altered, by name: they are not served. */
    List<AlteredFacility> altered();

    /** Every enrolled agency whose record can be read, by short name. */
    List<Agency> agencies();

    /** The agencies whose record somebody altered, by short name: nobody can tell who asks, nor by which route. */
    SortedMap<String, EntryAltered> alteredAgencies();

    /**
     * The facility of this name, if it is configured.
     *
     * @throws EntryAltered when its own record was altered
     */
    default Optional<Facility> facility(FacilityId id) {
        var found = facilities().stream().filter(f -> f.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            refuse(altered().stream().filter(a -> a.facility().equals(id)));
        }
        return found;
    }

    /**
     * The facilities that are served and at which a caller holds one of these roles, by name.
     *
     * @throws EntryAltered when there is none because the record of theirs was altered
     */
    default List<FacilityId> facilitiesOf(Caller caller, Role... roles) {
        var mine = caller.facilities(facilities().stream().map(Facility::id).toList(), roles);
        if (mine.isEmpty()) {
            refuse(alteredOf(caller, roles).stream());
        }
        return mine;
    }

    /** The facilities whose record was altered and at which a caller holds one of these roles, by name. */
    default List<AlteredFacility> alteredOf(Caller caller, Role... roles) {
        return altered().stream()
                .filter(a -> caller.mayAny(a.facility(), roles))
                .toList();
    }

    private static void refuse(Stream<AlteredFacility> altered) {
        altered.findFirst().ifPresent(a -> {
            throw a.entry();
        });
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

    /** Notices that a provider took after a moment, and those of people who left after another. */
    List<TakenNotice> taken(Instant taken, Instant left);

    /** Envelopes of the journal after a position, in order; never what is sealed in them. */
    List<JournalRow> journal(FacilityId at, long after, int most);
}
