package org.sallyport.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.TreeHead;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.upkeep.BackupCheck;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.Backup;
import org.sallyport.postgres.BackupFile;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseAddress;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.Restore;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Receipts;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.server.book.KeptBooks;
import picocli.CommandLine;

/** Who runs a server, and holds its database and every key. */
final class Operator implements AutoCloseable {
    private static final String NAME = "tampered";
    private static final List<String> TABLES = List.of(
            "journal", "stream_head", "audit_leaf", "audit_tile", "audit_head", "audit_checkpoint", "audit_witness");
    private static final FacilityId JAIL = new FacilityId("zz/county/jail");
    private static final FacilityId OTHER = new FacilityId("zz/county/other");

    private final ScratchServer scratch = ScratchServer.start(Map.of());
    private String name = NAME;
    private Database database = Database.open(scratch.server(), NAME, 8);
    private final MasterKey master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
    private DatabaseParts parts = parts();
    private OpenLog log = parts.parts().log().orElseThrow();
    private SallyportServer server =
            SallyportServer.start(Settings.onLoopback(0).steppedByHand(), parts.parts());
    private int recorded;

    private Operator() {}

    private DatabaseParts parts() {
        return DatabaseParts.open(
                database,
                master,
                new BusinessClock.OfDatabase(),
                PolicyFiles.shipped(),
                Optional.of("jail.example/audit"));
    }

    void backUp(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            Backup.write(database, out, (_, _) -> {});
        }
    }

    /** Checks a backup against a checkpoint, as {@code backup --check} does. */
    Ran checkBackup(Path file, Path against) throws IOException {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new BackupCheck(new PrintWriter(out), new PrintWriter(err), List.of(against)).check(file, master);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Stops, restores a backup into another database, and starts on that. */
    void restore(Path file) {
        server.close();
        database.close();
        name = "restored";
        scratch.server().createDatabase(name);
        var address = DatabaseAddress.of(scratch.server(), name);
        if (!(BackupFile.read(file) instanceof Checked.Good<BackupFile>(var backup))
                || !(Restore.restore(backup, address, setup(), (_, _) -> {})
                        instanceof Checked.Good<Database>(var restored))) {
            throw new IllegalStateException("It does not restore.");
        }
        database = restored;
        parts = parts();
        log = parts.parts().log().orElseThrow();
        server = SallyportServer.start(Settings.onLoopback(0).steppedByHand(), parts.parts());
    }

    private PostgresStore.Setup setup() {
        return new PostgresStore.Setup(
                new BusinessClock.OfDatabase(), master, new SecureRandom(), new KeptBooks(), 1_000);
    }

    /** Starts a server over a database of its own. */
    static Operator start() {
        return new Operator();
    }

    NoteKey logKey() {
        return log.signer().key();
    }

    void witnessedBy(Witnesses.Named witness) {
        log.witnesses().set(List.of(witness));
    }

    /** Records so many entries, the first of all as the facility's settings. */
    void record(int entries) {
        var desk = new Desk(parts.store());
        for (int i = 0; i < entries; i++, recorded++) {
            if (recorded == 0) {
                var facility = Facility.usual(JAIL, "zz/county", "county-jail", ZoneId.of("America/New_York"));
                desk.configure(facility, Map.of("supervisor", ""), "test");
            } else if (recorded == VICTIMS_OWN) {
                var other = Facility.usual(OTHER, "zz/county", "county-jail", ZoneId.of("America/New_York"));
                desk.configure(other, Map.of("supervisor", ""), "test");
            } else if (recorded % 2 == 0) {
                desk.stopSending(JAIL, "test " + recorded, "test");
            } else {
                desk.resumeSending(JAIL, "test");
            }
        }
    }

    /** The entry that is a stream of its own, so that a row can go without a gap. */
    private static final int VICTIMS_OWN = 5;

    long unsequenced() {
        return log.log().tail().unsequenced();
    }

    long uncosigned() {
        var tail = log.log().tail();
        return tail.unsequenced() + tail.uncosigned();
    }

    /** Why each witness did not sign. */
    List<String> faults() {
        return log.witnesses().all().stream().map(Witnesses.Kept::fault).toList();
    }

    String checkpoint() {
        return log.log().checkpoint().orElseThrow();
    }

    /** What the log's key signs of a state that may not be. */
    String sign(TreeHead head) {
        return log.signer().sign(head);
    }

    /** The receipt of the one entry that is a stream of its own. */
    byte[] receipt() {
        var stream = database.transact(c ->
                new Forger(c, new KeyRing(master, new SecureRandom(), 1_000)).stream(Forger.position(c, VICTIMS_OWN)));
        var wanted = new Receipts.Wanted(
                stream, "facility.configured", FacilityEvent.Configured.class::isInstance, Receipts.Pick.FIRST);
        return log.receipts().of(wanted) instanceof Receipts.Found.Made(var receipt)
                ? ReceiptFile.write(receipt)
                : new byte[0];
    }

    /** The database, as a command reaches one that runs elsewhere. */
    OpenDatabase reach(@Nullable Path anywhere) {
        return new OpenDatabase(DatabaseAddress.of(scratch.server(), name), Optional.empty(), setup());
    }

    /** What a command printed and the code it ended with. */
    record Ran(int code, String out, String err) {}

    Ran run(Object command, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Something done to the row at a position. */
    @FunctionalInterface
    interface Strike {
        void at(Forger forger, long position) throws SQLException;
    }

    /** Strikes at an entry, then makes the log over: the server itself takes everything in again and signs it. */
    void forge(Strike strike, long index) {
        database.transact(connection -> {
            var keys = new KeyRing(master, new SecureRandom(), 1_000);
            try (var statement = connection.createStatement()) {
                statement.execute("lock table audit_head");
            }
            strike.at(new Forger(connection, keys), Forger.position(connection, index));
            try (var statement = connection.createStatement()) {
                statement.execute("truncate audit_leaf, audit_tile, audit_checkpoint;"
                        + " update audit_head set size = 0, root = sha256(''), frontier = '', tx = '0', position = 0;"
                        + " update audit_witness set size = 0");
            }
            return index;
        });
    }

    void keepSafe() {
        TABLES.forEach(t -> run("create table safe_" + t + " as table " + t));
    }

    void undo() {
        var sql = new StringBuilder("truncate " + String.join(", ", TABLES));
        TABLES.forEach(t -> sql.append("; insert into ")
                .append(t)
                .append(" select * from safe_")
                .append(t));
        run(sql.toString());
    }

    private void run(String sql) {
        database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Override
    public void close() {
        server.close();
        database.close();
        scratch.close();
    }
}
