package org.sallyport.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.desk.Desk;
import org.sallyport.notice.Mode;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;

/** A fictional jail, agency and people, numbered. */
public final class Cast {
    public static final FacilityId JAIL = new FacilityId("zz/county/jail");
    public static final String AGENCY = "zz-agency";

    private Cast() {}

    public static void enter(Desk desk) {
        var jail = Facility.usual(JAIL, "zz/county", "county-jail", ZoneId.of("America/New_York"));
        desk.configure(jail, Map.of("supervisor", "supervisor@jail.test", "desk", "desk@jail.test"), "test");
        var route = new Agency.Route("webhook", "http://127.0.0.1/", "secret", true);
        desk.enrol(new Agency(AGENCY, "Agency", "immigration", List.of(route)), "test");
        desk.mode(JAIL, "immigration", Mode.AUTOMATIC, "test");
    }

    public static PersonName name(int n) {
        return new PersonName("Test", "Person" + letters(n));
    }

    public static String sid(int n) {
        return String.format(Locale.ROOT, "ZZ7%06d", n);
    }

    public static String bookingNumber(int n) {
        return String.format(Locale.ROOT, "BK26-%06d", n);
    }

    public static LocalDate born(int n) {
        return LocalDate.of(1950 + n % 50, 1, 1);
    }

    private static String letters(int n) {
        return n < 26 ? "" + (char) ('a' + n) : letters(n / 26) + (char) ('a' + n % 26);
    }

    public static FeedEvent booked(int n, Instant at) {
        var identifiers = List.of(new Identifier(Identifier.Type.SID, sid(n)));
        var person = new Person("L" + n, name(n), List.of(), Optional.of(born(n)), "M", "", identifiers);
        return event("e-booked-" + n, n, at, new CustodyFact.Booked(person, at, "", Known.UNKNOWN));
    }

    public static FeedEvent event(String id, int n, Instant at, CustodyFact fact) {
        return new FeedEvent(
                id, "/zz/county/jail", JAIL, bookingNumber(n), Optional.empty(), at, Optional.empty(), at, fact);
    }

    public static RequestId requestId(int n) {
        return new RequestId(new UUID(77, n));
    }

    /** Asks for notice of whoever was booked under the same number, by state number and birth date. */
    public static NotificationRequest asks(int n) {
        var subject = new Subject(
                name(n), List.of(), Optional.of(born(n)), "M", List.of(new Identifier(Identifier.Type.SID, sid(n))));
        return new NotificationRequest(
                "R-" + n,
                AGENCY,
                JAIL,
                "I-247A",
                "02/17",
                "immigration",
                Optional.of(LocalDate.of(2026, 9, 1)),
                Set.of("notice"),
                Optional.of(Duration.ofHours(48)),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                subject,
                Map.of("subjectId", "S" + n),
                Optional.empty(),
                Optional.empty());
    }
}
