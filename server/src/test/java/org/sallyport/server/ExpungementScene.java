package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.sallyport.audit.Frontier;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.SourceBasis;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.Upkeep;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.audit.AuditCheck;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.request.Agency;
import org.sallyport.server.book.KeptBooks;
import org.sallyport.server.feed.WatchedFolder;
import org.sallyport.server.keeping.Forgetting;
import org.sallyport.server.keeping.Retention;
import org.sallyport.server.security.People;
import org.sallyport.server.worker.Adoption;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A jail over PostgreSQL with one person of whom something is kept in every place there is, and one other. */
final class ExpungementScene implements AutoCloseable {
    static final List<String> PERSONAL =
            List.of("Zzyfamily", "Qqgiven", "1987-01-01", "TX77665544", "BK-998877", "EVNO-445566", "Zz charge words");
    static final String OTHER = "BK-111222";
    static final String ROSTER = """
            booking_no,booked,person_no,last,first,dob,sex,state_id,code,charge
            BK-998877,09/01/2026 08:00,P1,Zzyfamily,Qqgiven,01/01/1987,Male,TX77665544,30.02,Zz charge words
            BK-111222,09/01/2026 08:00,P2,Test,Person 2,01/01/1990,Male,TX00000002,30.02,Test charge
            """;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ON_PHONE = "us-ice-ero-phone";

    final AtomicReference<Instant> clock = new AtomicReference<>(Jail.START);
    final Receiver receiver = new Receiver();
    final SallyportServer server;
    final OpenLog log;
    final Path place;
    final Path folder;
    private final ScratchServer scratch = ScratchServer.start(Map.of());
    private final Database database = Database.open(scratch.server(), "expungement_test", 10);
    private final MasterKey master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
    private final DatabaseParts parts;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> passwords = new TreeMap<>();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap());
        }
    };
    String number = "";
    String notice = "";
    String stay = "";

    /** An answer of the API. */
    record Answer(int status, String text) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        String code() {
            return json().at("/problems/0/code").asString();
        }
    }

    ExpungementScene(Path folder) throws IOException {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        this.folder = folder;
        place = Files.createDirectories(folder.resolve(Jail.ID.path()));
        parts = DatabaseParts.open(
                database,
                master,
                new BusinessClock.Stepped(clock::get),
                PolicyFiles.shipped(),
                Optional.of("jail.example/audit"));
        log = parts.parts().log().orElseThrow();
        var desk = new Desk(parts.store());
        var facility = Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        desk.configure(facility, Map.of("supervisor", "", "counsel", "", "desk", ""), "test");
        var route = new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true);
        desk.enrol(new Agency(Jail.AGENCY, "Field office, Houston", "immigration", List.of(route)), "test");
        var phone = new Agency.Route("phone", "+1 713 555 0100", "", false);
        desk.enrol(new Agency(ON_PHONE, "Field office, by phone", "immigration", List.of(phone)), "test");
        desk.mode(Jail.ID, "immigration", Mode.AUTOMATIC, "test");
        var adoption = new Adoption(desk);
        for (var table : parts.store().transact(Transaction::book).contents().tables()) {
            if (table.head().layer().startsWith("us/tx")) {
                adoption.adopt(facility, table.id(), table.version(), "counsel", Jail.START);
            }
        }
        server = SallyportServer.start(Settings.onLoopback(0).steppedByHand().watching(folder), parts.parts());
        server.rosters().configure(Jail.ID, RosterTest.MAPPING.getBytes(UTF_8), "test");
        for (var grant : List.of("counsel", "supervisor", "desk")) {
            person(grant + ".1", grant + ":" + Jail.ID);
        }
    }

    private void person(String name, String grant) {
        var people = new People(parts.parts().access(), parts.parts().realTime());
        var given = people.create(name, List.of(Grant.of(grant).orElseThrow())).orElseThrow();
        var own = "a password of their own 1";
        assertTrue(people.changePassword(name, given, own));
        passwords.put(name, own);
    }

    private static String event(String id, String booking, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/" + Jail.ID + "\",\"subject\":\"" + booking
                + "\",\"time\":\"2026-09-02T12:00:00Z\",\"type\":\"" + type + "\",\"data\":" + data + "}";
    }

    String booked() {
        return event("e-1", "BK-998877", "custody.booked", """
                {"person":{"localId":"P1","name":{"family":"Zzyfamily","given":"Qqgiven"},"aliases":[],\
                "birthDate":"1987-01-01","sex":"M","identifiers":[{"type":"sid","value":"TX77665544"}]},\
                "bookedAt":"2026-09-02T12:00:00Z","facilityKind":"county-jail","initialCustodian":true}""");
    }

    String otherBooked() {
        return booked().replace("e-1", "e-9")
                .replace("BK-998877", OTHER)
                .replace("Zzyfamily", "Test")
                .replace("Qqgiven", "Person 2")
                .replace("1987", "1990")
                .replace("TX77665544", "TX00000002");
    }

    String unreadable() {
        return booked().replace("e-1", "e-3").replace("1987-01-01\"", "1987-01-01T99\"");
    }

    String released() {
        return event("e-4", "BK-998877", "custody.released", """
                {"at":"2026-09-03T12:00:00Z","reason":"time-served","to":""}""");
    }

    Facility facility() {
        return server.lists().facility(Jail.ID).orElseThrow();
    }

    /** Retention by one rule that somebody read. */
    Retention retention(String keep) {
        var rules = new ArrayList<RetentionRule>();
        for (var of : RecordClass.values()) {
            rules.add(new RetentionRule(
                    "us/tx/harris",
                    of,
                    Period.parse(keep),
                    "",
                    "a rule of tests",
                    LocalDate.of(2026, 11, 25),
                    SourceBasis.TEXT,
                    ""));
        }
        var desk = new Desk(parts.store());
        var forgetting = new Forgetting(
                desk,
                parts.parts().lists(),
                parts.parts().quarantine(),
                parts.parts().rosters(),
                Upkeep.of(parts.store()));
        var watched = new WatchedFolder(folder, server.feeds(), server.rosters(), server.lists());
        forgetting.with(watched::forget);
        return new Retention(desk, forgetting, new RetentionSchedule(rules));
    }

    String projected(String id) {
        return event(id, "BK-998877", "custody.release-projected", """
                {"at":"2026-09-03T12:00:00Z","basis":"sentence-end","certainty":"scheduled","public":false}""");
    }

    private static String request(String agency) {
        return Jail.request("BK-998877", 1)
                .replace(Jail.AGENCY, agency)
                .replace("EV-1", "EVNO-445566")
                .replace("\"Test\"", "\"Zzyfamily\"")
                .replace("Person 1", "Qqgiven")
                .replace("1990-01-01", "1987-01-01");
    }

    /** Booked, charged, asked about, told, quarantined, listed by a roster that was taken and by one that was refused. */
    void live() throws InterruptedException, IOException {
        assertEquals(200, feed("[" + booked() + "," + otherBooked() + "]").status());
        feed(unreadable());
        number = post("/api/v1/requests", key("agency:" + Jail.AGENCY), request(Jail.AGENCY))
                .json()
                .path("number")
                .stringValue();
        assertEquals(
                201,
                post("/api/v1/requests", key("agency:" + ON_PHONE), request(ON_PHONE))
                        .status());
        assertEquals(200, feed(projected("e-2")).status());
        assertTrue(server.settle(SOON));
        notice = receiver.keys.getFirst();
        var good = place.resolve("good.jsonl");
        Files.writeString(good, booked() + "\n" + otherBooked() + "\n");
        Files.writeString(place.resolve("bad.jsonl"), unreadable() + "\n" + otherBooked() + "\n");
        Await.until(
                "files",
                SOON,
                () -> Files.exists(place.resolve("done/good.jsonl"))
                        && Files.exists(place.resolve("quarantined/bad.jsonl")));
        assertEquals(200, roster("2026-09-02T06:00:00Z", ROSTER).status());
        var many = new StringBuilder(ROSTER);
        for (int n = 10; n < 40; n++) {
            many.append(RosterTest.row(n));
        }
        clock.set(clock.get().plusSeconds(60));
        assertEquals(200, roster("2026-09-02T07:00:00Z", many.toString()).status());
        assertEquals(409, roster("2026-09-02T08:00:00Z", ROSTER).status(), "it lost many");
        stay = server.lists().stays(Jail.ID, true, 99).stream()
                .filter(s -> s.personal().bookings().contains("BK-998877"))
                .findFirst()
                .orElseThrow()
                .episode()
                .value()
                .toString();
        logged();
    }

    /** The agency sends the same request again. */
    Answer fileAgain() {
        return post("/api/v1/requests", key("agency:" + Jail.AGENCY), request(Jail.AGENCY));
    }

    void logged() throws InterruptedException {
        Await.until("everything in the log", SOON, () -> log.log().tail().unsequenced() == 0);
    }

    private Answer roster(String at, String text) {
        return call(
                HttpRequest.newBuilder(server.address().resolve("/api/v1/feeds/" + Jail.ID + "/rosters?takenAt=" + at))
                        .header("authorization", "Bearer " + key("feed:" + Jail.ID))
                        .header("content-type", "text/csv")
                        .POST(BodyPublishers.ofString(text)));
    }

    Answer feed(String events) {
        return post("/api/v1/feeds/" + Jail.ID + "/events", key("feed:" + Jail.ID), events);
    }

    Answer receipt(String path) {
        return get("/api/v1/receipts/" + path, key("counsel:" + Jail.ID));
    }

    /** A step of an expungement by a person. */
    Answer by(String name, String step, String body) {
        var both = name + ":" + passwords.getOrDefault(name, "a password of nobody 1");
        var basic = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
        return call(HttpRequest.newBuilder(server.address().resolve("/api/v1/expungements/" + step))
                .header("authorization", basic)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer byKey(String step, String body) {
        return post("/api/v1/expungements/" + step, key("counsel:" + Jail.ID), body);
    }

    String stage() {
        var all = get("/api/v1/expungements?facility=" + Jail.ID, key("auditor:" + Jail.ID));
        return all.json().at("/0/stage").stringValue();
    }

    private Answer post(String path, String key, String body) {
        return call(HttpRequest.newBuilder(server.address().resolve(path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private Answer get(String path, String key) {
        return call(HttpRequest.newBuilder(server.address().resolve(path)).header("authorization", "Bearer " + key));
    }

    private Answer call(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String key(String grant) {
        return server.keys()
                .create("test", List.of(Grant.of(grant).orElseThrow()), "test")
                .secret();
    }

    /** What whoever holds database, log, metrics and the published tree can read, without a key. */
    SortedMap<String, String> inClear() {
        var all = new TreeMap<String, String>();
        all.put("log", String.join("\n", logged));
        all.put("metrics", get("/actuator/prometheus", key("auditor:*")).text());
        all.put("checkpoint", get("/audit/checkpoint", "").text());
        all.put("tile", get("/audit/tile/0/000.p/1", "").text());
        all.put("entries", get("/audit/tile/entries/000.p/1", "").text());
        all.putAll(database.transact(connection -> {
            var dump = new TreeMap<String, String>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select table_name from information_schema.tables where table_schema = 'public'"
                            + " and table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    dump.put(rows.getString(1), "");
                }
            }
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : List.copyOf(dump.keySet())) {
                var out = new ByteArrayOutputStream();
                try {
                    copy.copyOut("copy (select * from " + table + ") to stdout", out);
                } catch (IOException e) {
                    throw new SQLException(e);
                }
                dump.put(table, out.toString(UTF_8));
            }
            return dump;
        }));
        return all;
    }

    long count(String from) {
        return database.transact(connection -> {
            try (var rows = connection.createStatement().executeQuery("select count(*) from " + from)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** What anything at hand opens: the journal, and each place that keeps something outside it. */
    SortedMap<String, String> opened() {
        var codec = new EventCodec();
        var all = new TreeMap<String, String>();
        all.put(
                "journal",
                parts.store().transact(tx -> tx.read(0, 10_000)).stream()
                        .map(e -> new String(codec.write(e.event()).json(), UTF_8))
                        .collect(Collectors.joining("\n")));
        var quarantine = parts.parts().quarantine();
        all.put(
                "quarantine",
                quarantine.waiting(Jail.ID, 100).stream()
                        .map(i -> quarantine.open(Jail.ID, i.id()).orElseThrow().raw())
                        .collect(Collectors.joining("\n")));
        var rosters = parts.parts().rosters();
        all.put("rosters", JsonMapper.shared().writeValueAsString(rosters.state(Jail.ID)));
        all.put(
                "refused roster",
                rosters.refused(Jail.ID)
                        .map(r -> JsonMapper.shared().writeValueAsString(r.roster()))
                        .orElse("none"));
        all.put(
                "phone sheets",
                parts.parts().phoneSheets().waiting(Jail.ID).stream()
                        .map(s -> s.script())
                        .collect(Collectors.joining("\n")));
        try (var files = Files.walk(folder)) {
            var text = new StringBuilder();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            all.put("files", text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Which words about the person stand in any of these texts, as words or as bytes. */
    TreeSet<String> found(Collection<String> texts) {
        var found = new TreeSet<String>();
        for (var text : texts) {
            var lower = text.toLowerCase(Locale.ROOT);
            for (var word : PERSONAL) {
                if (lower.contains(word.toLowerCase(Locale.ROOT))
                        || lower.contains(HexFormat.of().formatHex(word.getBytes(UTF_8)))) {
                    found.add(word);
                }
            }
        }
        return found;
    }

    List<String> leaks(String when, SortedMap<String, String> texts) {
        var leaks = new ArrayList<String>();
        texts.forEach(
                (where, text) -> found(List.of(text)).forEach(word -> leaks.add(when + ", " + where + ": " + word)));
        return leaks;
    }

    AuditCheck.Result check() {
        var against = new AuditCheck.Against(List.of(), Optional.empty(), log.signer());
        var keys = new KeyRing(master, new SecureRandom(), 1_000);
        return new AuditCheck(database, keys, new KeptBooks()).run(new Frontier(), against, new AuditCheck.Progress() {
            @Override
            public void at(String stage, long done, long of) {}

            @Override
            public void good(long size, byte[] roots) {}
        });
    }

    @Override
    public void close() {
        server.close();
        http.close();
        receiver.close();
        database.close();
        scratch.close();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(appender);
    }
}
