package org.sallyport.server.lists;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.StayView;
import org.sallyport.journal.EntryAltered;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.postgres.PostgresLists;
import org.sallyport.report.TakenNotice;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestFile;

/** Lists from the projections in PostgreSQL. */
public final class DatabaseLists implements Lists {
    private static final int OWN_MOST = 10_000;

    private final PostgresLists rows;

    /** Lists over these projections. */
    public DatabaseLists(PostgresLists rows) {
        this.rows = rows;
    }

    @Override
    public List<Facility> facilities() {
        return rows.facilities();
    }

    @Override
    public List<AlteredFacility> altered() {
        return rows.altered();
    }

    @Override
    public List<Agency> agencies() {
        return rows.agencies();
    }

    @Override
    public SortedMap<String, EntryAltered> alteredAgencies() {
        return rows.alteredAgencies();
    }

    @Override
    public List<CaseView> cases(FacilityId at, boolean closedToo, int most) {
        return rows.cases(at, closedToo, most);
    }

    @Override
    public List<StayView> stays(FacilityId at, boolean overToo, int most) {
        return rows.stays(at, overToo, most);
    }

    @Override
    public List<RequestRow> requestsTo(FacilityId at, int most) {
        return RequestRow.of(rows.requestsTo(at, most));
    }

    @Override
    public List<RequestRow> requestsOf(String agency, int most) {
        return RequestRow.of(rows.requestsOf(agency, most));
    }

    @Override
    public Optional<RequestRow> request(String number) {
        return rows.request(number).flatMap(RequestRow::of);
    }

    @Override
    public List<RequestRow> referenced(String agency, String ownNumber) {
        var own = rows.requestsOf(agency, OWN_MOST).stream()
                .filter(RequestFile::active)
                .filter(f -> f.request()
                        .filter(r -> r.reference().containsValue(ownNumber))
                        .isPresent())
                .toList();
        return RequestRow.of(own);
    }

    @Override
    public List<TakenNotice> taken(Instant taken, Instant left) {
        return rows.taken(taken, left);
    }

    @Override
    public List<JournalRow> journal(FacilityId at, long after, int most) {
        Set<String> victims = new HashSet<>(alteredAgencies().keySet()); // of whom nobody can tell
        agencies().stream().filter(a -> a.requester().equals("victim")).forEach(a -> victims.add(a.id()));
        return rows.journal(at, after, most).stream()
                .map(r -> new JournalRow(
                        r.position(),
                        r.stream().toString(),
                        r.version(),
                        r.type(),
                        r.recordedAt(),
                        r.facility(),
                        victims.contains(r.agency()) ? "" : r.agency(),
                        r.cause(),
                        victims.contains(r.agency()) || victims.contains(r.actor()) ? "" : r.actor()))
                .toList();
    }
}
