package org.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A section of a code, split for comparison: what stands before the first subdivision, and the subdivisions.
 *
 * <p>Case, spaces and the words Code, Section, Sec. and § do not count.
 *
 * @param base         {@code crim.law3-202}
 * @param subdivisions {@code [b, 1]} for {@code (b)(1)}
 */
record Section(String base, List<String> subdivisions) {
    private static final Pattern NOISE = Pattern.compile("\\b(?:code|section|sec)\\b\\.?|§|\\s");

    private static final int KNOWN_MAX = 20_000;
    private static final Map<String, Section> KNOWN = new ConcurrentHashMap<>();

    /** Splits a citation; the same few thousand come again and again, so they are remembered. */
    static Section of(String cited) {
        var known = KNOWN.get(cited);
        if (known != null) {
            return known;
        }
        var section = split(cited);
        if (KNOWN.size() < KNOWN_MAX) {
            KNOWN.put(cited, section);
        }
        return section;
    }

    private static Section split(String cited) {
        var folded = NOISE.matcher(cited.toLowerCase(Locale.ROOT)).replaceAll("");
        var open = folded.indexOf('(');
        if (open < 0) {
            return new Section(folded, List.of());
        }
        var subdivisions = new ArrayList<String>();
        for (var part : folded.substring(open).split("[()]+", -1)) {
            if (!part.isEmpty()) {
                subdivisions.add(part);
            }
        }
        return new Section(folded.substring(0, open), List.copyOf(subdivisions));
    }

    /**
     * Whether this list entry covers what a fact cites. An entry without subdivision covers its subdivisions; one with
     * a subdivision covers only it; a citation that stops before the subdivision the entry needs is unknown.
     */
    Ternary covers(Section cited) {
        if (!base.equals(cited.base)) {
            return Ternary.NO;
        }
        var common = Math.min(subdivisions.size(), cited.subdivisions.size());
        if (!subdivisions.subList(0, common).equals(cited.subdivisions.subList(0, common))) {
            return Ternary.NO;
        }
        return cited.subdivisions.size() < subdivisions.size() ? Ternary.UNKNOWN : Ternary.YES;
    }

    /** Whether this is the section or the article cited: {@code Penal Law 110} opens 110.00, 110-120.10, not 1101. */
    boolean opens(Section cited) {
        return cited.base.startsWith(base)
                && (cited.base.length() == base.length() || !Character.isDigit(cited.base.charAt(base.length())));
    }
}
