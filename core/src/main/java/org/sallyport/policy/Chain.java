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
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Requester;

/** The tables that govern one place and one kind of requester, layer by layer, compiled. */
final class Chain {
    private record Layer(List<CompiledTable> tables, List<Ordered> orders) {}

    private record Ordered(CourtOrder order, Spoken spoken) {}

    private final String jurisdiction;
    private final Map<Act, List<Layer>> acts = new EnumMap<>(Act.class);
    private final Question[] questions;

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
                                .toList(),
                        orders.stream()
                                .filter(o -> o.layer().equals(layer)
                                        && o.acts().contains(act)
                                        && o.requesters().contains(requester))
                                .map(o -> new Ordered(o, Spoken.of(o, adoptions.adopted(jurisdiction, o.version()))))
                                .toList()));
            }
            if (found.stream()
                    .anyMatch(l -> !l.tables().isEmpty() || !l.orders().isEmpty())) {
                acts.put(act, List.copyOf(found));
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

    /** What each layer says about the act on the day of the case, superior first; silent rows included. */
    List<Spoken> said(Act act, EncodedCase answers) {
        var layers = acts.get(act);
        if (layers == null) {
            return List.of();
        }
        var day = answers.found().day();
        var said = new ArrayList<Spoken>(layers.size());
        for (var layer : layers) {
            for (var table : layer.tables()) {
                if (table.inForce(day)) {
                    said.add(table.match(answers));
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
        return acts.getOrDefault(act, List.of()).stream()
                .flatMap(l -> l.tables().stream())
                .filter(t -> t.inForce(day))
                .map(CompiledTable::table)
                .toList();
    }

    /** Forms that a table in force for the act says have no effect before service. */
    Set<Form> gated(Act act, LocalDate day) {
        var layers = acts.get(act);
        if (layers == null) {
            return Set.of();
        }
        var gated = Set.<Form>of();
        for (var layer : layers) {
            for (var table : layer.tables()) {
                var gates = table.table().head().serviceGates();
                if (!gates.isEmpty() && table.inForce(day)) {
                    var both = EnumSet.copyOf(gates);
                    both.addAll(gated);
                    gated = both;
                }
            }
        }
        return gated;
    }

    /** The questions its tables ask, with the tables that ask them. */
    Map<Question, List<DecisionTable>> asked() {
        var asked = new HashMap<Question, List<DecisionTable>>();
        for (var layers : acts.values()) {
            for (var layer : layers) {
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
