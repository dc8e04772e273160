package org.sallyport.server.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.StayView;
import org.sallyport.desk.Store;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.postgres.AlteredFacility;
import org.sallyport.report.TakenNotice;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * Lists folded in memory from the journal, a little further at each question: for stores that live as long as the
 * program and are written by this program alone.
 */
public final class JournalLists implements Lists {
    private static final int PAGE = 1_000;

    private final Store store;
    private final Folded f =
            new Folded(new TreeMap<>(), new TreeMap<>(), new LinkedHashMap<>(), new TreeMap<>(), new LinkedHashMap<>());
    private long last;

    /** Lists over this store. */
    public JournalLists(Store store) {
        this.store = store;
    }

    private record Folded(
            Map<String, Facility> facilities,
            Map<String, Agency> agencies,
            Map<EpisodeId, EpisodeFile> stays,
            Map<EpisodeId, String> places,
            Map<RequestId, RequestFile> requests) {}

    private synchronized Folded folded() {
        List<Envelope> page;
        do {
            page = store.transact(tx -> tx.read(last, PAGE));
            page.forEach(this::fold);
            last = page.isEmpty() ? last : page.getLast().position();
        } while (page.size() == PAGE);
        return f;
    }

    private void fold(Envelope entry) {
        switch (entry.event()) {
            case FacilityEvent.Configured e -> f.facilities().put(entry.facility(), e.facility());
            case AgencyEvent.Enrolled e -> f.agencies().put(e.agency().id(), e.agency());
            case EpisodeEvent e -> {
                var id = new EpisodeId(entry.stream().id());
                f.stays()
                        .put(
                                id,
                                f.stays().getOrDefault(id, EpisodeFile.none(id)).apply(e));
                f.places().put(id, entry.facility());
            }
            case RequestEvent e -> {
                var id = new RequestId(entry.stream().id());
                f.requests()
                        .put(
                                id,
                                f.requests()
                                        .getOrDefault(id, RequestFile.none(id))
                                        .apply(e));
            }
            default -> {}
        }
    }

    @Override
    public synchronized List<Facility> facilities() {
        return List.copyOf(folded().facilities().values());
    }

    /** What this program alone holds in its memory nobody altered. */
    @Override
    public List<AlteredFacility> altered() {
        return List.of();
    }

    @Override
    public SortedMap<String, EntryAltered> alteredAgencies() {
        return new TreeMap<>();
    }

    @Override
    public synchronized List<Agency> agencies() {
        return List.copyOf(folded().agencies().values());
    }

    @Override
    public synchronized List<CaseView> cases(FacilityId at, boolean closedToo, int most) {
        var f = folded();
        var views = new ArrayList<CaseView>();
        f.stays().forEach((id, file) -> {
            var facility = f.facilities().get(at.path());
            if (facility != null && at.path().equals(f.places().get(id))) {
                views.addAll(CaseView.of(file, facility));
            }
        });
        return views.stream()
                .filter(v -> closedToo || v.closed().isEmpty())
                .sorted(Comparator.comparing(v -> v.deadline().orElse(Instant.MAX)))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<StayView> stays(FacilityId at, boolean overToo, int most) {
        var f = folded();
        var views = new ArrayList<StayView>();
        f.stays().forEach((id, file) -> {
            var facility = f.facilities().get(at.path());
            if (facility != null && at.path().equals(f.places().get(id))) {
                views.add(StayView.of(file, facility));
            }
        });
        return views.stream()
                .filter(v ->
                        overToo || !(v.phase().equals("released") || v.phase().equals("absorbed")))
                .sorted(Comparator.comparing(v -> v.releaseAt().orElse(Instant.MAX)))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<RequestRow> requestsTo(FacilityId at, int most) {
        return requests().stream()
                .filter(r -> r.addressee().equals(at))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<RequestRow> requestsOf(String agency, int most) {
        return requests().stream()
                .filter(r -> r.agency().equals(agency))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Optional<RequestRow> request(String number) {
        return requests().stream().filter(r -> r.number().equals(number)).findFirst();
    }

    @Override
    public synchronized List<RequestRow> referenced(String agency, String ownNumber) {
        return folded().requests().values().stream()
                .filter(file -> file.active()
                        && file.request()
                                .filter(r -> r.agency().equals(agency)
                                        && r.reference().containsValue(ownNumber))
                                .isPresent())
                .flatMap(file -> RequestRow.of(file).stream())
                .toList();
    }

    private List<RequestRow> requests() {
        return folded().requests().values().stream()
                .flatMap(file -> RequestRow.of(file).stream())
                .sorted(Comparator.comparing(RequestRow::receivedAt).reversed())
                .toList();
    }

    @Override
    public synchronized List<TakenNotice> taken(Instant taken, Instant left) {
        var f = folded();
        return f.stays().entrySet().stream()
                .flatMap(stay -> Stream.ofNullable(f.facilities().get(f.places().get(stay.getKey())))
                        .flatMap(at -> TakenNotice.of(stay.getValue(), at).stream()))
                .filter(n -> n.takenAt().isAfter(taken)
                        || n.left().filter(l -> l.at().isAfter(left)).isPresent())
                .toList();
    }

    @Override
    public List<JournalRow> journal(FacilityId at, long after, int most) {
        var victims = agencies().stream()
                .filter(a -> a.requester().equals("victim"))
                .map(Agency::id)
                .toList();
        var rows = new ArrayList<JournalRow>();
        long position = after;
        while (rows.size() < most) {
            long from = position;
            var page = store.transact(tx -> tx.read(from, PAGE));
            for (var e : page) {
                if (e.facility().equals(at.path()) && rows.size() < most) {
                    rows.add(row(e, victims));
                }
                position = e.position();
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return rows;
    }

    private static JournalRow row(Envelope e, List<String> victims) {
        boolean hidden = victims.contains(e.agency());
        return new JournalRow(
                e.position(),
                e.stream().kind() + " " + e.stream().id(),
                e.version(),
                e.event().getClass().getSimpleName(),
                e.recordedAt(),
                e.facility(),
                hidden ? "" : e.agency(),
                e.cause(),
                hidden || victims.contains(e.actor()) ? "" : e.actor());
    }
}
