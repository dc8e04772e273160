package org.sallyport.server.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.audit.LogWords;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Which facility a page is about, what its reader may do there, and what every page shows of it. */
@Component
public class Places {
    private static final Role[] WORKING = {Role.DESK, Role.SUPERVISOR, Role.COUNSEL};
    private static final Role[] READING = {Role.DESK, Role.SUPERVISOR, Role.COUNSEL, Role.AUDITOR};

    private final Lists lists;
    private final Store store;

    Places(Lists lists, Store store) {
        this.lists = lists;
        this.store = store;
    }

    /** A facility and what its reader may do there. */
    public record Place(Facility facility, FacilityFile file, Instant now, Caller reader) {
        /** Moments as that facility's people read them. */
        public Moments moments() {
            return new Moments(facility.zone(), now);
        }

        /** Whether the reader supervises or advises this facility. */
        public boolean decides() {
            return reader.mayAny(facility.id(), Role.SUPERVISOR, Role.COUNSEL);
        }

        /** Whether the reader supervises this facility. */
        public boolean supervises() {
            return reader.mayAny(facility.id(), Role.SUPERVISOR);
        }
    }

    /** The facilities whose desk the reader works, supervises or advises; those that are served first. */
    List<FacilityId> of(Caller reader) {
        var all = lists.facilities().stream().map(Facility::id).toList();
        var mine = new ArrayList<>(reader.facilities(all, WORKING));
        lists.alteredOf(reader, WORKING).forEach(a -> mine.add(a.facility()));
        return List.copyOf(mine);
    }

    /** Shows on a page which facilities of its reader are not served, and why. */
    void showAltered(Caller reader, Model page) {
        var mine = reader.has(Role.ADMINISTRATOR) ? lists.altered() : lists.alteredOf(reader, READING);
        page.addAttribute(
                "altered", mine.stream().map(AlteredFacility::sentence).toList());
    }

    /**
     * Opens a page: the facility named, or the reader's first; its name, stop and alarms go to the page.
     *
     * @throws Refusal when the reader does not work there
     * @throws org.sallyport.journal.EntryAltered when it is not served because its record was altered
     */
    Place open(Caller reader, Optional<String> named, Model page) {
        var mine = of(reader);
        var id = named.map(FacilityId::new).or(() -> mine.stream().findFirst());
        page.addAttribute("reader", reader.actor());
        page.addAttribute("places", mine.stream().map(FacilityId::path).toList());
        showAltered(reader, page);
        if (id.isEmpty() || !mine.contains(id.get())) {
            throw Refusal.unknown("facility");
        }
        var facility = lists.facility(id.get()).orElseThrow(() -> Refusal.unknown("facility"));
        record Look(FacilityFile file, Instant now) {}
        var look = store.transact((Transaction tx) -> new Look(tx.facility(id.get()), tx.now()));
        var place = new Place(facility, look.file(), look.now(), reader);
        page.addAttribute("at", id.get().path());
        page.addAttribute("place", place);
        page.addAttribute("m", place.moments());
        page.addAttribute("stopped", look.file().stopped().orElse(null));
        page.addAttribute("silent", look.file().silentSince().orElse(null));
        page.addAttribute(
                "logTroubles",
                look.file().logTroubles().keySet().stream().map(LogWords::of).toList());
        page.addAttribute("pausedSince", look.file().breaker().pausedSince().orElse(null));
        return place;
    }
}
