package org.sallyport.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup says of itself, its last part.
 *
 * @param format     1
 * @param madeAt     when its snapshot was taken (UTC instant of the database's clock)
 * @param schema     the schema of its tables: the number of the last migration
 * @param postgres   the version of the server it comes from
 * @param parts      its tables, in the order in which they are read in
 * @param sequences  the last number each sequence gave
 * @param position   the last position of the journal; 0 for an empty one
 * @param probes     one key for each master key that wraps any, by which the right one is known
 */
public record BackupManifest(
        int format,
        Instant madeAt,
        int schema,
        String postgres,
        List<Part> parts,
        Map<String, Long> sequences,
        long position,
        List<Probe> probes) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    /**
     * One table.
     *
     * @param rows   how many
     * @param bytes  how long, unpacked
     * @param sha256 of the unpacked bytes, hexadecimal
     */
    public record Part(String table, List<String> columns, long rows, long bytes, String sha256) {
        String file() {
            return "tables/" + table + ".copy";
        }
    }

    /** A key that the master key of this fingerprint wrapped; {@code wrapped} is base64. */
    public record Probe(String master, String key, String wrapped) {}

    /** How many rows it holds. */
    public long rows() {
        return parts.stream().mapToLong(Part::rows).sum();
    }

    /** How many rows it holds of one table. */
    public long rows(String table) {
        return parts.stream()
                .filter(p -> p.table().equals(table))
                .mapToLong(Part::rows)
                .sum();
    }
}
