package org.sallyport.formats.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.Charge;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.Service;

/** Events survive the journal: every kind has a name, and what is written is read back equal. */
class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-09-07T12:00:00.123456Z");
    private final EventCodec codec = new EventCodec();

    private static void leaves(Class<?> type, List<Class<?>> found) {
        if (type.isSealed()) {
            for (var sub : type.getPermittedSubclasses()) {
                leaves(sub, found);
            }
        } else {
            found.add(type);
        }
    }

    @Test
    void every_kind_of_event_has_a_name_in_the_journal() {
        var kinds = new ArrayList<Class<?>>();
        for (var family : List.of(RequestEvent.class, EpisodeEvent.class, FacilityEvent.class, AgencyEvent.class)) {
            leaves(family, kinds);
        }
        var missing = kinds.stream()
                .filter(k -> EventTypes.ALL.stream().noneMatch(e -> e.shape().equals(k)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void every_custody_fact_has_a_name_in_the_journal() {
        var kinds = new ArrayList<Class<?>>();
        leaves(CustodyFact.class, kinds);
        kinds.removeIf(k -> FactTypes.ALL.stream().anyMatch(t -> t.getType().equals(k)));
        assertEquals(List.of(), kinds);
    }

    private void survives(Recorded event) {
        var written = codec.write(event);
        assertEquals(event, codec.read(written.type(), written.schema(), written.json()));
    }

    private static EpisodeEvent received(CustodyFact fact) {
        return new EpisodeEvent.FactReceived(new FeedEvent(
                "e-1",
                "/zz",
                new FacilityId("zz/county/jail"),
                "B1",
                Optional.of(new BigDecimal("7.10")),
                AT,
                Optional.of(AT.plusSeconds(60)),
                AT.plusSeconds(61),
                fact));
    }

    @Test
    void facts_of_the_feed_are_read_back_equal() {
        var person = new Person(
                "L1",
                new PersonName("Test", "Person 1"),
                List.of(new PersonName("Test", "P")),
                Optional.of(LocalDate.of(1990, 1, 1)),
                "M",
                "es",
                List.of(new Identifier(Identifier.Type.SID, "ZZ1")));
        var charge = new Charge(
                "1",
                "",
                "",
                new Statute("us/zz", "1-1"),
                "",
                "13A",
                "felony",
                "",
                Optional.empty(),
                Known.UNKNOWN,
                Disposition.CONVICTED,
                Optional.of(LocalDate.of(2026, 2, 28)),
                new Sentence(OptionalInt.of(10), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(0)));
        survives(received(new CustodyFact.Booked(person, AT, "county-jail", Known.YES)));
        survives(received(new CustodyFact.Charged(charge)));
        survives(received(new CustodyFact.Corrected("e-0", Optional.of(new CustodyFact.Returned()))));
        survives(received(new CustodyFact.BondPosted("1", "", Optional.of(new BigDecimal("1000.50")), AT)));
        survives(received(new CustodyFact.Heartbeat(Duration.ofMinutes(5))));
    }

    @Test
    void settings_and_requests_are_read_back_equal() {
        var jail = Facility.usual(
                new FacilityId("zz/county/jail"), "zz/county", "county-jail", ZoneId.of("America/New_York"));
        survives(new FacilityEvent.Configured(jail, Map.of("desk", "desk@jail.test"), "Test Person 2", AT));
        survives(new RequestEvent.Served(new Service(LocalDate.of(2026, 9, 1), "mail", "es"), "desk", AT));
        survives(new EpisodeEvent.AlarmTried(new UUID(1, 2), true, Optional.empty(), AT));
    }

    @Test
    void an_entry_of_a_newer_version_is_refused() {
        assertThrows(SchemaTooNew.class, () -> codec.read("request.expired", 2, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_schema_of_the_past_is_brought_up_step_by_step() {
        var old = new EventCodec(Map.of(new Upcast.From("request.expired", 0), json -> {
            ((tools.jackson.databind.node.ObjectNode) json).put("why", "own-last-day");
            return json;
        }));
        var json = "{\"at\":\"2026-09-07T12:00:00.123456Z\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(new RequestEvent.Expired("own-last-day", AT), old.read("request.expired", 0, json));
        assertThrows(IllegalStateException.class, () -> codec.read("request.expired", 0, json));
    }
}
