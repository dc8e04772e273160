package org.sallyport.notice;

import java.util.stream.Collectors;
import org.sallyport.policy.Determination;

/**
 * The part of a determination that makes it another answer: everything but the moment, the facts' digest and the book.
 */
final class Ruling {
    private Ruling() {}

    static String of(Determination d) {
        var rows = d.reasons().stream()
                .map(r -> r.table() + "#" + r.row() + "@" + r.version())
                .collect(Collectors.joining(","));
        return d.outcome() + "|" + d.toNotify() + "|" + d.notifyBy() + "|" + d.notBefore() + "|" + d.acts() + "|"
                + d.toDo() + "|" + d.items() + "|" + d.obligations() + "|" + rows + "|" + d.stops();
    }
}
