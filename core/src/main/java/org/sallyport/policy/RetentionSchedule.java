package org.sallyport.policy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The retention rules of all jurisdictions.
 *
 * @param rules every rule, in any order
 */
public record RetentionSchedule(List<RetentionRule> rules) {
    /** Copies the rules. */
    public RetentionSchedule {
        rules = List.copyOf(rules);
    }

    /**
     * The rule by which a record is kept: of those that govern a place, the one that keeps it longest; a schedule of a
     * superior layer never shortens what a local one keeps, nor the other way round. Of rules that keep it equally long
     * the most local one, which may cite the order another rule needs. Empty where nobody speaks: then it is kept.
     *
     * @param place the facility's jurisdiction, such as {@code us/md/montgomery}
     * @param ended the day the record ended
     */
    public Optional<RetentionRule> governing(String place, RecordClass of, LocalDate ended) {
        return at(place, of)
                .max(Comparator.comparing((RetentionRule r) -> r.keptUntil(ended))
                        .thenComparing(RetentionRule::layer));
    }

    /**
     * A record that ended on this day or later is kept by every rule of the place; empty where nobody speaks. The
     * months of a period are long and short, so the day is a few days late rather than early.
     */
    public Optional<LocalDate> keptSince(String place, RecordClass of, LocalDate today) {
        return at(place, of).map(r -> today.minus(r.keep()).plusDays(4)).max(Comparator.naturalOrder());
    }

    /** The rules that speak about a place, its own and those of its superior layers. */
    public List<RetentionRule> at(String place) {
        return rules.stream()
                .filter(r -> place.equals(r.layer()) || place.startsWith(r.layer() + "/"))
                .toList();
    }

    private Stream<RetentionRule> at(String place, RecordClass of) {
        return at(place).stream().filter(r -> r.of() == of);
    }
}
