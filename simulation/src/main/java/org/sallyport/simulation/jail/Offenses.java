package org.sallyport.simulation.jail;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.custody.Charge;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Known;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;
import org.sallyport.simulation.chance.Dice;

/**
 * Common offenses of one jurisdiction with statute and NIBRS code, so that policy tables have something to decide. Read
 * from the resource {@code /jail/offenses.csv}: material for simulation, written from memory, and no source of law.
 */
final class Offenses {
    /** One offense. {@code kind} and {@code severity} are those of the figures: {@code violent}, {@code felony}. */
    record Offense(
            Statute statute,
            String description,
            String nibrs,
            String kind,
            String severity,
            String grade,
            int maximumDays,
            boolean registrable) {

        /** An allegation of this offense. */
        Charge alleged(String id, String caseNumber, String court, java.time.LocalDate offenseDate) {
            return new Charge(
                    id,
                    caseNumber,
                    court,
                    statute,
                    description,
                    nibrs,
                    severity,
                    grade,
                    Optional.of(offenseDate),
                    registrable ? Known.YES : Known.NO,
                    Disposition.UNKNOWN,
                    Optional.empty(),
                    new Sentence(
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            OptionalInt.of(maximumDays),
                            OptionalInt.empty()));
        }
    }

    private final List<Offense> all;

    private Offenses(List<Offense> all) {
        this.all = all;
    }

    /** The offenses of the state that {@code jurisdiction} lies in; Maryland's for a state without a list. */
    static Offenses of(String jurisdiction) {
        var here = new ArrayList<Offense>();
        var fallback = new ArrayList<Offense>();
        for (var offense : read()) {
            var state = offense.statute().jurisdiction();
            if (jurisdiction.equals(state) || jurisdiction.startsWith(state + "/")) {
                here.add(offense);
            }
            if (state.equals("us/md")) {
                fallback.add(offense);
            }
        }
        return new Offenses(List.copyOf(here.isEmpty() ? fallback : here));
    }

    /** One of this kind and severity; of the kind alone, or of any, where none fits. */
    Offense draw(String kind, String severity, Dice dice) {
        var both = all.stream()
                .filter(o -> o.kind().equals(kind) && o.severity().equals(severity))
                .toList();
        if (!both.isEmpty()) {
            return dice.pick(both);
        }
        var one = all.stream().filter(o -> o.kind().equals(kind)).toList();
        return dice.pick(one.isEmpty() ? all : one);
    }

    private static List<Offense> read() {
        var found = Offenses.class.getResourceAsStream("/jail/offenses.csv");
        if (found == null) {
            throw new IllegalStateException("The resource /jail/offenses.csv is missing from this build");
        }
        try (var in = new InputStreamReader(found, StandardCharsets.UTF_8);
                var csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            return csv.stream()
                    .map(r -> new Offense(
                            new Statute(r.getField("jurisdiction"), r.getField("section")),
                            r.getField("description"),
                            r.getField("nibrs"),
                            r.getField("kind"),
                            r.getField("severity"),
                            r.getField("class"),
                            Integer.parseInt(r.getField("maximumDays")),
                            r.getField("registrable").equals("yes")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
