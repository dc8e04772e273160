package org.sallyport.report;

import java.util.Locale;
import java.util.Optional;
import org.sallyport.notice.NoticeKind;
import org.sallyport.notice.NoticeState;

/** How the first taking of a notice of a release ahead stands to its deadline. */
public enum Punctuality {
    /** A provider took it by its deadline (inclusive). */
    ON_TIME,
    /** It became possible only when less than the lead time was left, and says so. */
    SHORT,
    /** A provider took it after its deadline. */
    LATE;

    /** The word as it stands in data: lower case, hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of a word. */
    public static Punctuality named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Of one notice; empty for kinds that keep no lead time, and where no provider took it yet. */
    public static Optional<Punctuality> of(NoticeState n) {
        return n.sentAt()
                .flatMap(sent -> n.content().kind() == NoticeKind.SHORT
                        ? Optional.of(SHORT)
                        : Optional.of(sent.isAfter(n.deadline()) ? LATE : ON_TIME)
                                .filter(_ -> n.content().kind() == NoticeKind.ADVANCE));
    }
}
