package org.sallyport.policy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * Everything that governs determinations, as one immutable value named by its content: tables, lists, adoptions,
 * court orders, facility practice and zones. The same facts and the same book give the same answer on every machine.
 */
public final class PolicyBook {
    /** Version of the rules this code applies to facts and tables; named in every determination. */
    public static final String EVALUATOR_VERSION = "1";

    /**
     * What a book holds.
     *
     * @param tables    proved tables, with the lists they use
     * @param orders    court orders
     * @param adoptions who adopted what
     * @param practices what facilities do where the law says {@code may}; nothing said is {@code ask}
     * @param zones     zone of a place and all below it, by path; the offset of {@code asOf} where none is given
     * @param zoneData  version of the time-zone data, such as {@code 2026a}
     */
    public record Contents(
            List<DecisionTable> tables,
            List<CourtOrder> orders,
            Adoptions adoptions,
            List<Practice> practices,
            Map<String, ZoneId> zones,
            String zoneData) {
        public Contents {
            tables = tables.stream()
                    .sorted(Comparator.comparing(DecisionTable::id))
                    .toList();
            orders =
                    orders.stream().sorted(Comparator.comparing(CourtOrder::id)).toList();
            practices = List.copyOf(practices);
            zones = Map.copyOf(zones);
        }

        /** Nothing. */
        public static final Contents NOTHING =
                new Contents(List.of(), List.of(), new Adoptions.None(), List.of(), Map.of(), "");

        /** The same with other adoptions. */
        public Contents withAdoptions(Adoptions others) {
            return new Contents(tables, orders, others, practices, zones, zoneData);
        }

        /** The same with other practices. */
        public Contents withPractices(List<Practice> others) {
            return new Contents(tables, orders, adoptions, others, zones, zoneData);
        }
    }

    private record PracticeKey(String facility, Requester requester, Act act) {}

    private final Contents contents;
    private final String hash;
    private final Map<PracticeKey, Notify> practices = new HashMap<>();
    private final Map<Requester, Map<String, Chain>> chains = new EnumMap<>(Requester.class);

    private PolicyBook(Contents contents) {
        this.contents = contents;
        this.hash = hash(contents);
        for (var requester : Requester.values()) {
            chains.put(requester, new ConcurrentHashMap<>());
        }
        for (var practice : contents.practices()) {
            practices.put(new PracticeKey(practice.facility(), practice.requester(), practice.act()), practice.toDo());
        }
    }

    /** A book without tables: every question goes to a person. */
    public static PolicyBook empty() {
        return new PolicyBook(Contents.NOTHING);
    }

    /** A book of these contents, or every reason why they do not go together. */
    public static Checked<PolicyBook> of(Contents contents) {
        var problems = together(contents);
        return problems.isEmpty() ? new Checked.Good<>(new PolicyBook(contents)) : new Checked.Bad<>(problems);
    }

    /** The same book with other adoptions. */
    public PolicyBook withAdoptions(Adoptions adoptions) {
        return new PolicyBook(contents.withAdoptions(adoptions));
    }

    /** The same book with other practices. */
    public PolicyBook withPractices(List<Practice> others) {
        return new PolicyBook(contents.withPractices(others));
    }

    /** What it holds. */
    public Contents contents() {
        return contents;
    }

    /** Name of this book by its content, {@code sha256:…}. */
    public String hash() {
        return hash;
    }

    /** Answers the case as FACTS says. Reads no clock; never throws for well-formed facts. */
    public Determination decide(Facts facts) {
        return decide(encode(facts));
    }

    /** Answers a case that {@link #encode} of this book made. */
    public Determination decide(EncodedCase found) {
        return new Deciding(this, found).determination();
    }

    /** Answers such a case as if its request asked another lead time; no question of a table reads it. */
    public Determination decide(EncodedCase found, Duration leadTime) {
        return new Deciding(this, found).determination(Optional.of(leadTime));
    }

    /** The outcome for the act {@code notice} alone, as the determination has it: for counting in bulk. */
    public Outcome outcome(EncodedCase found) {
        return new Deciding(this, found).outcome();
    }

    /** The case as small integers, for the tables that govern it. */
    public EncodedCase encode(Facts facts) {
        return new EncodedCase(
                facts, chain(facts.facility().jurisdiction(), facts.request().requester()));
    }

    /** What every layer says about every act, with the determination: what an explanation is written from. */
    public Explanation explain(Facts facts) {
        return new Deciding(this, encode(facts)).explanation();
    }

    /** The questions the tables governing a place ask about requests of this kind, with the tables that ask them. */
    public Map<Question, List<DecisionTable>> questionsAsked(String jurisdiction, Requester requester) {
        return chain(jurisdiction, requester).asked();
    }

    private Chain chain(String jurisdiction, Requester requester) {
        var made = Objects.requireNonNull(chains.get(requester));
        var known = made.get(jurisdiction);
        return known != null
                ? known
                : made.computeIfAbsent(jurisdiction, _ -> new Chain(jurisdiction, requester, contents));
    }

    Notify practice(String facility, Requester requester, Act act) {
        var own = practices.get(new PracticeKey(facility, requester, act));
        return own != null
                ? own
                : practices.getOrDefault(new PracticeKey(Practice.EVERYWHERE, requester, act), Notify.ASK);
    }

    private static List<Problem> together(Contents contents) {
        var problems = new ArrayList<Problem>();
        var tables = contents.tables();
        for (var i = 0; i < tables.size(); i++) {
            for (var j = i + 1; j < tables.size(); j++) {
                var a = tables.get(i);
                var b = tables.get(j);
                if (a.id().equals(b.id()) || both(a.head(), b.head())) {
                    problems.add(new Problem(
                            "book.two-tables",
                            b.id() + ".md",
                            a.id(),
                            "One table at most speaks for a layer about an act and a requester on a day; " + a.id()
                                    + " does too.",
                            "End the older table's \"in force\" on the day the newer one begins."));
                }
            }
        }
        return problems;
    }

    private static boolean both(DecisionTable.Head a, DecisionTable.Head b) {
        return a.layer().equals(b.layer())
                && a.acts().stream().anyMatch(b.acts()::contains)
                && a.requesters().stream().anyMatch(b.requesters()::contains)
                && (a.to().isEmpty() || a.to().get().isAfter(b.from()))
                && (b.to().isEmpty() || b.to().get().isAfter(a.from()));
    }

    private static String hash(Contents contents) {
        var lines = new ArrayList<String>();
        contents.tables().forEach(t -> lines.add("table " + t.id() + " " + t.version()));
        contents.orders().forEach(o -> lines.add("order " + o.id() + " " + o.version()));
        contents.adoptions().lines().forEach(a -> lines.add("adopted " + a));
        contents.practices().stream()
                .map(p -> "practice " + p.facility() + " " + p.requester().word() + " "
                        + p.act().word() + " " + p.toDo().word())
                .sorted()
                .forEach(lines::add);
        contents.zones().entrySet().stream()
                .map(z -> "zone " + z.getKey() + " " + z.getValue())
                .sorted()
                .forEach(lines::add);
        lines.add("zone data " + contents.zoneData());
        return Sha256.of(String.join("\n", lines));
    }
}
