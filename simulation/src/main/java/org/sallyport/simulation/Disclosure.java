package org.sallyport.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeId;

/** S2: what a notice and a receipt say, against what the determination discloses. */
final class Disclosure {
    private Disclosure() {}

    static List<String> check(Evidence evidence) {
        Map<NoticeId, NoticeContent> fixed = new TreeMap<>();
        var found = Replay.attempts(evidence, (attempt, c, before, out) -> {
            var content = attempt.content();
            var first = fixed.putIfAbsent(content.notice(), content);
            if (first != null && !first.equals(content)) {
                out.add(Replay.name(attempt) + ": says something else than its first attempt");
            }
            if (!content.kind().discloses()) {
                if (!content.items().isEmpty() || content.releaseAt().isPresent()) {
                    out.add(Replay.name(attempt) + ": takes back and discloses");
                }
                return;
            }
            c.determined.stream()
                    .filter(d -> d.determinationId().equals(content.determination()))
                    .forEach(d -> {
                        var items = d.determination().items();
                        if (!items.containsAll(content.items())) {
                            out.add(Replay.name(attempt) + ": holds items its determination does not disclose");
                        }
                        if (content.releaseAt().isPresent() && !items.contains("release-date")) {
                            out.add(Replay.name(attempt) + ": holds a release date that is not disclosed");
                        }
                    });
            var asked = before.requestOf(c).file.request();
            if (asked.filter(r -> !r.reference().equals(content.reference())).isPresent() && attempt.attempt() == 1) {
                out.add(Replay.name(attempt) + ": echoes another reference");
            }
        });
        for (var got : evidence.received()) {
            if (!got.content().equals(fixed.get(got.content().notice()))) {
                found.add("notice " + got.content().notice().number() + " reached its receiver at " + got.at()
                        + " with other content than was recorded");
            }
        }
        receipts(evidence, found);
        return found;
    }

    /** Two filings of the same form get receipts that differ in number and time alone, whoever is in custody. */
    private static void receipts(Evidence evidence, List<String> found) {
        var numbers = new HashMap<String, String>();
        for (var r : evidence.receipts()) {
            var request = r.filing().request();
            boolean clear = !request.basis().isEmpty()
                    && request.officer().filter(o -> o.signed()).isPresent()
                    && request.issuedOn().isPresent();
            boolean orderly = !request.requester().equals("immigration") && clear;
            if (orderly
                    && !r.receipt().defects().isEmpty()
                    && r.receipt().defects().stream().anyMatch(d -> d.contains("custody") || d.contains("match"))) {
                found.add("receipt " + r.receipt().number() + " tells of custody");
            }
            var before = numbers.putIfAbsent(
                    r.filing().key() + request.agency(), r.receipt().number());
            if (before != null && !before.equals(r.receipt().number())) {
                found.add("receipt " + r.receipt().number() + " is a second number for one delivery");
            }
        }
    }
}
