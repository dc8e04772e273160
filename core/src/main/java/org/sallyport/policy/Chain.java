package org.sallyport.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Requester;

/** The tables that govern one place and one kind of requester, layer by layer, compiled. */
final class Chain {
    private static final int RULINGS_MAX = 4_096;

    private record Layer(CompiledTable[] tables, List<Ordered> orders) {}

    /**
     * The layers of one act.
     *
     * @param apart whether rulings are worked out each time: court orders, or more tables than a key holds
     * @param known rulings by the rows that matched; there are far fewer of them than cases
     */
    private record Layered(Layer[] layers, boolean apart, Map<Long, Ruling> known) {}

    private record Ordered(CourtOrder order, Spoken spoken) {}

    private final String jurisdiction;
    private final Map<Act, Layered> acts = new EnumMap<>(Act.class);
    private final Question[] questions;
    private final boolean gates;

    Chain(
            String jurisdiction,
            Requester requester,
            List<DecisionTable> tables,
            List<CourtOrder> orders,
            Adoptions adoptions) {
        this.jurisdiction = jurisdiction;
        var slots = new LinkedHashMap<Question, Integer>();
        var layers = layers(jurisdiction);
        var mine = tables.stream()
                .filter(t -> layers.contains(t.head().layer())
                        && t.head().requesters().contains(requester))
                .toList();
        mine.forEach(t -> t.columns().forEach(q -> slots.putIfAbsent(q, slots.size())));
        this.gates = mine.stream().anyMatch(t -> !t.head().serviceGates().isEmpty());
        this.questions = slots.keySet().toArray(Question[]::new);
        for (var act : Act.values()) {
            var found = new ArrayList<Layer>();
            for (var layer : layers) {
                found.add(new Layer(
                        mine.stream()
                                .filter(t -> t.head().layer().equals(layer)
                                        && t.head().acts().contains(act))
                                .map(t ->
                                        new CompiledTable(t, slots, act, adoptions.adopted(jurisdiction, t.version())))
                                .toArray(CompiledTable[]::new),
                        orders.stream()
                                .filter(o -> o.layer().equals(layer)
                                        && o.acts().contains(act)
                                        && o.requesters().contains(requester))
                                .map(o -> new Ordered(o, Spoken.of(o, adoptions.adopted(jurisdiction, o.version()))))
                                .toList()));
            }
            if (found.stream()
                    .anyMatch(l -> l.tables().length > 0 || !l.orders().isEmpty())) {
                var plain = found.size() <= 5
                        && found.stream().allMatch(l -> l.orders().isEmpty() && l.tables().length < 8);
                acts.put(act, new Layered(found.toArray(Layer[]::new), !plain, new ConcurrentHashMap<>()));
            }
        }
    }

    /** The layers of a place, superior first: {@code us, us/md, us/md/montgomery}. */
    static List<String> layers(String jurisdiction) {
        var layers = new ArrayList<String>();
        for (var slash = jurisdiction.indexOf('/'); slash >= 0; slash = jurisdiction.indexOf('/', slash + 1)) {
            layers.add(jurisdiction.substring(0, slash));
        }
        layers.add(jurisdiction);
        return List.copyOf(layers);
    }

    String jurisdiction() {
        return jurisdiction;
    }

    EncodedCase encode(Case found) {
        return new EncodedCase(questions, found);
    }

    /** The acts some table or order of this chain speaks about, on some day. */
    Set<Act> acts() {
        return acts.keySet();
    }

    /** What follows for an act from what each layer says on the day of the case. */
    Ruling ruling(Act act, EncodedCase answers) {
        var layered = acts.get(act);
        if (layered == null) {
            return Ruling.SILENT;
        }
        if (layered.apart()) {
            return new Ruling(said(layered, answers));
        }
        var key = 0L;
        for (var layer : layered.layers()) {
            key <<= 12;
            var tables = layer.tables();
            for (var t = 0; t < tables.length; t++) {
                if (tables[t].inForce(answers.found().day())) {
                    key |= (long) (t + 1 & 7) << 9 | tables[t].row(answers);
                    break;
                }
            }
        }
        var known = layered.known().get(key);
        if (known != null) {
            return known;
        }
        var ruling = new Ruling(said(layered, answers));
        if (layered.known().size() < RULINGS_MAX) {
            layered.known().put(key, ruling);
        }
        return ruling;
    }

    /** What each layer says, superior first; silent rows included. */
    private static List<Spoken> said(Layered layered, EncodedCase answers) {
        var day = answers.found().day();
        var said = new ArrayList<Spoken>(layered.layers().length);
        for (var layer : layered.layers()) {
            for (var table : layer.tables()) {
                if (table.inForce(day)) {
                    said.add(table.spoken(table.row(answers)));
                }
            }
            for (var ordered : layer.orders()) {
                if (ordered.order().applies(day)) {
                    said.add(ordered.spoken());
                }
            }
        }
        return said;
    }

    /** The tables in force for the act on a day. */
    List<DecisionTable> inForce(Act act, LocalDate day) {
        var found = new ArrayList<DecisionTable>();
        var layered = acts.get(act);
        for (var layer : layered == null ? new Layer[0] : layered.layers()) {
            for (var table : layer.tables()) {
                if (table.inForce(day)) {
                    found.add(table.table());
                }
            }
        }
        return found;
    }

    /** Forms that a table in force for the act says have no effect before service. */
    Set<Form> gated(Act act, LocalDate day) {
        var layered = acts.get(act);
        if (layered == null || !gates) {
            return Set.of();
        }
        var gated = EnumSet.noneOf(Form.class);
        for (var table : inForce(act, day)) {
            gated.addAll(table.head().serviceGates());
        }
        return gated;
    }

    /** The questions its tables ask, with the tables that ask them. */
    Map<Question, List<DecisionTable>> asked() {
        var asked = new HashMap<Question, List<DecisionTable>>();
        for (var layered : acts.values()) {
            for (var layer : layered.layers()) {
                for (var compiled : layer.tables()) {
                    for (var question : compiled.table().columns()) {
                        var tables = asked.computeIfAbsent(question, _ -> new ArrayList<>());
                        if (!tables.contains(compiled.table())) {
                            tables.add(compiled.table());
                        }
                    }
                }
            }
        }
        return asked;
    }
}
