package org.sallyport.server.lists;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.desk.CaseView;

/** Counts what would have been sent in shadow against what staff recorded. */
public final class ShadowFindings {
    private ShadowFindings() {}

    /** How many cases came out how; those that cannot be compared are left out. */
    public static Map<String, Long> of(List<CaseView> cases) {
        return cases.stream()
                .map(CaseView::shadow)
                .filter(finding -> !finding.isEmpty())
                .collect(Collectors.groupingBy(f -> f, TreeMap::new, Collectors.counting()));
    }
}
