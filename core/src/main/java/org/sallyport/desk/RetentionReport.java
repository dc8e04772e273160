package org.sallyport.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.Worded;

/**
 * What a run of the retention schedule would destroy now, and what is kept although its time is over. It names records,
 * never a person.
 *
 * @param facility whose records
 * @param at       as of when (UTC instant of the business clock)
 * @param items    every record whose time is over by some rule, longest over first
 */
public record RetentionReport(FacilityId facility, Instant at, List<Item> items) {
    /** Copies the items. */
    public RetentionReport {
        items = List.copyOf(items);
    }

    /** What becomes of one record. */
    public enum Fate implements Worded {
        /** It is destroyed by a run. */
        GOES("goes"),
        /** The rule that governs it is from memory: read its source first. */
        MEMORY("memory"),
        /** The rule that governs it needs an order that no line of the place's own schedule cites. */
        ORDER("order"),
        /** A legal hold covers it. */
        HELD("held"),
        /** A case of it is still open. */
        OPEN("open"),
        /** A request bound to it is bound to another stay whose time is not over. */
        SHARED("shared");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * One record whose time is over.
     *
     * @param of        what it is
     * @param name      the name of its stay or request
     * @param ended     the day it ended, in the facility's zone
     * @param keptUntil the last day it had to be kept (inclusive)
     * @param rule      by which rule
     * @param fate      what becomes of it
     */
    public record Item(
            RecordClass of, UUID name, LocalDate ended, LocalDate keptUntil, RetentionRule rule, Fate fate) {}

    /** Those that a run destroys. */
    public List<Item> going() {
        return items.stream().filter(i -> i.fate() == Fate.GOES).toList();
    }

    /** How many are kept, by the word of the reason. */
    public Map<String, Integer> kept() {
        var kept = new TreeMap<String, Integer>();
        items.stream()
                .filter(i -> i.fate() != Fate.GOES)
                .forEach(i -> kept.merge(i.fate().word(), 1, Integer::sum));
        return kept;
    }

    /** A digest of what goes and by which rule: a run names it, so that it destroys what was shown and nothing else. */
    public String digest() {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(facility.path().getBytes(UTF_8));
            going().stream()
                    .map(i -> "\n" + i.of().word() + " " + i.name() + " " + i.keptUntil() + " "
                            + i.rule().citation())
                    .sorted()
                    .forEach(line -> hash.update(line.getBytes(UTF_8)));
            return HexFormat.of().formatHex(hash.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java.", e);
        }
    }
}
