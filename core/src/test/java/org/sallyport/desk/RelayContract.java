package org.sallyport.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.delivery.Channel;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.TableReader;
import org.sallyport.problem.Checked;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.Officer;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;
import org.sallyport.request.Service;
import org.sallyport.request.Subject;

/** A request follows a person to another facility exactly where both facilities' tables let it, over any store. */
public abstract class RelayContract {
    static final Instant MON_08 = Instant.parse("2026-09-07T12:00:00Z");
    static final RequestId REQUEST = new RequestId(new UUID(0, 7));
    static final FacilityId PASSES = new FacilityId("us/za/county/jail");

    Instant clock = MON_08;
    final Store store = store(() -> clock, book());
    final Desk desk = new Desk(store);
    final List<String> reminded = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<Outgoing.ToFacility> relays = new ArrayList<>();
    boolean wireUp = true;
    final DeliveryRound round = new DeliveryRound(desk, new Channel() {
        @Override
        public void send(Outgoing outgoing, Result result) {
            if (outgoing instanceof Outgoing.ToFacility relay) {
                relays.add(relay);
                if (!wireUp) {
                    return;
                }
            } else if (outgoing instanceof Outgoing.ToRequester r) {
                reminded.add(r.reminder().kind() + " " + r.reminder().notice() + " at " + r.facility());
            } else if (outgoing instanceof Outgoing.ToRole role) {
                told.add(role.alarm().kind() + " to " + role.alarm().role() + " at " + role.facility());
            }
            result.ended(true, "taken");
        }
    });
    int number;

    /** An empty store on this business clock, with this book in force. */
    protected abstract Store store(Supplier<Instant> clock, PolicyBook book);

    /** Four fictional states: one passes requests on, one asks, one bars it, and of the fourth no table speaks. */
    static PolicyBook book() {
        var tables = List.of(
                table("us/za", "relay", "immigration", "must"),
                table("us/zb", "relay", "immigration", "ask"),
                table("us/zc", "relay", "immigration", "may not"),
                table("us/zd", "notice", "immigration", "must"),
                table("us/za", "relay", "victim", "may not"));
        return switch (PolicyBook.of(
                new PolicyBook.Contents(tables, List.of(), new Adoptions.All(), List.of(), Map.of(), ""))) {
            case Checked.Good<PolicyBook>(var book) -> book;
            case Checked.Bad<PolicyBook>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    static DecisionTable table(String place, String act, String requester, String answer) {
        var text = """
                ---
                act: %s
                requesters: %s
                in force: 2020-01-01 to open
                source: %s Code 1 (fictional)
                read: 2026-11-25
                basis: text
                local rules: may not narrow
                ---
                # Is a request passed on?

                | # | asks for: relay | answer | clause |
                |---|-----------------|--------|--------|
                | 1 | yes             | %s     | 1(a)   |
                | 2 | no              | silent | 1(b)   |
                """.formatted(act, requester, place, answer);
        var name = place + "/" + act + "." + requester + ".2020-01-01.md";
        return switch (new TableReader(_ -> Optional.empty()).read(name, text)) {
            case Checked.Good<DecisionTable>(var table) -> table;
            case Checked.Bad<DecisionTable>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    static FacilityId at(String state) {
        return new FacilityId("us/" + state + "/other/jail");
    }

    @BeforeEach
    void facilitiesAndAgencies() {
        for (var id : List.of(PASSES, at("za"), at("zb"), at("zc"), at("zd"))) {
            var place = id.path().substring(0, id.path().lastIndexOf('/'));
            desk.configure(
                    Facility.usual(id, place, "county-jail", ZoneId.of("America/Chicago")),
                    Map.of("supervisor", "supervisor@jail.test", "desk", "desk@jail.test"),
                    "test");
            desk.mode(id, "immigration", Mode.AUTOMATIC, "test");
            desk.mode(id, "victim", Mode.AUTOMATIC, "test");
        }
        for (var requester : List.of("immigration", "victim")) {
            var routes = List.of(new Agency.Route("webhook", "u", "s", true));
            desk.enrol(new Agency("zz-" + requester, "Agency", requester, routes), "test");
        }
    }

    void feed(FacilityId facility, String booking, CustodyFact fact) {
        number++;
        var event = new FeedEvent(
                "e" + number, "/x", facility, booking, Optional.empty(), clock, Optional.empty(), clock, fact);
        round.dispatch(desk.accept(facility, List.of(event), FeedEvent::id).outgoing());
    }

    static CustodyFact booked(String sid) {
        return new CustodyFact.Booked(
                new Person(
                        "",
                        new PersonName("Test", "Person 1"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        "",
                        List.of(new Identifier(Identifier.Type.SID, sid))),
                MON_08,
                "",
                Known.YES);
    }

    void transferred(String to) {
        feed(PASSES, "B1", new CustodyFact.Released(clock, clock, ReleaseReason.TRANSFER, to));
    }

    NotificationRequest asks(String requester, Set<String> what) {
        var identifiers = List.of(
                new Identifier(Identifier.Type.BOOKING, "B1"), new Identifier(Identifier.Type.SID, "ZA0000001"));
        return new NotificationRequest(
                "R-1",
                "zz-" + requester,
                PASSES,
                "I-247A",
                "02/17",
                requester,
                Optional.of(LocalDate.of(2026, 9, 1)),
                what,
                Optional.of(Duration.ofHours(48)),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.of(new Service(LocalDate.of(2026, 9, 2), "in-person", "en")),
                Optional.of(new Officer("Test Officer 1", true)),
                new Subject(
                        new PersonName("Test", "Person 1"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        identifiers),
                Map.of("eventNo", "E-77"),
                Optional.empty(),
                Optional.empty());
    }

    void givenARequestAboutSomeoneHere(String requester) {
        desk.file(REQUEST, asks(requester, Set.of("notice", "relay")), List.of());
        feed(PASSES, "B1", booked("ZA0000001"));
        assertEquals(1, recorded(RequestEvent.Bound.class).size());
        clock = MON_08.plus(Duration.ofHours(2));
    }

    <E extends Recorded> List<E> recorded(Class<E> type) {
        return store.transact(tx -> tx.read(0, 10_000)).stream()
                .map(e -> e.event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    String ended() {
        return recorded(EpisodeEvent.RelayEnded.class).getLast().why();
    }

    RequestFile there() {
        var offered = recorded(RequestEvent.Offered.class).getLast();
        return store.transact(tx -> tx.peek(List.of(offered.id()))).get(offered.id());
    }

    void passTime(Duration time) {
        clock = clock.plus(time);
        round.run();
    }

    @Test
    void both_tables_let_it_so_a_new_request_stands_there_that_cites_the_first_and_its_agency_gets_a_receipt() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("/us/za/other/jail");

        assertEquals("passed-on", ended());
        var file = there();
        var request = file.request().orElseThrow();
        assertTrue(file.active());
        assertEquals(REQUEST, file.from().orElseThrow().request());
        assertEquals("R-1", file.from().orElseThrow().number());
        assertEquals(at("za"), request.addressee());
        assertEquals(file.id().number(), request.number());
        assertEquals(Map.of("eventNo", "E-77"), request.reference());
        assertEquals(
                List.of(new Identifier(Identifier.Type.SID, "ZA0000001")),
                request.subject().identifiers());
        assertEquals(List.of("passed-on R-1 at us/za/other/jail"), reminded);
        var ruled = recorded(EpisodeEvent.RelayRuled.class).getLast();
        assertEquals("us/za/other", ruled.facts().facility().jurisdiction());
        assertTrue(ruled.determination().acts().containsKey(Act.RELAY));
    }

    @Test
    void it_binds_there_by_a_strong_identifier_whichever_comes_first_and_a_name_alone_is_proposed() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        feed(at("za"), "X9", booked("ZA0000001"));
        assertEquals(1, there().bound().size());

        feed(at("za"), "X10", booked("ZA0000002"));
        assertEquals(1, there().bound().size());
    }

    @Test
    void the_table_there_asks_so_a_supervisor_there_is_called_and_nothing_stands_before_a_yes() {
        givenARequestAboutSomeoneHere("immigration");
        feed(at("zb"), "X9", booked("ZA0000001"));
        transferred("us/zb/other/jail");
        round.run();

        assertEquals("asked-there", ended());
        assertTrue(there().offered());
        assertEquals(Map.of(), there().bound());
        assertEquals(List.of(), reminded);
        assertTrue(told.contains("relay-waits to supervisor at us/zb/other/jail"), told.toString());

        answer(true);
        assertTrue(there().active());
        assertEquals(1, there().bound().size());
        assertEquals(List.of("passed-on R-1 at us/zb/other/jail"), reminded);
    }

    void answer(boolean taken) {
        var answer = new RequestCommand.AnswerOffer(taken, "supervisor", "Test Person 2", "read the paper", clock);
        var reply = desk.request(there().id(), at("zb"), answer, "Test Person 2");
        round.dispatch(assertInstanceOf(Reply.Done.class, reply).outgoing());
    }

    /** Lost between the commit and the second facility, it is tried again, and passed on once. */
    @Test
    void a_relay_that_was_lost_is_tried_again_and_passed_on_once() {
        givenARequestAboutSomeoneHere("immigration");
        wireUp = false;
        transferred("us/za/other/jail");
        assertEquals(List.of(), recorded(EpisodeEvent.RelayEnded.class));
        wireUp = true;
        passTime(Duration.ofSeconds(60));
        assertEquals(2, relays.size());
        relays.forEach(desk::passOn);

        assertEquals("passed-on", ended());
        assertEquals(1, recorded(RequestEvent.Offered.class).size());
    }

    /** Back and forth: the first request still stands at the first facility and is not doubled. */
    @Test
    void a_person_sent_back_finds_the_first_request_there_and_no_second_one() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        feed(at("za"), "X9", booked("ZA0000001"));
        passTime(Duration.ofHours(1));
        feed(at("za"), "X9", new CustodyFact.Released(clock, clock, ReleaseReason.TRANSFER, PASSES.path()));

        assertEquals("stands-there", ended());
        assertEquals(1, recorded(RequestEvent.Offered.class).size());
    }

    void corrected(CustodyFact to) {
        feed(PASSES, "B1", new CustodyFact.Corrected("e" + number, Optional.of(to)));
    }

    void notTransferred() {
        corrected(new CustodyFact.Released(clock, clock, ReleaseReason.BOND, ""));
    }

    @Test
    void a_transfer_that_is_corrected_away_ends_the_second_request_and_one_said_again_makes_another() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        var second = there();
        notTransferred();

        assertEquals("taken-back", ended());
        var file = store.transact(tx -> tx.peek(List.of(second.id()))).get(second.id());
        assertEquals("cancelled", file.status());
        feed(at("za"), "X9", booked("ZA0000001"));
        assertEquals(1, recorded(RequestEvent.Bound.class).size(), "at the first facility");

        transferred("us/za/other/jail");
        assertEquals("passed-on", ended());
        assertEquals(2, recorded(RequestEvent.Offered.class).size());
        assertTrue(there().active());
        assertEquals(1, there().bound().size());
    }

    @Test
    void a_transfer_corrected_to_another_facility_takes_the_request_along() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/zb/other/jail");
        var offered = there();
        corrected(new CustodyFact.Released(clock, clock, ReleaseReason.TRANSFER, "us/za/other/jail"));

        assertEquals("passed-on", ended());
        var first = store.transact(tx -> tx.peek(List.of(offered.id()))).get(offered.id());
        assertEquals("cancelled", first.status());
        assertEquals(at("za"), there().request().orElseThrow().addressee());
        assertTrue(there().active());
    }

    @Test
    void it_stays_where_that_facility_holds_the_person_by_its_own_record() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        feed(at("za"), "X9", booked("ZA0000001"));
        notTransferred();

        assertEquals("held-there", ended());
        assertTrue(there().active());
        passTime(Duration.ofHours(1));
        assertEquals(1, recorded(EpisodeEvent.RelayRecalled.class).size());
    }

    /** Lost between the commit and the second facility, it is tried again. */
    @Test
    void taking_back_that_was_lost_is_tried_again_also_once_the_case_has_ended() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        passTime(Duration.ofHours(2));
        assertEquals(1, recorded(EpisodeEvent.CaseClosed.class).size());
        wireUp = false;
        notTransferred();
        assertTrue(there().active());
        wireUp = true;
        passTime(Duration.ofSeconds(60));
        assertEquals("taken-back", ended());
        assertEquals("cancelled", there().status());
    }

    @Test
    void an_expungement_of_the_stay_reaches_the_request_that_was_passed_on_and_leaves_the_stay_there() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        feed(at("za"), "X9", booked("ZA0000001"));
        assertEquals(1, there().bound().size());
        var second = there().id();
        var stay = desk.stays(PASSES, List.of("B1")).get("B1");
        var other = desk.stays(at("za"), List.of("X9")).get("X9");
        var order = new UUID(0, 99);
        done(desk.proposeExpungement(order, PASSES, stay, "order of the court", "Case 26-1", "r.diaz"));
        done(desk.confirmExpungement(PASSES, order, "c.okafor"));

        assertEquals("expired", there().status());
        clock = clock.plus(Duration.ofHours(25));
        assertEquals(List.of(order), desk.ripeExpungements(PASSES));
        done(desk.destroy(PASSES, order));
        var gone = store.transact(
                tx -> tx.removal().destroyed(Set.of(stay.value(), REQUEST.value(), second.value(), other.value())));
        assertEquals(Set.of(stay.value(), REQUEST.value(), second.value()), gone);
        feed(at("za"), "X9", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, ""));
        round.run();
        assertTrue(store.transact(tx -> tx.episode(other)).cases().values().stream()
                .allMatch(c -> c.closed().isPresent()));
    }

    @Test
    void a_legal_hold_at_the_second_facility_keeps_what_was_passed_on() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        done(desk.placeHold(new UUID(0, 98), at("za"), Optional.empty(), "a claim", "No. 26-9", "r.diaz"));
        var stay = desk.stays(PASSES, List.of("B1")).get("B1");
        var reply = desk.proposeExpungement(new UUID(0, 99), PASSES, stay, "order", "Case 26-1", "r.diaz");
        assertEquals(new Reply.Refused("expungement.held"), reply);
    }

    void done(Reply reply) {
        round.dispatch(assertInstanceOf(Reply.Done.class, reply).outgoing());
    }
}
