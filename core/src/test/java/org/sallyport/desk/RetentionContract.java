package org.sallyport.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.desk.RetentionReport.Fate;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.SourceBasis;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;

/** Records go when their time is over and not a day earlier, and a hold keeps them, over any store. */
public abstract class RetentionContract {
    private static final FacilityId JAIL = new FacilityId("zz/county/jail");
    private static final Instant BOOKED = Instant.parse("2026-09-07T12:00:00Z");
    private static final Instant LEFT = Instant.parse("2026-09-09T01:00:00Z"); // 8 September, 21:00 in New York
    private static final Instant LAST_DAY = Instant.parse("2033-09-09T03:59:59Z"); // 8 September, 23:59:59
    private static final Instant NEXT_DAY = Instant.parse("2033-09-09T04:00:00Z");
    private static final UUID RUN = new UUID(0, 11);

    private Instant clock = BOOKED;
    private final Store store = store(() -> clock, PolicyBook.empty());
    private final Desk desk = new Desk(store);
    private int number;

    /** An empty store on this business clock, with this book in force. */
    protected abstract Store store(Supplier<Instant> clock, PolicyBook book);

    @BeforeEach
    void aConfiguredJailAndAgency() {
        var jail = Facility.usual(JAIL, "zz/county", "county-jail", ZoneId.of("America/New_York"));
        desk.configure(jail, Map.of("supervisor", "", "counsel", "", "desk", ""), "test");
        desk.enrol(
                new Agency("zz-agency", "Agency", "immigration", List.of(new Agency.Route("webhook", "u", "s", true))),
                "test");
    }

    private void feed(String booking, CustodyFact fact) {
        number++;
        var event = new FeedEvent(
                "e" + number, "/zz", JAIL, booking, Optional.empty(), clock, Optional.empty(), clock, fact);
        desk.accept(JAIL, List.of(event), e -> e.id());
    }

    private EpisodeId stay(String booking, String sid) {
        var person = new Person(
                "",
                new PersonName("Test", "Person One"),
                List.of(),
                Optional.of(LocalDate.of(1990, 1, 1)),
                "M",
                "",
                List.of(new Identifier(Identifier.Type.SID, sid)));
        feed(booking, new CustodyFact.Booked(person, clock, "", Known.UNKNOWN));
        return store.transact(tx -> tx.nameOf(JAIL, booking));
    }

    private void leaves(String booking) {
        clock = LEFT;
        feed(booking, new CustodyFact.Released(LEFT, LEFT, ReleaseReason.TIME_SERVED, ""));
    }

    private RequestId request(String sid) {
        var asked = new NotificationRequest(
                "R-1",
                "zz-agency",
                JAIL,
                "I-247A",
                "02/17",
                "immigration",
                Optional.of(LocalDate.of(2026, 9, 1)),
                Set.of("notice"),
                Optional.empty(),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Subject(
                        new PersonName("Test", "Person One"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        List.of(new Identifier(Identifier.Type.SID, sid))),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        var id = new RequestId(new UUID(0, 7));
        desk.file(id, asked, List.of());
        return id;
    }

    private static RetentionSchedule schedule(String keep, SourceBasis basis, RecordClass... of) {
        return new RetentionSchedule(Arrays.stream(of)
                .map(o -> new RetentionRule(
                        "zz/county", o, Period.parse(keep), "", "ZZ Code 7", LocalDate.of(2026, 11, 25), basis, ""))
                .toList());
    }

    private static final RetentionSchedule SEVEN =
            schedule("P7Y", SourceBasis.TEXT, RecordClass.STAY, RecordClass.REQUEST);

    private List<Fate> fates(RetentionSchedule by) {
        return desk.checkRetention(JAIL, by).items().stream()
                .map(RetentionReport.Item::fate)
                .toList();
    }

    private List<UUID> kept(EpisodeId... stays) {
        return List.of(stays).stream()
                .map(EpisodeId::value)
                .filter(id ->
                        store.transact(tx -> tx.removal().destroyed(Set.of(id))).isEmpty())
                .toList();
    }

    @Test
    void a_stay_is_kept_through_the_last_day_of_its_time_and_goes_on_the_next() {
        var stay = stay("B1", "SID1");
        stay("B2", "SID2");
        leaves("B1");
        clock = LAST_DAY;
        assertEquals(List.of(), fates(SEVEN));
        clock = NEXT_DAY;
        var report = desk.checkRetention(JAIL, SEVEN);
        var item = report.items().getFirst();
        assertEquals(1, report.items().size(), "who is still held has not begun their time");
        assertEquals(stay.value(), item.name());
        assertEquals(LocalDate.of(2026, 9, 8), item.ended());
        assertEquals(LocalDate.of(2033, 9, 8), item.keptUntil());
        assertEquals(Fate.GOES, item.fate());

        assertTrue(desk.scope(JAIL, SEVEN, item).orElseThrow().isIn("{\"subject\":\"B1\",\"sid\":\"SID1\"}"));
        assertEquals(new Reply.Done(List.of()), desk.destroy(JAIL, SEVEN, item, RUN, "test.1"));
        desk.retentionRan(JAIL, report, RUN, 1, "test.1");
        assertEquals(List.of(), kept(stay));
        assertEquals(List.of(), store.transact(tx -> tx.history(Streams.of(stay))));
        assertEquals(List.of(), fates(SEVEN));
        var run = store.transact(tx -> tx.facility(JAIL)).keeping().lastRun().orElseThrow();
        assertEquals(1, run.went());
        assertEquals(report.digest(), run.report());
        assertNotEquals(report.digest(), desk.checkRetention(JAIL, SEVEN).digest());
        assertEquals(new Reply.Refused("retention.kept"), desk.destroy(JAIL, SEVEN, item, RUN, "test.1"));
    }

    @Test
    void nothing_goes_where_no_rule_speaks_or_the_longest_rule_is_from_memory() {
        var stay = stay("B1", "SID1");
        leaves("B1");
        clock = NEXT_DAY;
        assertEquals(List.of(), fates(new RetentionSchedule(List.of())));
        assertEquals(List.of(), fates(schedule("P7Y", SourceBasis.TEXT, RecordClass.REQUEST)));
        assertEquals(List.of(Fate.MEMORY), fates(schedule("P2Y", SourceBasis.MEMORY, RecordClass.STAY)));
        var both = new ArrayList<>(
                schedule("P2Y", SourceBasis.TEXT, RecordClass.STAY).rules());
        both.addAll(schedule("P5Y", SourceBasis.MEMORY, RecordClass.STAY).rules());
        var remembered = new RetentionSchedule(both);
        assertEquals(List.of(Fate.MEMORY), fates(remembered));
        var item = desk.checkRetention(JAIL, remembered).items().getFirst();
        assertEquals(new Reply.Refused("retention.kept"), desk.destroy(JAIL, remembered, item, RUN, "test.1"));
        both.addAll(schedule("P9Y", SourceBasis.TEXT, RecordClass.STAY).rules());
        assertEquals(List.of(), fates(new RetentionSchedule(both)), "of several rules the longest holds");
        assertEquals(List.of(stay.value()), kept(stay));
    }

    @Test
    void a_rule_that_needs_an_order_destroys_nothing_until_the_place_itself_enters_a_line_that_cites_it() {
        var stay = stay("B1", "SID1");
        leaves("B1");
        clock = NEXT_DAY;
        var read = LocalDate.of(2026, 11, 25);
        var state = new RetentionRule(
                "zz",
                RecordClass.STAY,
                Period.ofYears(2),
                "an order of the board",
                "ZZ Code 9",
                read,
                SourceBasis.TEXT,
                "");
        var alone = new RetentionSchedule(List.of(state));
        assertEquals(List.of(Fate.ORDER), fates(alone));
        var item = desk.checkRetention(JAIL, alone).items().getFirst();
        assertEquals(new Reply.Refused("retention.kept"), desk.destroy(JAIL, alone, item, RUN, "test.1"));
        assertEquals(List.of(stay.value()), kept(stay));

        var ordered = new ArrayList<>(List.of(state));
        ordered.addAll(schedule("P2Y", SourceBasis.TEXT, RecordClass.STAY).rules());
        assertEquals(List.of(Fate.GOES), fates(new RetentionSchedule(ordered)), "the county's own line is as long");
        ordered.set(
                1, schedule("P1Y", SourceBasis.TEXT, RecordClass.STAY).rules().getFirst());
        assertEquals(List.of(Fate.ORDER), fates(new RetentionSchedule(ordered)), "a shorter one shortens nothing");
    }

    @Test
    void a_legal_hold_keeps_a_stay_from_schedule_and_expungement_until_it_is_lifted() {
        var stay = stay("B1", "SID1");
        leaves("B1");
        clock = NEXT_DAY;
        var hold = new UUID(0, 1);
        var order = new UUID(0, 2);
        assertEquals(
                new Reply.Refused("legal-hold.names-person"),
                desk.placeHold(hold, JAIL, Optional.of(stay), "claim of SID1", "No. 1", "test.1"));
        assertEquals(
                new Reply.Refused("stay.unknown"),
                desk.placeHold(hold, JAIL, Optional.of(new EpisodeId(hold)), "a claim", "No. 1", "test.1"));
        desk.proposeExpungement(order, JAIL, stay, "order of the court", "No. 2", "test.1");
        desk.placeHold(hold, JAIL, Optional.of(stay), "a claim", "No. 1", "test.1");
        assertEquals(List.of(Fate.HELD), fates(SEVEN));
        assertEquals(new Reply.Refused("expungement.held"), desk.confirmExpungement(JAIL, order, "test.2"));
        assertEquals(
                new Reply.Refused("expungement.open"),
                desk.proposeExpungement(new UUID(0, 3), JAIL, stay, "order of the court", "No. 2", "test.1"));
        desk.dropExpungement(JAIL, order, "test.1");
        assertEquals(
                new Reply.Refused("expungement.held"),
                desk.proposeExpungement(new UUID(0, 3), JAIL, stay, "order of the court", "No. 2", "test.1"));

        assertEquals(new Reply.Refused("legal-hold.unknown"), desk.liftHold(order, JAIL, "settled", "test.2"));
        assertEquals(new Reply.Done(List.of()), desk.liftHold(hold, JAIL, "settled", "test.2"));
        assertEquals(List.of(Fate.GOES), fates(SEVEN));
    }

    @Test
    void a_hold_placed_after_the_confirmation_stops_the_destruction_while_it_stands() {
        var stay = stay("B1", "SID1");
        leaves("B1");
        var order = new UUID(0, 2);
        desk.proposeExpungement(order, JAIL, stay, "order of the court", "No. 2", "test.1");
        desk.confirmExpungement(JAIL, order, "test.2");
        assertEquals(List.of(order), desk.ripeExpungements(JAIL));
        desk.placeHold(new UUID(0, 1), JAIL, Optional.empty(), "everything is claimed", "No. 1", "test.1");
        assertEquals(List.of(), desk.ripeExpungements(JAIL));
        assertEquals(new Reply.Refused("expungement.held"), desk.destroy(JAIL, order));
        desk.liftHold(new UUID(0, 1), JAIL, "settled", "test.1");
        assertEquals(new Reply.Done(List.of()), desk.destroy(JAIL, order));
        assertEquals(List.of(), kept(stay));
    }

    @Test
    void a_stay_whose_request_is_bound_to_a_later_stay_is_kept_with_it() {
        request("SID1");
        var stay = stay("B1", "SID1");
        leaves("B1");
        stay("B2", "SID1");
        clock = NEXT_DAY;
        var item = desk.checkRetention(JAIL, SEVEN).items().getFirst();
        assertEquals(stay.value(), item.name());
        assertEquals(Fate.SHARED, item.fate());
        assertEquals(new Reply.Refused("retention.kept"), desk.destroy(JAIL, SEVEN, item, RUN, "test.1"));
    }

    @Test
    void a_request_that_never_bound_goes_by_its_own_rule() {
        var id = request("SID9");
        desk.request(id, JAIL, new RequestCommand.Withdraw("test.1", "no longer sought", clock), "test.1");
        clock = NEXT_DAY;
        var item = desk.checkRetention(JAIL, SEVEN).items().getFirst();
        assertEquals(RecordClass.REQUEST, item.of());
        assertEquals(id.value(), item.name());
        assertEquals(Fate.GOES, item.fate());
        desk.placeHold(new UUID(0, 1), JAIL, Optional.empty(), "everything is claimed", "No. 1", "test.1");
        assertEquals(List.of(Fate.HELD), fates(SEVEN));
        desk.liftHold(new UUID(0, 1), JAIL, "settled", "test.1");
        assertEquals(new Reply.Done(List.of()), desk.destroy(JAIL, SEVEN, item, RUN, "test.1"));
        assertEquals(List.of(), fates(SEVEN));
    }
}
