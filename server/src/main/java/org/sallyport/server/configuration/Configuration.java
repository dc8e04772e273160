package org.sallyport.server.configuration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Store;
import org.sallyport.notice.Mode;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.request.Agency;
import org.sallyport.server.feed.RosterIntake;
import org.sallyport.server.lists.Lists;

/**
 * Facilities and agencies as a file states them.
 *
 * @param facilities with contacts and modes
 * @param agencies   with their routes
 * @param witnesses  who cosigns the audit log; absent where the file does not speak of them
 */
public record Configuration(List<Place> facilities, List<Agency> agencies, Optional<List<Witnesses.Named>> witnesses) {
    /** Copies the lists. */
    public Configuration {
        facilities = List.copyOf(facilities);
        agencies = List.copyOf(agencies);
        witnesses = witnesses.map(List::copyOf);
    }

    /**
     * A facility as the file states it.
     *
     * @param contacts an e-mail address per role
     * @param modes    how far Sallyport may act, per kind of requester
     * @param mapping  the mapping file of its rosters, checked; absent when it says nothing of them
     */
    public record Place(
            Facility facility, Map<String, String> contacts, Map<String, Mode> modes, Optional<byte[]> mapping) {}

    /**
     * Says through the desk what is not so yet; what the file does not speak of stays. A mode that a supervisor
     * set later
     * than the file's first application stays too: the file only sets modes where none is set. A facility or an
     * agency whose record was altered is passed over.
     *
     * @return how many things changed
     */
    public int apply(Desk desk, Store store, Lists lists, RosterIntake rosters, String by) {
        int changed = 0;
        var altered = lists.altered().stream().map(AlteredFacility::facility).collect(Collectors.toSet());
        for (var place : facilities) {
            if (altered.contains(place.facility().id())) {
                continue;
            }
            var file = store.transact(tx -> tx.facility(place.facility().id()));
            boolean same = file.facility().filter(place.facility()::equals).isPresent()
                    && file.contacts().equals(place.contacts());
            if (!same) {
                desk.configure(place.facility(), place.contacts(), by);
                changed++;
            }
            if (place.mapping()
                    .filter(m -> rosters.configure(place.facility().id(), m, by))
                    .isPresent()) {
                changed++;
            }
            for (var mode : place.modes().entrySet()) {
                if (!file.modes().containsKey(mode.getKey())) {
                    desk.mode(place.facility().id(), mode.getKey(), Objects.requireNonNull(mode.getValue()), by);
                    changed++;
                }
            }
        }
        var known = lists.agencies();
        for (var agency : agencies) {
            if (!known.contains(agency) && !lists.alteredAgencies().containsKey(agency.id())) {
                desk.enrol(agency, by);
                changed++;
            }
        }
        return changed;
    }
}
