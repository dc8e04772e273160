package org.sallyport.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sallyport.policy.Determination;

/**
 * The part of a determination that makes it another answer: everything but the moment, the facts' digest and the book.
 */
final class Ruling {
    private Ruling() {}

    /** The name of a determination made for a case at a moment. */
    static String name(CaseId caseId, Determination d, Instant at) {
        var name = "determination " + caseId + " " + at + " " + of(d);
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }

    static String of(Determination d) {
        var rows = d.reasons().stream()
                .map(r -> r.table() + "#" + r.row() + "@" + r.version())
                .collect(Collectors.joining(","));
        return d.outcome() + "|" + d.toNotify() + "|" + d.notifyBy() + "|" + d.notBefore() + "|" + d.acts() + "|"
                + d.toDo() + "|" + d.items() + "|" + d.obligations() + "|" + rows + "|" + d.stops();
    }
}
