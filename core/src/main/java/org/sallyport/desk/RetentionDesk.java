package org.sallyport.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Removal.Ended;
import org.sallyport.desk.RetentionReport.Fate;
import org.sallyport.desk.RetentionReport.Item;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.SourceBasis;
import org.sallyport.request.RequestId;

/** Finds records whose time is over by the schedule, and destroys them as an expungement does; places legal holds. */
final class RetentionDesk {
    private static final int AT_ONCE = 200;

    private final Store store;

    RetentionDesk(Store store) {
        this.store = store;
    }

    Reply hold(UUID id, FacilityId facility, Optional<EpisodeId> episode, String reason, String citation, String by) {
        return store.transact(tx -> {
            var file = tx.facilityToChange(facility);
            if (file.keeping().holds().containsKey(id)) {
                return new Reply.Done(List.of());
            }
            if (episode.isPresent()) {
                var stay = tx.episode(episode.get());
                if (stay.received().isEmpty()
                        || !stay.received().getFirst().facility().equals(facility)) {
                    return new Reply.Refused("stay.unknown");
                }
                if (ExpungementScope.of(tx, facility, stay.id()).isIn(reason + "\n" + citation)) {
                    return new Reply.Refused("legal-hold.names-person");
                }
            }
            var event = new FacilityEvent.LegalHoldPlaced(id, episode, reason, citation, by, tx.now());
            tx.append(facility, List.of(event), new Cause("place-legal-hold", by));
            return new Reply.Done(List.of());
        });
    }

    Reply lift(UUID id, FacilityId facility, String citation, String by) {
        return store.transact(tx -> {
            var hold = tx.facilityToChange(facility).keeping().holds().get(id);
            if (hold == null) {
                return new Reply.Refused("legal-hold.unknown");
            }
            if (hold.stands()) {
                var event = new FacilityEvent.LegalHoldLifted(id, citation, by, tx.now());
                tx.append(facility, List.of(event), new Cause("lift-legal-hold", by));
            }
            return new Reply.Done(List.of());
        });
    }

    /** What a run would do now. */
    RetentionReport check(FacilityId id, RetentionSchedule schedule) {
        var items = new ArrayList<Item>();
        record Look(Facility facility, Instant now) {}
        var look = store.transact(tx -> new Look(tx.facility(id).facility().orElseThrow(), tx.now()));
        for (var of : RecordClass.values()) {
            var before = schedule.keptSince(look.facility().jurisdiction(), of, day(look.facility(), look.now()))
                    .map(day -> day.atStartOfDay(look.facility().zone()).toInstant());
            Optional<Ended> after = Optional.empty();
            boolean more = before.isPresent();
            while (more) {
                var from = after;
                var page = store.transact(tx -> page(tx, id, schedule, of, from, before.orElseThrow()));
                items.addAll(page.items());
                after = page.last();
                more = page.full();
            }
        }
        items.sort(Comparator.comparing(Item::keptUntil).thenComparing(Item::name));
        return new RetentionReport(id, look.now(), items);
    }

    private record Page(List<Item> items, Optional<Ended> last, boolean full) {}

    private static Page page(
            Transaction tx,
            FacilityId id,
            RetentionSchedule schedule,
            RecordClass of,
            Optional<Ended> after,
            Instant before) {
        var ended = of == RecordClass.STAY
                ? tx.removal().endedStays(id, after, before, AT_ONCE)
                : tx.removal().endedRequests(id, after, before, AT_ONCE);
        var judge = new Judge(tx, tx.facility(id), schedule);
        var items = new ArrayList<Item>();
        ended.forEach(e -> judge.item(of, e.name()).ifPresent(items::add));
        return new Page(items, ended.isEmpty() ? after : Optional.of(ended.getLast()), ended.size() == AT_ONCE);
    }

    /** What a record is found by outside the journal, if it still goes. */
    Optional<ExpungementScope> scope(FacilityId facility, RetentionSchedule schedule, Item item) {
        return store.transact(tx -> new Judge(tx, tx.facility(facility), schedule)
                .item(item.of(), item.name())
                .filter(now -> now.fate() == Fate.GOES)
                .map(_ -> scope(tx, facility, item)));
    }

    private static ExpungementScope scope(Transaction tx, FacilityId facility, Item item) {
        return item.of() == RecordClass.STAY
                ? ExpungementScope.of(tx, facility, new EpisodeId(item.name()))
                : ExpungementScope.of(facility, new RequestId(item.name()));
    }

    /** Destroys a record, if it still goes; refused when it does not any more. */
    Reply destroy(FacilityId facility, RetentionSchedule schedule, Item item, UUID run, String by) {
        return store.transact(tx -> {
            var at = tx.facilityToChange(facility);
            var now = new Judge(tx, at, schedule).item(item.of(), item.name());
            if (now.filter(i -> i.fate() == Fate.GOES).isEmpty()) {
                return new Reply.Refused("retention.kept");
            }
            var scope = scope(tx, facility, item);
            scope.endElsewhere(tx, new Cause("retention", by));
            tx.removal().destroy(facility, scope.streams(), scope.seen());
            var event = new FacilityEvent.RetentionDestroyed(
                    run, now.get().rule().citation(), List.copyOf(scope.streams()), tx.now());
            tx.append(facility, List.of(event), new Cause("retention", by));
            return new Reply.Done(List.of());
        });
    }

    /** Records what a run did. */
    void ran(FacilityId facility, RetentionReport report, UUID run, int went, String by) {
        store.transact(tx -> {
            tx.facilityToChange(facility);
            var event = new FacilityEvent.RetentionRun(run, report.digest(), went, report.kept(), by, tx.now());
            return tx.append(facility, List.of(event), new Cause("retention", by));
        });
    }

    private static LocalDate day(Facility facility, Instant at) {
        return at.atZone(facility.zone()).toLocalDate();
    }

    /** Says of one record whether its time is over, and what becomes of it. */
    private static final class Judge {
        private final Transaction tx;
        private final FacilityFile at;
        private final Facility facility;
        private final RetentionSchedule schedule;
        private final LocalDate today;

        Judge(Transaction tx, FacilityFile at, RetentionSchedule schedule) {
            this.tx = tx;
            this.at = at;
            this.facility = at.facility().orElseThrow();
            this.schedule = schedule;
            this.today = day(facility, tx.now());
        }

        Optional<Item> item(RecordClass of, UUID name) {
            return of == RecordClass.STAY ? stay(new EpisodeId(name)) : request(new RequestId(name));
        }

        private Optional<Item> stay(EpisodeId id) {
            var file = tx.episode(id);
            return ended(file)
                    .flatMap(ended -> over(RecordClass.STAY, ended)
                            .map(rule -> new Item(
                                    RecordClass.STAY,
                                    id.value(),
                                    ended,
                                    rule.keptUntil(ended),
                                    rule,
                                    fate(file, rule))));
        }

        /** The day the person left for good; nobody left who was released in error and is to come back. */
        private Optional<LocalDate> ended(EpisodeFile file) {
            return file.absorbedInto().isEmpty()
                            && file.custody(facility.ordering()).phase() instanceof Phase.Released r
                            && !r.inError()
                    ? Optional.of(day(facility, r.latest()))
                    : Optional.empty();
        }

        private Optional<RetentionRule> over(RecordClass of, LocalDate ended) {
            return schedule.governing(facility.jurisdiction(), of, ended)
                    .filter(r -> r.keptUntil(ended).isBefore(today));
        }

        private Fate fate(EpisodeFile file, RetentionRule rule) {
            var scope = ExpungementScope.of(tx, facility.id(), file.id());
            if (at.keeping().held(scope.stays())) {
                return Fate.HELD;
            }
            boolean shared = tx.peek(scope.requests()).values().stream()
                    .flatMap(r -> r.bound().keySet().stream())
                    .filter(other -> !scope.stays().contains(other))
                    .map(tx::episode)
                    .anyMatch(other ->
                            ended(other).flatMap(e -> over(RecordClass.STAY, e)).isEmpty());
            if (shared) {
                return Fate.SHARED;
            }
            if (file.cases().values().stream().anyMatch(c -> c.closed().isEmpty())) {
                return Fate.OPEN;
            }
            return by(rule);
        }

        private static Fate by(RetentionRule rule) {
            if (rule.basis() == SourceBasis.MEMORY) {
                return Fate.MEMORY;
            }
            return rule.needs().isEmpty() ? Fate.GOES : Fate.ORDER;
        }

        private Optional<Item> request(RequestId id) {
            var file = tx.request(id);
            if (file.request().isEmpty()
                    || file.active()
                    || !file.bound().isEmpty()
                    || !file.proposed().isEmpty()) {
                return Optional.empty();
            }
            var ended = day(facility, file.receivedAt());
            return over(RecordClass.REQUEST, ended)
                    .map(rule ->
                            new Item(RecordClass.REQUEST, id.value(), ended, rule.keptUntil(ended), rule, fate(rule)));
        }

        private Fate fate(RetentionRule rule) {
            if (at.keeping().allHeld()) {
                return Fate.HELD;
            }
            return by(rule);
        }
    }
}
