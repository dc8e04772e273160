package org.sallyport.formats.roster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.custody.Identifier;
import org.sallyport.problem.Checked;

/**
 * How one facility's roster file is read: which column holds what, in which format and zone, and what its codes mean.
 * It is read from a {@code *.mapping.json} file.
 */
public final class RosterMapping {
    /** When the roster was taken. */
    record Snapshot(DateColumn column, LocalTime at) {}

    /** A number by which a person is known. */
    record Number(Identifier.Type type, Column value) {}

    /** Columns of a person. */
    record PersonColumns(
            Optional<Column> localId,
            Optional<Column> family,
            Optional<Column> given,
            Optional<DateColumn> birthDate,
            Optional<Column> sex,
            Optional<Column> language,
            List<Number> identifiers) {}

    /** Columns of a charge; {@code id} is fixed when {@code idColumn} is absent. */
    record ChargeColumns(
            String id,
            Optional<Column> idColumn,
            String jurisdiction,
            Optional<Column> section,
            Optional<Column> description,
            Optional<Column> nibrs,
            Optional<Column> severity,
            Optional<Column> caseNumber,
            Optional<Column> court,
            Optional<DateColumn> offenseDate) {}

    private final String name;
    private final ZoneId zone;
    final Charset encoding;
    final char delimiter;
    final Optional<Snapshot> snapshot;
    final Column key;
    final boolean rowPerCharge;
    final Optional<DateColumn> admittedAt;
    final PersonColumns person;
    final Optional<ChargeColumns> charge;
    final Map<String, Column> attributes;

    RosterMapping(
            String name,
            ZoneId zone,
            Charset encoding,
            char delimiter,
            Optional<Snapshot> snapshot,
            Column key,
            boolean rowPerCharge,
            Optional<DateColumn> admittedAt,
            PersonColumns person,
            Optional<ChargeColumns> charge,
            Map<String, Column> attributes) {
        this.name = name;
        this.zone = zone;
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.snapshot = snapshot;
        this.key = key;
        this.rowPerCharge = rowPerCharge;
        this.admittedAt = admittedAt;
        this.person = person;
        this.charge = charge;
        this.attributes = Map.copyOf(attributes);
    }

    /** Reads a mapping file, or names every problem in it. */
    public static Checked<RosterMapping> read(byte[] json) {
        return MappingReader.read(json);
    }

    /**
     * A mapping that ships with Sallyport.
     *
     * @param name such as {@code nyc-doc}
     * @return empty when none of that name ships
     */
    public static Optional<RosterMapping> shipped(String name) {
        return shippedFile(name).map(bytes -> switch (read(bytes)) {
            case Checked.Good<RosterMapping>(var mapping) -> mapping;
            case Checked.Bad<RosterMapping>(var problems) ->
                throw new IllegalStateException("The shipped mapping " + name + " is wrong: " + problems);
        });
    }

    /** The file of a mapping that ships with Sallyport; empty when none of that name ships. */
    public static Optional<byte[]> shippedFile(String name) {
        if (!name.matches("[a-z0-9-]+")) {
            return Optional.empty();
        }
        try (var in = RosterMapping.class.getResourceAsStream("/mappings/" + name + ".mapping.json")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the mapping is for, in words. */
    public String name() {
        return name;
    }

    /** The zone of the file's local times. */
    public ZoneId zone() {
        return zone;
    }

    /** Whether one file holds several rosters, told apart by a column. */
    public boolean severalRosters() {
        return snapshot.isPresent();
    }

    /** Whether the roster names anyone, gives birth dates or numbers: without them no request binds by itself. */
    public boolean identifies() {
        return person.family().isPresent()
                || person.birthDate().isPresent()
                || !person.identifiers().isEmpty();
    }

    /** Every column the mapping needs, sorted. */
    public Set<String> columns() {
        var all = new TreeSet<String>();
        all.add(key.column());
        snapshot.ifPresent(s -> all.add(s.column().column()));
        admittedAt.ifPresent(d -> all.add(d.column()));
        person.localId().ifPresent(c -> all.add(c.column()));
        person.family().ifPresent(c -> all.add(c.column()));
        person.given().ifPresent(c -> all.add(c.column()));
        person.birthDate().ifPresent(c -> all.add(c.column()));
        person.sex().ifPresent(c -> all.add(c.column()));
        person.language().ifPresent(c -> all.add(c.column()));
        person.identifiers().forEach(n -> all.add(n.value().column()));
        charge.ifPresent(c -> {
            c.idColumn().ifPresent(x -> all.add(x.column()));
            c.section().ifPresent(x -> all.add(x.column()));
            c.description().ifPresent(x -> all.add(x.column()));
            c.nibrs().ifPresent(x -> all.add(x.column()));
            c.severity().ifPresent(x -> all.add(x.column()));
            c.caseNumber().ifPresent(x -> all.add(x.column()));
            c.court().ifPresent(x -> all.add(x.column()));
            c.offenseDate().ifPresent(x -> all.add(x.column()));
        });
        attributes.values().forEach(c -> all.add(c.column()));
        return all;
    }
}
