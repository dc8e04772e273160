package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.lists.ShadowFindings;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the server and the facilities of the caller stand, for monitors. Names no person. */
@RestController
@RequestMapping("/api/v1/status")
@Tag(name = "status")
public class StatusApi {
    private static final int COUNTED_MOST = 1_000;
    private static final Role[] ROLES = {Role.FEED, Role.DESK, Role.SUPERVISOR, Role.COUNSEL, Role.AUDITOR};

    private final Lists lists;
    private final Store store;
    private final Quarantine quarantine;

    StatusApi(Lists lists, Store store, Quarantine quarantine) {
        this.lists = lists;
        this.store = store;
        this.quarantine = quarantine;
    }

    /**
     * How everything stands: {@code well} when no record was altered, no feed is silent, nothing is stopped and no
     * alarm waits to be told.
     *
     * @param alteredAgencies agencies whose record was altered, shown to administrators only
     */
    public record Status(
            boolean well,
            String version,
            Instant now,
            String policyBook,
            List<Place> facilities,
            List<String> alteredAgencies) {}

    /**
     * How a facility stands.
     *
     * @param altered    what is wrong with its own record, because of which it is not served; empty when nothing is.
     *                   What stands in the record is then not told
     * @param backlog    stays and requests whose moment has come and which no worker has taken yet, at most 1,000
     * @param openAlarms alarms about the facility that no role has been told of yet
     */
    public record Place(
            String facility,
            String altered,
            Optional<Instant> lastHeard,
            Optional<Instant> expectedNext,
            boolean silent,
            Optional<Instant> refusedRoster,
            String stopped,
            Map<String, String> modes,
            long backlog,
            long openAlarms,
            long quarantined) {

        static Place altered(AlteredFacility altered, long quarantined) {
            return new Place(
                    altered.facility().path(),
                    String.valueOf(altered.entry().getMessage()),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    "",
                    Map.of(),
                    0,
                    0,
                    quarantined);
        }

        boolean well() {
            return altered.isEmpty() && !silent && stopped.isEmpty() && openAlarms == 0;
        }
    }

    @Operation(
            summary = "How the server and the caller's facilities stand",
            description =
                    "Records that were altered, feeds with when they were last heard and are expected next, stops,"
                            + " modes, backlog, alarms that no role was told of, events in quarantine. An"
                            + " administrator sees every facility.")
    @GetMapping
    Status status(@AuthenticationPrincipal Caller caller) {
        boolean everything = caller.may(Role.ADMINISTRATOR, Grant.ALL);
        var places = new ArrayList<Place>();
        for (var altered : everything ? lists.altered() : lists.alteredOf(caller, ROLES)) {
            places.add(Place.altered(altered, quarantine.count(altered.facility())));
        }
        var all = lists.facilities().stream().map(Facility::id).toList();
        (everything ? all : caller.facilities(all, ROLES)).forEach(id -> places.add(place(id)));
        if (places.isEmpty() && !everything) {
            throw Refusal.forbidden();
        }
        record Look(Instant now, String book) {}
        var look =
                store.transact((Transaction tx) -> new Look(tx.now(), tx.book().hash()));
        var agencies = everything ? List.copyOf(lists.alteredAgencies().keySet()) : List.<String>of();
        boolean well = places.stream().allMatch(Place::well) && agencies.isEmpty();
        return new Status(well, version(), look.now(), look.book(), places, agencies);
    }

    /** What would have been sent in shadow against what staff recorded, in cases of a facility by finding. */
    public record Shadow(String facility, Map<String, Long> cases) {}

    @Operation(
            summary = "What would have been sent in shadow, against what staff did",
            description =
                    "Cases of each facility by finding: agreed, earlier (Sallyport would have told more than an hour"
                            + " before staff did), later, not-at-all (staff told, Sallyport would not have),"
                            + " staff-did-not, not-recorded. At most the 1,000 cases with the soonest deadlines.")
    @GetMapping("/shadow")
    List<Shadow> shadow(@AuthenticationPrincipal Caller caller) {
        return lists.facilitiesOf(caller, Role.DESK, Role.SUPERVISOR, Role.COUNSEL, Role.AUDITOR).stream()
                .map(id -> new Shadow(id.path(), ShadowFindings.of(lists.cases(id, true, COUNTED_MOST))))
                .toList();
    }

    private static String version() {
        var version = StatusApi.class.getPackage().getImplementationVersion();
        return version == null ? "from the build tree" : version;
    }

    private Place place(FacilityId id) {
        long waiting = quarantine.count(id);
        return store.transact((Transaction tx) -> {
            var file = tx.facility(id);
            var heard = tx.lastHeard(id);
            var modes = new TreeMap<String, String>();
            file.modes().forEach((r, m) -> modes.put(r, m.name().toLowerCase(Locale.ROOT)));
            boolean silent = file.refusedRoster().isPresent()
                    || heard.filter(h -> h.silentAt().isAfter(tx.now())).isEmpty();
            return new Place(
                    id.path(),
                    "",
                    heard.map(Transaction.Heard::at),
                    heard.map(Transaction.Heard::expectedNext),
                    silent,
                    file.refusedRoster(),
                    file.stopped().orElse(""),
                    modes,
                    tx.requestsDue(id, COUNTED_MOST).size()
                            + tx.claimEpisodes(id, COUNTED_MOST).size(),
                    file.alarms().stream().filter(a -> a.toldAt().isEmpty()).count(),
                    waiting);
        });
    }
}
