package org.sallyport.policy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Requester;

/**
 * The tables that govern one place and one kind of requester, layer by layer, compiled: one {@link Period} for each
 * stretch of days between which law begins or ends.
 */
final class Chain {
    private static final Act[] ACTS = Act.values();

    private final String jurisdiction;
    private final Requester requester;
    private final List<String> layers;
    private final List<DecisionTable> tables;
    private final List<CourtOrder> orders;
    private final Adoptions adoptions;
    private final Optional<ZoneId> zone;
    private final QuestionSlots.Asked questions;
    private final long[] begins;
    private final Period[] periods;

    Chain(String jurisdiction, Requester requester, PolicyBook.Contents contents) {
        this.jurisdiction = jurisdiction;
        this.requester = requester;
        this.layers = layers(jurisdiction);
        this.adoptions = contents.adoptions();
        this.zone = layers.reversed().stream()
                .filter(contents.zones()::containsKey)
                .findFirst()
                .map(contents.zones()::get);
        this.tables = contents.tables().stream()
                .filter(t -> layers.contains(t.head().layer())
                        && t.head().requesters().contains(requester))
                .toList();
        this.orders = contents.orders().stream()
                .filter(o -> layers.contains(o.layer()) && o.requesters().contains(requester))
                .toList();
        var slots = new QuestionSlots();
        var compiled = tables.stream().map(t -> new CompiledTable(t, slots::of)).toList();
        this.questions = slots.asked();
        this.begins = begins();
        this.periods = Arrays.stream(begins)
                .mapToObj(day -> new Period(LocalDate.ofEpochDay(day), compiled))
                .toArray(Period[]::new);
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

    /** The first day of time, and every day on which a table or an order begins or no longer applies. */
    private long[] begins() {
        var days = new TreeSet<Long>();
        days.add(LocalDate.MIN.toEpochDay());
        for (var table : tables) {
            days.add(table.head().from().toEpochDay());
            table.head().to().ifPresent(to -> days.add(to.toEpochDay()));
        }
        for (var order : orders) {
            days.add(order.from().toEpochDay());
            days.add(order.to().toEpochDay());
        }
        return days.stream().mapToLong(Long::longValue).toArray();
    }

    String jurisdiction() {
        return jurisdiction;
    }

    Requester requester() {
        return requester;
    }

    QuestionSlots.Asked questions() {
        return questions;
    }

    /** The facility's calendar day of the moment the facts speak for; by its own offset where no zone is known. */
    LocalDate day(OffsetDateTime asOf) {
        if (zone.isEmpty()) {
            return asOf.toLocalDate();
        }
        var offset = zone.get().getRules().getOffset(asOf.toInstant());
        return LocalDate.ofEpochDay(Math.floorDiv(asOf.toEpochSecond() + offset.getTotalSeconds(), 86_400L));
    }

    /** The acts some table or order of this chain speaks about, on some day. */
    Set<Act> acts() {
        var acts = EnumSet.noneOf(Act.class);
        tables.forEach(t -> acts.addAll(t.head().acts()));
        orders.forEach(o -> acts.addAll(o.acts()));
        return acts;
    }

    /** What is in force on a day. */
    Period period(LocalDate day) {
        var at = Arrays.binarySearch(begins, day.toEpochDay());
        return periods[at >= 0 ? at : -at - 2];
    }

    /** The questions its tables ask, with the tables that ask them. */
    Map<Question, List<DecisionTable>> asked() {
        var asked = new HashMap<Question, List<DecisionTable>>();
        for (var table : tables) {
            table.columns()
                    .forEach(question -> asked.computeIfAbsent(question, _ -> new ArrayList<>())
                            .add(table));
        }
        return asked;
    }

    /** What is in force from one day until the next on which law begins or ends. */
    final class Period {
        private static final int KNOWN_MAX = 8_192;

        private final CompiledTable[] inForce;
        private final Layered[] acts = new Layered[ACTS.length];
        private final Map<Act, Set<Form>> gated = new EnumMap<>(Act.class);
        private final boolean countable;
        private final Map<Long, Deciding.Settled> known = new ConcurrentHashMap<>();

        private Period(LocalDate day, List<CompiledTable> compiled) {
            this.inForce =
                    compiled.stream().filter(t -> t.table().head().inForce(day)).toArray(CompiledTable[]::new);
            for (var act : ACTS) {
                acts[act.ordinal()] = layered(act, day);
            }
            var combinations = (double) Stops.SIGNS;
            for (var table : inForce) {
                combinations *= table.rows();
            }
            this.countable = combinations < Long.MAX_VALUE;
        }

        private Layered layered(Act act, LocalDate day) {
            var layered = new Layered();
            var forms = EnumSet.noneOf(Form.class);
            for (var layer : layers) {
                for (var compiled : inForce) {
                    var head = compiled.table().head();
                    if (head.layer().equals(layer) && head.acts().contains(act)) {
                        layered.add(
                                compiled,
                                act,
                                adoptions.adopted(jurisdiction, compiled.table().version()));
                        forms.addAll(head.serviceGates());
                    }
                }
                for (var order : orders) {
                    if (order.layer().equals(layer) && order.acts().contains(act) && order.applies(day)) {
                        layered.add(Spoken.of(order, adoptions.adopted(jurisdiction, order.version())));
                    }
                }
            }
            gated.put(act, Collections.unmodifiableSet(forms));
            return layered;
        }

        /** What follows for an act from what each layer says. */
        Ruling ruling(Act act, EncodedCase answers) {
            var layered = acts[act.ordinal()];
            return layered.silent() ? Ruling.SILENT : layered.ruling(answers);
        }

        /** The tables in force for the act. */
        List<DecisionTable> inForce(Act act) {
            return acts[act.ordinal()].tables().stream()
                    .map(CompiledTable::table)
                    .toList();
        }

        /** Forms that a table in force for the act says have no effect before service. */
        Set<Form> gated(Act act) {
            return gated.getOrDefault(act, Set.of());
        }

        /** What was settled for a case with the same rows and signs before, if one was. */
        Deciding.@Nullable Settled known(long key) {
            return key < 0 ? null : known.get(key);
        }

        /** Remembers what was settled for such cases. */
        void keep(long key, Deciding.Settled settled) {
            if (key >= 0 && known.size() < KNOWN_MAX) {
                known.put(key, settled);
            }
        }

        /** A number for the rows that match in all tables in force and the signs of stops; -1 if too many. */
        long key(EncodedCase answers) {
            if (!countable) {
                return -1;
            }
            long key = answers.signs();
            for (var table : inForce) {
                key = key * table.rows() + table.row(answers);
            }
            return key;
        }
    }
}
