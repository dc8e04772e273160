package org.sallyport.server.console;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.desk.Desk;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.InMemoryAccess;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.phone.InMemoryPhoneSheets;
import org.sallyport.postgres.quarantine.InMemoryQuarantine;
import org.sallyport.postgres.roster.InMemoryRosters;
import org.sallyport.problem.Checked;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;
import org.sallyport.server.Parts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.server.lists.JournalLists;

/**
 * A server with two jails, one person booked in the first, one request about them that waits for a decision, one
 * account.
 */
public final class ConsoleScene implements AutoCloseable {
    /** Where the person is held. */
    public static final FacilityId JAIL = new FacilityId("us/md/montgomery/jail-1");

    static final FacilityId OTHER = new FacilityId("us/wa/king/jail-2");
    private static final Instant MON_08 = Instant.parse("2026-09-07T12:00:00Z");

    final InMemoryStore store = new InMemoryStore(() -> MON_08, shipped());
    private final SallyportServer server;
    private final String password;

    private static PolicyBook shipped() {
        if (PolicyFiles.shipped().governing("us/md/montgomery") instanceof Checked.Good<PolicyBook.Contents>(var c)
                && PolicyBook.of(c) instanceof Checked.Good<PolicyBook>(var book)) {
            return book;
        }
        throw new IllegalStateException("The shipped tables do not load.");
    }

    /** Starts it on loopback. */
    public ConsoleScene() {
        var desk = new Desk(store);
        for (var id : List.of(JAIL, OTHER)) {
            var county = id.path().substring(0, id.path().lastIndexOf('/'));
            desk.configure(Facility.usual(id, county, "county-jail", ZoneId.of("America/New_York")), Map.of(), "test");
        }
        desk.enrol(new Agency("zz-agency", "Agency", "immigration", List.of()), "test");
        desk.mode(JAIL, "immigration", Mode.AUTOMATIC, "test");
        desk.accept(JAIL, List.of(event("e1", booked()), event("e2", projected())), e -> e.id());
        desk.file(new RequestId(new UUID(0, 1)), asks(), List.of());
        server = SallyportServer.start(
                Settings.onLoopback(0).steppedByHand(),
                new Parts(
                        store,
                        new JournalLists(store),
                        new InMemoryAccess(),
                        new InMemoryQuarantine(),
                        new InMemoryRosters(),
                        new InMemoryPhoneSheets(),
                        InstantSource.system(),
                        new byte[32]));
        password = server.people()
                .create(
                        "test-counsel",
                        List.of(
                                new Grant(Role.DESK, JAIL.path()),
                                new Grant(Role.SUPERVISOR, JAIL.path()),
                                new Grant(Role.COUNSEL, JAIL.path())))
                .orElseThrow();
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** The one-time password of the account {@code test-counsel}, who works the desk, supervises and advises. */
    public String password() {
        return password;
    }

    @Override
    public void close() {
        server.close();
    }

    private static FeedEvent event(String id, CustodyFact fact) {
        return new FeedEvent(id, "/md", JAIL, "B1", Optional.empty(), MON_08, Optional.empty(), MON_08, fact);
    }

    private static CustodyFact booked() {
        return new CustodyFact.Booked(
                new Person(
                        "",
                        new PersonName("Test", "Person 1"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        "",
                        List.of(new Identifier(Identifier.Type.SID, "MD1"))),
                MON_08,
                "",
                Known.UNKNOWN);
    }

    private static CustodyFact projected() {
        return new CustodyFact.ReleaseProjected(
                MON_08.plus(Duration.ofDays(10)), Basis.SENTENCE_END, Certainty.SCHEDULED, false);
    }

    private static NotificationRequest asks() {
        return new NotificationRequest(
                "R-1",
                "zz-agency",
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
                new Subject(
                        new PersonName("Test", "Person 1"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        List.of(new Identifier(Identifier.Type.BOOKING, "B1"))),
                Map.of("eventNo", "E-77"),
                Optional.empty(),
                Optional.empty());
    }
}
