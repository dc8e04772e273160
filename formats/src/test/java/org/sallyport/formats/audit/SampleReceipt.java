package org.sallyport.formats.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.Commitment;
import org.sallyport.audit.DisclosedEntry;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.InclusionProof;
import org.sallyport.audit.LogProof;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.SignedNote;
import org.sallyport.journal.Heading;

/** The receipt that docs/formats/receipt-of-record.md shows: the second of three entries. */
public final class SampleReceipt {
    /** When everything in it happened. */
    public static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");

    /** Who signs the log. */
    public static final NoteSigner LOG = signer("jail.example/audit", NoteKey.Kind.SIGNER, 1);

    /** Who cosigns it. */
    public static final NoteSigner WITNESS = signer("paper.example/witness", NoteKey.Kind.COSIGNER, 2);

    private SampleReceipt() {}

    private static NoteSigner signer(String name, NoteKey.Kind kind, int first) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return new NoteSigner(name, kind, seed);
    }

    /** Signed by the log and the witness. */
    public static RecordReceipt cosigned() {
        var heading = new Heading(
                UUID.fromString("89e74e64-0b8c-3625-ba29-de0616794d5d"),
                1,
                "request.withdrawn",
                1,
                NOON,
                "us/md/montgomery/mcdc",
                "us-ice-ero-bal",
                "withdraw",
                "us-ice-ero-bal");
        var payload = "{\"by\":\"us-ice-ero-bal\",\"reason\":\"no longer sought\",\"at\":\"2026-09-02T12:00:00Z\"}";
        var entry = new DisclosedEntry(12, heading, new byte[Commitment.SALT_BYTES], payload.getBytes(UTF_8));
        var leaves = List.of(Hash.leaf(new byte[] {1}), entry.leaf().hash(), Hash.leaf(new byte[] {3}));
        var tree = new Frontier();
        leaves.forEach(tree::append);
        var checkpoint = new Checkpoint(LOG.key().name(), tree.head());
        var note = new SignedNote(checkpoint.text(), List.of())
                .with(LOG.sign(checkpoint.text(), NOON))
                .with(WITNESS.sign(checkpoint.text(), NOON));
        var inclusion = new InclusionProof(1, 3, List.of(leaves.get(0), leaves.get(2)));
        return new RecordReceipt(entry, entry.commitment(), new LogProof(inclusion, note, checkpoint));
    }
}
