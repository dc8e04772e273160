package org.sallyport.postgres;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.desk.Store;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.KeyRotation;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.postgres.sealing.Tokens;

/** What is looked after while a database is in use: the keys that wrap, and its backup. */
public final class Upkeep {
    private final Database database;
    private final MasterKey master;
    private final KeyRing keys;
    private final KeyRotation rotation;

    Upkeep(Database database, MasterKey master, KeyRing keys) {
        this.database = database;
        this.keys = keys;
        this.master = master;
        this.rotation = new KeyRotation(master);
    }

    /** The upkeep of a store; empty for one that is not over PostgreSQL. */
    public static Optional<Upkeep> of(Store store) {
        return store instanceof PostgresStore kept ? Optional.of(kept.upkeep()) : Optional.empty();
    }

    /**
     * How the keys stand; nothing of any key.
     *
     * @param master      fingerprint of the master key that wraps from now on
     * @param atHand      fingerprints of every master key this program can open with
     * @param makesItsOwn whether this program keeps its master key itself, and so can make the next
     * @param left        how many keys another master key still wraps
     * @param counts      how many keys each master key wraps, by sort
     */
    public record Keys(
            String master, Set<String> atHand, boolean makesItsOwn, long left, List<KeyRotation.Count> counts) {}

    /** How the keys stand. */
    public Keys keys() {
        return database.transact(connection -> new Keys(
                master.id(),
                master.known(),
                master.makesItsOwn(),
                rotation.left(connection),
                KeyRotation.counts(connection)));
    }

    /**
     * Makes a new master key; the one before opens what it wrapped until {@link #wrapAgain} has left nothing of it.
     *
     * @throws org.sallyport.postgres.sealing.SealBroken when the master key comes from the environment
     */
    public String newMasterKey() {
        return master.replace();
    }

    /** Wraps up to {@code most} keys again under the master key in use; returns how many, 0 when none is left. */
    public int wrapAgain(int most) {
        return database.transact(connection -> rotation.step(connection, most));
    }

    /** Clears away what a destruction left that no longer stands for anything, in tables and in their free space. */
    public void sweep() {
        database.transact(Destruction::sweep);
        database.vacuum(List.of("sealing_key", "booking", "findable", "match_key", "feed_seen", "phone_sheet"));
    }

    /** A stamp on a line of the list of expungements: only this installation, or a backup of it, can make it. */
    public byte[] stamp(String line) {
        return database.transact(connection -> keys.tokens(connection).of(Tokens.Purpose.EXPUNGED, line));
    }

    /** Writes a backup; see {@link Backup}. */
    public BackupManifest backup(OutputStream out, Backup.Progress progress) {
        return Backup.write(database, out, progress);
    }
}
