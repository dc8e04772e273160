package org.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Severity;

/** A list of offences by statute or NIBRS code, as a table names it: {@code list us/md/crimes-of-violence}. */
public final class StatuteList {
    /**
     * One entry.
     *
     * @param jurisdiction whose code; empty for an entry by NIBRS code alone
     * @param section      the section; empty for an entry by NIBRS code alone
     * @param nibrs        NIBRS code. Beside a section it only informs; alone it is what matches
     * @param severity     the severity the offence must have; unknown for any
     * @param name         what the offence is called
     * @param citation     where the list says so
     * @param basis        how well that is known; an entry from memory makes its offence unknown, never a yes
     */
    public record Entry(
            String jurisdiction,
            String section,
            String nibrs,
            Severity severity,
            String name,
            String citation,
            SourceBasis basis) {}

    /**
     * How much of the source's list the entries are.
     *
     * @param complete whether nothing is missing; if not, an offence that is not found may still be on the list
     * @param whole    whose code nothing is missing of, where not of every code; an offence under another code is
     *                 then unknown. Empty for any
     * @param only     whose code the list is about; an offence under another is not on it, however incomplete it is.
     *                 Empty for any
     * @param open     sections, and articles such as {@code Penal Law 110}, of which the source speaks in words that no
     *                 section number answers: an offence cited under one is unknown where no entry says yes
     */
    public record Extent(boolean complete, String whole, String only, List<String> open) {
        /** The whole list. */
        public static final Extent WHOLE = new Extent(true, "", "", List.of());

        /** A part of the list, and it is not known what is missing. */
        public static final Extent PART = new Extent(false, "", "", List.of());

        public Extent {
            open = List.copyOf(open);
        }
    }

    private record Placed(Section section, Severity severity, boolean sure) {}

    private record Coded(Severity severity, boolean sure) {}

    private final String name;
    private final Extent extent;
    private final List<Entry> entries;
    private final String version;
    private final Map<String, Map<String, List<Placed>>> bySection = new HashMap<>();
    private final Map<String, Coded> byNibrs = new HashMap<>();
    private final Section[] open;

    /**
     * A list.
     *
     * @param name    path without extension, {@code us/md/crimes-of-violence}
     * @param extent  how much of the source's list the entries are
     * @param entries the entries
     * @param version content hash of the file
     */
    public StatuteList(String name, Extent extent, List<Entry> entries, String version) {
        this.name = name;
        this.extent = extent;
        this.entries = List.copyOf(entries);
        this.version = version;
        this.open = extent.open().stream().map(Section::of).toArray(Section[]::new);
        for (var entry : entries) {
            var sure = entry.basis() != SourceBasis.MEMORY;
            if (entry.section().isEmpty()) {
                byNibrs.put(entry.nibrs().toUpperCase(Locale.ROOT), new Coded(entry.severity(), sure));
            } else {
                var section = Section.of(entry.section());
                bySection
                        .computeIfAbsent(entry.jurisdiction().toLowerCase(Locale.ROOT), _ -> new HashMap<>())
                        .computeIfAbsent(section.base(), _ -> new ArrayList<>())
                        .add(new Placed(section, entry.severity(), sure));
            }
        }
    }

    /** Path without extension. */
    public String name() {
        return name;
    }

    /** How much of the source's list is here. */
    public Extent extent() {
        return extent;
    }

    /** The entries, in file order, each once for every other way to write its code. */
    public List<Entry> entries() {
        return entries;
    }

    /** The entries as a person wrote them: each once, under the name of its code that the file gives. */
    public List<Entry> lines() {
        var lines = new LinkedHashMap<List<String>, Entry>();
        for (var entry : entries) {
            var number = entry.section().replaceFirst("^\\D+", "");
            lines.putIfAbsent(
                    List.of(entry.jurisdiction(), number, entry.nibrs(), entry.name(), entry.citation()), entry);
        }
        return List.copyOf(lines.values());
    }

    /** The sections and articles left open, each once. */
    public List<String> openSections() {
        var open = new LinkedHashMap<String, String>();
        extent.open().forEach(section -> open.putIfAbsent(section.replaceFirst("^\\D+", ""), section));
        return List.copyOf(open.values());
    }

    /** Content hash. */
    public String version() {
        return version;
    }

    /** Whether the offence is on the list; unknown where the charge does not say enough or the list is not complete. */
    public Ternary covers(Charge charge) {
        var whose = charge.statute().jurisdiction();
        if (!extent.only().isEmpty() && !whose.isEmpty() && !extent.only().equalsIgnoreCase(whose)) {
            return Ternary.NO;
        }
        var found = nothingIsMissing(charge) ? Ternary.NO : Ternary.UNKNOWN;
        if (!bySection.isEmpty()) {
            found = found.or(bySection(charge));
        }
        if (!byNibrs.isEmpty()) {
            found = found.or(byNibrs(charge));
        }
        return found;
    }

    private boolean nothingIsMissing(Charge charge) {
        var statute = charge.statute();
        return extent.complete()
                && (extent.whole().isEmpty() || extent.whole().equalsIgnoreCase(statute.jurisdiction()))
                && (open.length == 0 || !leftOpen(Section.of(statute.section())));
    }

    private boolean leftOpen(Section cited) {
        for (var article : open) {
            if (article.opens(cited)) {
                return true;
            }
        }
        return false;
    }

    private Ternary bySection(Charge charge) {
        var statute = charge.statute();
        if (statute.section().isEmpty() || statute.jurisdiction().isEmpty()) {
            return Ternary.UNKNOWN;
        }
        var there = bySection.get(statute.jurisdiction().toLowerCase(Locale.ROOT));
        if (there == null) {
            return Ternary.NO;
        }
        var cited = Section.of(statute.section());
        var any = Ternary.NO;
        for (var placed : there.getOrDefault(cited.base(), List.of())) {
            var covered = placed.section().covers(cited).and(graded(placed.severity(), charge));
            any = any.or(placed.sure() ? covered : covered.and(Ternary.UNKNOWN));
        }
        return any;
    }

    private Ternary byNibrs(Charge charge) {
        if (charge.nibrs().isEmpty()) {
            return Ternary.UNKNOWN;
        }
        var coded = byNibrs.get(charge.nibrs().toUpperCase(Locale.ROOT));
        if (coded == null) {
            return Ternary.NO;
        }
        var covered = graded(coded.severity(), charge);
        return coded.sure() ? covered : covered.and(Ternary.UNKNOWN);
    }

    private static Ternary graded(Severity wanted, Charge charge) {
        if (wanted == Severity.UNKNOWN || wanted == charge.severity()) {
            return Ternary.YES;
        }
        return charge.severity() == Severity.UNKNOWN ? Ternary.UNKNOWN : Ternary.NO;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatuteList list && name.equals(list.name) && version.equals(list.version);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
