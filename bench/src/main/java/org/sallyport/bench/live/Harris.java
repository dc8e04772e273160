package org.sallyport.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.feed.FeedWriter;
import org.sallyport.notice.Mode;
import org.sallyport.postgres.access.Grant;
import org.sallyport.request.Agency;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.security.Keys;
import org.sallyport.server.worker.Adoption;

/** A jail in Harris County, Texas, where notice to immigration authorities is required, with one agency that asks. */
final class Harris {
    static final FacilityId JAIL = new FacilityId("us/tx/harris/hcso");
    static final String AGENCY = "us-ice-ero-hou";
    private static final int NEVER_PAUSED = 999_999;
    static final InstantSource CLOCK = InstantSource.system();

    private Harris() {}

    /** The keys by which the jail's system and the agency call the API. */
    record KeysOfCallers(String feed, String agency) {}

    /** Enters jail, agency and keys, adopts the tables, and lets Sallyport send by itself. */
    static KeysOfCallers enter(DatabaseParts parts, String receiver) {
        var desk = new Desk(parts.store());
        var facility = Facility.usual(JAIL, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        desk.configure(facility, Map.of("supervisor", "", "counsel", "", "desk", ""), "bench");
        desk.breaker(JAIL, NEVER_PAUSED, "bench");
        var route = new Agency.Route("webhook", receiver, Receiver.SECRET, true);
        desk.enrol(new Agency(AGENCY, "Field office, Houston", "immigration", List.of(route)), "bench");
        desk.mode(JAIL, "immigration", Mode.AUTOMATIC, "bench");
        var adoption = new Adoption(desk);
        for (var table : parts.store().transact(Transaction::book).contents().tables()) {
            if (List.of("us/tx", "us/tx/harris").contains(table.head().layer())) {
                adoption.adopt(facility, table.id(), table.version(), "bench", CLOCK.instant());
            }
        }
        var keys = new Keys(parts.parts().access(), parts.parts().realTime());
        return new KeysOfCallers(key(keys, "feed:" + JAIL), key(keys, "agency:" + AGENCY));
    }

    private static String key(Keys keys, String grant) {
        return keys.create("bench", List.of(Grant.of(grant).orElseThrow()), "bench")
                .secret();
    }

    /** A request about a person of this jail, by booking number. */
    static byte[] request(int person) {
        return request("EV-" + person, booking(person), someone(person));
    }

    /**
     * A request by booking number.
     *
     * @param reference the agency's own, which every notice echoes
     */
    static byte[] request(String reference, String booking, Person subject) {
        var today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC).minusDays(1);
        var name = subject.name();
        return String.format(
                        Locale.ROOT,
                        """
                {"agency":"%s","addressee":"%s","form":"I-247A","edition":"02/17","requester":"immigration",\
                "issuedOn":"%3$s","asks":["notice"],"leadTime":"PT48H","basis":["pc-final-order"],\
                "attachments":[{"type":"I-205","issuer":"immigration-officer","issuedOn":"%3$s"}],\
                "served":{"on":"%3$s","how":"in-person","language":"es"},\
                "officer":{"name":"Test Officer","signed":true},"reference":{"eventNo":"%4$s"},\
                "subject":{"name":{"family":"%5$s","given":"%6$s"},"birthDate":"%7$s","sex":"%8$s",\
                "identifiers":[{"type":"booking","value":"%9$s"}]}}""",
                        AGENCY,
                        JAIL,
                        today,
                        reference,
                        name.family(),
                        name.given(),
                        subject.birthDate().orElse(LocalDate.EPOCH),
                        subject.sex(),
                        booking)
                .getBytes(UTF_8);
    }

    static FeedEvent booked(int person) {
        return said(person, "booked", at -> new CustodyFact.Booked(someone(person), at, "county-jail", Known.YES));
    }

    private static Person someone(int person) {
        return new Person(
                "P" + person,
                new PersonName("Test", given(person)),
                List.of(),
                Optional.of(LocalDate.of(1990, 1, 1)),
                "M",
                "",
                List.of(new Identifier(Identifier.Type.SID, String.format(Locale.ROOT, "TX%08d", person))));
    }

    static FeedEvent charged(int person) {
        var charge = new Charge(
                "c1",
                "26-CR-" + person,
                "District Court",
                new Statute("us/tx", "Penal Code 30.02"),
                "",
                "",
                "felony",
                "",
                Optional.empty(),
                Known.NO,
                Disposition.PENDING,
                Optional.empty(),
                Sentence.UNKNOWN);
        return said(person, "charged", _ -> new CustodyFact.Charged(charge));
    }

    /** A release soon enough that the notice is due at once. */
    static FeedEvent projected(int person) {
        return said(
                person,
                "projected",
                at -> new CustodyFact.ReleaseProjected(
                        at.plus(Duration.ofHours(30)), Basis.SENTENCE_END, Certainty.SCHEDULED, false));
    }

    private static FeedEvent said(int person, String what, java.util.function.Function<Instant, CustodyFact> fact) {
        var at = CLOCK.instant();
        return new FeedEvent(
                what + "-" + person,
                "/" + JAIL.path(),
                JAIL,
                booking(person),
                Optional.empty(),
                at,
                Optional.empty(),
                at,
                fact.apply(at));
    }

    /** A name of its own for each, in letters: whoever shares name and birth date is proposed to a person. */
    private static String given(int person) {
        return "Person" + (person < 26 ? "" : given(person / 26).substring("Person".length()))
                + (char) ('a' + person % 26);
    }

    static String booking(int person) {
        return String.format(Locale.ROOT, "B26-%07d", person);
    }

    /** A batch as the API takes it. */
    static byte[] body(List<FeedEvent> batch) {
        var json = new StringBuilder("[");
        for (var event : batch) {
            json.append(json.length() > 1 ? "," : "").append(FeedWriter.json(event));
        }
        return json.append(']').toString().getBytes(UTF_8);
    }
}
