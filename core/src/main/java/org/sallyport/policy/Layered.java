package org.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * What the layers of a place can say about one act while nothing begins or ends: for each table in force what each of
 * its rows says, superior first, and the court orders that apply.
 *
 * <p>What follows from the rows is worked out once for each combination of rows that occurs; there are far fewer of
 * them than cases.
 */
final class Layered {
    private static final int COMBINATIONS_MAX = 1 << 16;

    /** What one table can say, by row, or the one thing an order says ({@code table} is empty then). */
    private record Voice(List<CompiledTable> table, Spoken[] spoken) {}

    private final List<Voice> voices = new ArrayList<>();
    private Ruling[] known = new Ruling[1];
    private boolean few = true;
    private CompiledTable[] tables = {};

    /** Adds a table below those before it. */
    void add(CompiledTable table, Act act, boolean adopted) {
        voices.add(new Voice(
                List.of(table),
                table.table().rows().stream()
                        .map(row -> Spoken.of(table.table(), row, act, adopted))
                        .toArray(Spoken[]::new)));
        tables = voices.stream().flatMap(v -> v.table().stream()).toArray(CompiledTable[]::new);
        var combinations = (long) known.length * table.rows();
        few = few && combinations <= COMBINATIONS_MAX;
        known = new Ruling[few ? (int) combinations : 1];
    }

    /** Adds an order, after the rows of its own layer. */
    void add(Spoken order) {
        voices.add(new Voice(List.of(), new Spoken[] {order}));
    }

    boolean silent() {
        return voices.isEmpty();
    }

    /** The tables, superior first. */
    List<CompiledTable> tables() {
        return List.of(tables);
    }

    /** What follows from what each layer says in this case. */
    Ruling ruling(EncodedCase answers) {
        if (!few) {
            return new Ruling(said(answers));
        }
        var combination = 0;
        for (var table : tables) {
            combination = combination * table.rows() + table.row(answers);
        }
        var ruling = known[combination];
        if (ruling == null) {
            ruling = new Ruling(said(answers));
            known[combination] = ruling; // several threads may each put an equal one
        }
        return ruling;
    }

    private List<Spoken> said(EncodedCase answers) {
        var said = new ArrayList<Spoken>(voices.size());
        for (var voice : voices) {
            said.add(voice.spoken()[
                    voice.table().isEmpty() ? 0 : voice.table().getFirst().row(answers)]);
        }
        return said;
    }
}
