package org.sallyport.notice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.CustodyFold;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.request.RequestId;

/**
 * Everything recorded of one stay: what the feed said, the cases opened on it, and the alarms raised about it. Folded
 * from the stay's stream; the custody part is folded again from all that was received whenever something arrives.
 */
public final class EpisodeFile {
    private final EpisodeId id;
    private final List<FeedEvent> received;
    private final Map<CaseId, NoticeCase> cases;
    private final List<Alarm> alarms;
    private final Optional<EpisodeId> absorbedInto;
    private @org.jspecify.annotations.Nullable Folded folded;

    private record Folded(Facility.Ordering ordering, CustodyEpisode episode) {}

    private EpisodeFile(
            EpisodeId id,
            List<FeedEvent> received,
            Map<CaseId, NoticeCase> cases,
            List<Alarm> alarms,
            Optional<EpisodeId> absorbedInto) {
        this.id = id;
        this.received = received;
        this.cases = cases;
        this.alarms = alarms;
        this.absorbedInto = absorbedInto;
    }

    /** A stay of which nothing is recorded. */
    public static EpisodeFile none(EpisodeId id) {
        return new EpisodeFile(id, List.of(), Map.of(), List.of(), Optional.empty());
    }

    /** Its name. */
    public EpisodeId id() {
        return id;
    }

    /** What the feed said, in order of arrival. */
    public List<FeedEvent> received() {
        return received;
    }

    /** The stay as those events tell it in effective order. */
    public CustodyEpisode custody(Facility.Ordering ordering) {
        var known = folded;
        if (known == null || known.ordering() != ordering) {
            known = new Folded(ordering, CustodyFold.fold(ordering, received));
            folded = known;
        }
        return known.episode();
    }

    /** The cases, by name. */
    public Map<CaseId, NoticeCase> cases() {
        return cases;
    }

    /** The case of a request, if one was opened here. */
    public Optional<NoticeCase> caseOf(RequestId request) {
        return cases.values().stream().filter(c -> c.request().equals(request)).findFirst();
    }

    /** Every alarm raised. */
    public List<Alarm> alarms() {
        return alarms;
    }

    /** The stay that took this one's records over, if one did. */
    public Optional<EpisodeId> absorbedInto() {
        return absorbedInto;
    }

    /** Folds one event; never refuses. */
    public EpisodeFile apply(EpisodeEvent event) {
        return switch (event) {
            case EpisodeEvent.FactReceived(var fact) -> receiving(fact);
            case EpisodeEvent.StayJoined _ -> this;
            case EpisodeEvent.StayAbsorbed(var into, var _) ->
                new EpisodeFile(id, received, Map.of(), alarms, Optional.of(into));
            case EpisodeEvent.StayParted(var bookings, var _, var _) -> parting(bookings);
            case EpisodeEvent.AlarmRaised(var alarm) -> alarm(alarm);
            case EpisodeEvent.AlarmTried tried -> alarm(tried);
            case EpisodeEvent.CaseOpened opened -> with(NoticeCase.opened(opened));
            case EpisodeEvent.CaseCarried(var from, var _) -> with(from);
            case EpisodeEvent.OfCase e -> with(CaseFold.apply(of(e.caseId()), e));
        };
    }

    private NoticeCase of(CaseId name) {
        var found = cases.get(name);
        if (found == null) {
            throw new IllegalStateException("The stream of stay " + id + " speaks of case " + name
                    + " before it was opened; the journal was read out of order.");
        }
        return found;
    }

    private EpisodeFile receiving(FeedEvent fact) {
        var list = new ArrayList<FeedEvent>(received.size() + 1);
        list.addAll(received);
        list.add(fact);
        return new EpisodeFile(id, Collections.unmodifiableList(list), cases, alarms, absorbedInto);
    }

    private EpisodeFile parting(List<String> bookings) {
        var left =
                received.stream().filter(e -> !bookings.contains(e.subject())).toList();
        return new EpisodeFile(id, left, cases, alarms, absorbedInto);
    }

    private EpisodeFile with(NoticeCase changed) {
        var map = new TreeMap<>(cases);
        map.put(changed.id(), changed);
        return keepFold(new EpisodeFile(id, received, Collections.unmodifiableMap(map), alarms, absorbedInto));
    }

    private EpisodeFile alarm(Alarm raised) {
        var list = new ArrayList<>(alarms);
        list.add(raised);
        return keepFold(new EpisodeFile(id, received, cases, List.copyOf(list), absorbedInto));
    }

    private EpisodeFile alarm(EpisodeEvent.AlarmTried tried) {
        var list = alarms.stream()
                .map(a -> a.id().equals(tried.alarm()) ? a.tried(tried.taken(), tried.nextTry(), tried.at()) : a)
                .toList();
        return keepFold(new EpisodeFile(id, received, cases, list, absorbedInto));
    }

    private EpisodeFile keepFold(EpisodeFile next) {
        next.folded = folded;
        return next;
    }
}
