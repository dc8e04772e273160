package org.sallyport.server.configuration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Store;
import org.sallyport.notice.Mode;
import org.sallyport.request.Agency;
import org.sallyport.server.lists.Lists;

/**
 * Facilities and agencies as a file states them.
 *
 * @param facilities with contacts and modes
 * @param agencies   with their routes
 */
public record Configuration(List<Place> facilities, List<Agency> agencies) {
    /** Copies the lists. */
    public Configuration {
        facilities = List.copyOf(facilities);
        agencies = List.copyOf(agencies);
    }

    /** A facility, an e-mail address per role, and how far Sallyport may act, per kind of requester. */
    public record Place(Facility facility, Map<String, String> contacts, Map<String, Mode> modes) {}

    /**
     * Says through the desk what is not so yet; what the file does not speak of stays. A mode that a supervisor
     * set later
     * than the file's first application stays too: the file only sets modes where none is set.
     *
     * @return how many things changed
     */
    public int apply(Desk desk, Store store, Lists lists, String by) {
        int changed = 0;
        for (var place : facilities) {
            var file = store.transact(tx -> tx.facility(place.facility().id()));
            boolean same = file.facility().filter(place.facility()::equals).isPresent()
                    && file.contacts().equals(place.contacts());
            if (!same) {
                desk.configure(place.facility(), place.contacts(), by);
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
            if (!known.contains(agency)) {
                desk.enrol(agency, by);
                changed++;
            }
        }
        return changed;
    }
}
