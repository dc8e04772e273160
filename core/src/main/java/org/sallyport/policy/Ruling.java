package org.sallyport.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sallyport.policy.Determination.Reason;
import org.sallyport.policy.Layers.Folded;

/** What follows from the rows that matched for one act, before stops, adoption by name and the request's own wishes. */
final class Ruling {
    /** No table speaks. */
    static final Ruling SILENT = new Ruling(List.of());

    private final List<Spoken> said;
    private final Folded folded;
    private final boolean spoken;
    private final boolean aboutMinors;
    private final boolean adopted;
    private final boolean allowed;
    private final Optional<Duration> longestDuty;
    private final Optional<Duration> cap;
    private final Optional<Duration> notBefore;
    private final List<String> items;
    private final List<String> obligations;
    private final List<String> obligationsWithCopy;
    private final List<String> flags;
    private final List<Reason> reasons;

    Ruling(List<Spoken> said) {
        this.said = List.copyOf(said);
        this.folded = Layers.fold(said);
        var deciders = folded.deciders();
        this.spoken = said.stream().anyMatch(s -> s.declared() != Answer.SILENT);
        this.aboutMinors = deciders.stream().anyMatch(Spoken::aboutMinors);
        this.adopted = deciders.stream().allMatch(Spoken::adopted);
        this.allowed = deciders.stream().anyMatch(Ruling::allows);
        this.longestDuty = deciders.stream()
                .filter(s -> s.declared() == Answer.MUST)
                .flatMap(s -> s.notifyBy().stream())
                .max(Duration::compareTo);
        this.cap = deciders.stream().flatMap(s -> s.notifyBy().stream()).min(Duration::compareTo);
        this.notBefore = deciders.stream().flatMap(s -> s.notBefore().stream()).min(Duration::compareTo);
        this.items = items(deciders);
        this.obligations = obligations(deciders, false);
        this.obligationsWithCopy = obligations(deciders, true);
        this.flags = flags(folded);
        this.reasons = deciders.stream().map(Spoken::reason).toList();
    }

    static boolean allows(Spoken spoken) {
        return spoken.declared() == Answer.MUST || spoken.declared() == Answer.MAY;
    }

    /** What every layer said, silent rows included. */
    List<Spoken> said() {
        return said;
    }

    Outcome outcome() {
        return folded.answer().outcome();
    }

    List<Spoken> deciders() {
        return folded.deciders();
    }

    /** Whether some layer said anything. */
    boolean spoken() {
        return spoken;
    }

    boolean aboutMinors() {
        return aboutMinors;
    }

    /** Whether the facility adopted every table that decided. */
    boolean adopted() {
        return adopted;
    }

    /** Whether some deciding row says must or may, whatever its basis. */
    boolean allowed() {
        return allowed;
    }

    /** The longest lead time a deciding must sets. */
    Optional<Duration> longestDuty() {
        return longestDuty;
    }

    /** The shortest lead time a deciding row sets. */
    Optional<Duration> cap() {
        return cap;
    }

    Optional<Duration> notBefore() {
        return notBefore;
    }

    List<String> items() {
        return items;
    }

    List<String> obligations(boolean withCopy) {
        return withCopy ? obligationsWithCopy : obligations;
    }

    List<String> flags() {
        return flags;
    }

    List<Reason> reasons() {
        return reasons;
    }

    /** What every layer that names items lets be disclosed; the release date alone where none does. */
    private static List<String> items(List<Spoken> deciders) {
        var items = new TreeSet<String>();
        var named = false;
        for (var spoken : deciders) {
            if (!spoken.items().isEmpty()) {
                if (named) {
                    items.retainAll(spoken.items());
                } else {
                    items.addAll(spoken.items());
                }
                named = true;
            }
        }
        return named ? List.copyOf(items) : List.of("release-date");
    }

    private static List<String> obligations(List<Spoken> deciders, boolean withCopy) {
        var obligations = new TreeSet<String>();
        deciders.forEach(s -> obligations.addAll(s.obligations()));
        if (withCopy) {
            obligations.add("copy-of-request-to-person");
        }
        return List.copyOf(obligations);
    }

    private static List<String> flags(Folded folded) {
        var flags = new ArrayList<String>();
        for (var spoken : folded.deciders()) {
            if (!spoken.contested().isEmpty()) {
                flags.add("contested: " + spoken.name() + ": " + spoken.contested());
            }
        }
        for (var spoken : folded.deciders()) {
            if (spoken.basis() == SourceBasis.MEMORY) {
                flags.add("from memory, to be verified: " + spoken.name() + " says "
                        + spoken.declared().word());
            } else if (!spoken.adopted()) {
                flags.add("not adopted: " + spoken.name() + " says "
                        + spoken.declared().word());
            }
        }
        for (var spoken : folded.preempted()) {
            flags.add("pre-empted: " + spoken.name() + " says "
                    + spoken.declared().word());
        }
        return List.copyOf(flags);
    }
}
