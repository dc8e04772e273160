package org.sallyport.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeKind;
import org.sallyport.notice.NoticeState;
import org.sallyport.report.LeadTimes;
import org.sallyport.report.Punctuality;
import org.sallyport.request.RequestEvent;

/** Counts what happened: entry by entry as the journal grows, and case by case at the end. */
final class Tally {
    private final Map<EpisodeId, FacilityId> stays = new TreeMap<>();
    private final Set<StreamId> bound = new HashSet<>();
    private final Set<StreamId> proposed = new HashSet<>();
    private final Set<StreamId> confirmed = new HashSet<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> alarms = new TreeMap<>();
    private long entries;
    private long facts;
    private long booked;
    private long heartbeats;
    private long received;
    private long defects;
    private long withdrawn;
    private long cancelled;
    private long expired;
    private long made;
    private long attempts;
    private long failed;

    /** Counts one entry of the journal. */
    void see(Envelope entry) {
        entries++;
        switch (entry.event()) {
            case EpisodeEvent event -> {
                stays.putIfAbsent(new EpisodeId(entry.stream().id()), new FacilityId(entry.facility()));
                see(event);
            }
            case RequestEvent event -> see(entry.stream(), event);
            case FacilityEvent.AlarmRaised(var alarm) -> add(alarms, alarm.kind());
            default -> {
                // Settings, adoptions and enrolments: nothing to count.
            }
        }
    }

    /** Counts a request that intake refused; {@code code} is that of its first problem. */
    void refused(String code) {
        add(refused, code);
    }

    /** Counts heartbeats handed in. */
    void heartbeat() {
        heartbeats++;
    }

    /** Every stay that the journal speaks of, with its facility. */
    Map<EpisodeId, FacilityId> stays() {
        return stays;
    }

    private void see(EpisodeEvent event) {
        switch (event) {
            case EpisodeEvent.FactReceived(var fact) -> {
                facts++;
                booked += fact.fact() instanceof CustodyFact.Booked ? 1 : 0;
            }
            case EpisodeEvent.Determined _ -> made++;
            case EpisodeEvent.AttemptStarted _ -> attempts++;
            case EpisodeEvent.AttemptEnded ended -> failed += ended.taken() ? 0 : 1;
            case EpisodeEvent.AlarmRaised(var alarm) -> add(alarms, alarm.kind());
            case EpisodeEvent.StayJoined _,
                    EpisodeEvent.StayAbsorbed _,
                    EpisodeEvent.StayParted _,
                    EpisodeEvent.CaseOpened _,
                    EpisodeEvent.CaseCarried _,
                    EpisodeEvent.AlarmTried _,
                    EpisodeEvent.OfCase _ -> {
                // Counted at the end, from the cases themselves.
            }
        }
    }

    private void see(StreamId stream, RequestEvent event) {
        switch (event) {
            case RequestEvent.Received r -> {
                received++;
                defects += r.defects().isEmpty() ? 0 : 1;
            }
            case RequestEvent.Bound _ -> {
                bound.add(stream);
                if (proposed.contains(stream)) {
                    confirmed.add(stream);
                }
            }
            case RequestEvent.MatchProposed _ -> proposed.add(stream);
            case RequestEvent.Withdrawn _ -> withdrawn++;
            case RequestEvent.Cancelled _ -> cancelled++;
            case RequestEvent.Expired _ -> expired++;
            case RequestEvent.Offered _,
                    RequestEvent.OfferAnswered _,
                    RequestEvent.Amended _,
                    RequestEvent.Revalidated _,
                    RequestEvent.ValidityGiven _,
                    RequestEvent.ReminderRaised _,
                    RequestEvent.ReminderTried _,
                    RequestEvent.ReminderTaken _,
                    RequestEvent.Served _,
                    RequestEvent.DefectsAccepted _,
                    RequestEvent.MatchRejected _,
                    RequestEvent.Unbound _,
                    RequestEvent.Closed _ -> {
                // Part of the story of one request; not of the sum.
            }
        }
    }

    /** What only the cases at the end can tell. */
    private static final class Ended {
        private final Map<String, Map<String, Long>> byJurisdiction = new TreeMap<>();
        private final Map<String, Map<String, Map<String, Long>>> byRequester = new TreeMap<>();
        private final Map<String, Long> notices = new TreeMap<>();
        private final Map<String, Long> shortByCause = new TreeMap<>();
        private final Map<String, Long> notSent = new TreeMap<>();
        private final Map<String, Long> answers = new TreeMap<>();
        private final List<Duration> leads = new ArrayList<>();
        private final Map<String, List<Duration>> from = new LinkedHashMap<>();
        private long onTime;
        private long late;
        private long undecided;
        private long acknowledged;
        private long escalated;
        private long released;

        void see(EpisodeFile file, Facility facility) {
            var stay = file.custody(facility.ordering());
            Optional<Instant> left = stay.phase() instanceof CustodyEpisode.Phase.Released r
                    ? Optional.of(r.latest())
                    : Optional.empty();
            released += left.isPresent() ? 1 : 0;
            file.cases().values().forEach(c -> {
                see(c, facility.jurisdiction(), left);
                left.flatMap(at -> LeadTimes.of(file, c, at)).ifPresent(this::see);
            });
        }

        private void see(NoticeCase c, String jurisdiction, Optional<Instant> left) {
            c.answer().ifPresent(a -> {
                var outcome = a.determination().outcome().word();
                add(byJurisdiction.computeIfAbsent(jurisdiction, _ -> new TreeMap<>()), outcome);
                add(
                        byRequester
                                .computeIfAbsent(c.requester(), _ -> new TreeMap<>())
                                .computeIfAbsent(jurisdiction, _ -> new TreeMap<>()),
                        outcome);
            });
            if (c.notSentCause().equals("undecided")) {
                undecided++;
            } else if (!c.notSentCause().isEmpty()) {
                add(notSent, c.notSentCause());
            }
            for (var n : c.notices()) {
                if (n.mayHaveLeft()) {
                    see(n);
                }
            }
            left.flatMap(at -> firstAhead(c).map(first -> Duration.between(first, at)))
                    .ifPresent(leads::add);
        }

        private void see(LeadTimes times) {
            from.computeIfAbsent("happened", _ -> new ArrayList<>()).add(times.happened());
            times.entered()
                    .ifPresent(t -> from.computeIfAbsent("entered", _ -> new ArrayList<>())
                            .add(t));
            from.computeIfAbsent("received", _ -> new ArrayList<>()).add(times.received());
            from.computeIfAbsent("acted", _ -> new ArrayList<>()).add(times.acted());
        }

        private static Optional<Instant> firstAhead(NoticeCase c) {
            return c.notices().stream()
                    .filter(n -> n.content().kind().ahead())
                    .flatMap(n -> n.sentAt().stream())
                    .min(Instant::compareTo);
        }

        private void see(NoticeState n) {
            add(notices, n.content().kind().word());
            escalated += n.escalatedAt().isPresent() ? 1 : 0;
            if (n.acknowledgedAt().isPresent()) {
                acknowledged++;
                add(answers, n.answer());
            }
            if (n.content().kind() == NoticeKind.SHORT) {
                add(shortByCause, n.content().shortCause());
            }
            var stands = Punctuality.of(n);
            onTime += stands.equals(Optional.of(Punctuality.ON_TIME)) ? 1 : 0;
            late += stands.equals(Optional.of(Punctuality.LATE)) ? 1 : 0;
        }

        Summary.LeadTime leadTime() {
            return of(leads);
        }

        Map<String, Summary.LeadTime> leadTimeFrom() {
            var found = new LinkedHashMap<String, Summary.LeadTime>();
            from.forEach((time, all) -> found.put(time, of(all)));
            return found;
        }

        private static Summary.LeadTime of(List<Duration> all) {
            return new Summary.LeadTime(all.size(), quantile(all, 0.1), quantile(all, 0.5), quantile(all, 0.9));
        }

        /** The nearest rank, in hours to one decimal. */
        private static Optional<Double> quantile(List<Duration> all, double share) {
            if (all.isEmpty()) {
                return Optional.empty();
            }
            all.sort(Duration::compareTo);
            int rank = (int) Math.ceil(share * all.size()) - 1;
            return Optional.of(Math.round(all.get(Math.max(0, rank)).toMinutes() / 6.0) / 10.0);
        }
    }

    /**
     * The sum of everything.
     *
     * @param header   seed, days and moments of the run
     * @param files    every stay with its facility, as it stands at the end
     * @param received what receivers counted
     * @param promises the promises, checked
     */
    Summary summary(Header header, Map<EpisodeFile, Facility> files, Received received, Map<String, String> promises) {
        var ended = new Ended();
        files.forEach(ended::see);
        return new Summary(
                header.seed(),
                header.days(),
                header.from(),
                header.until(),
                new Summary.Feed(facts, heartbeats, booked, ended.released),
                new Summary.Requests(
                        this.received,
                        refused,
                        bound.size(),
                        proposed.size(),
                        confirmed.size(),
                        defects,
                        withdrawn,
                        cancelled,
                        expired),
                new Summary.Determinations(made, ended.byJurisdiction, ended.byRequester),
                ended.notices,
                new Summary.Timing(ended.onTime, ended.shortByCause, ended.late, ended.notSent, ended.undecided),
                ended.leadTime(),
                ended.leadTimeFrom(),
                new Summary.Replies(ended.acknowledged, ended.answers, ended.escalated),
                new Summary.Deliveries(
                        attempts,
                        failed,
                        received.webhooks(),
                        received.keys(),
                        received.mails(),
                        received.calls(),
                        received.unverified(),
                        received.roleMails()),
                alarms,
                entries,
                promises);
    }

    /** What a run was. */
    record Header(long seed, int days, Instant from, Instant until) {}

    /** What receivers counted. */
    record Received(long webhooks, long keys, long unverified, long mails, long calls, long roleMails) {}

    private static void add(Map<String, Long> counts, String key) {
        counts.merge(key, 1L, Long::sum);
    }
}
