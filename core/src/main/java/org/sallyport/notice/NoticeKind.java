package org.sallyport.notice;

import java.util.Locale;
import org.sallyport.policy.Act;

/** What a notice says happened or will; the word is the last part of the CloudEvents type {@code notice.…}. */
public enum NoticeKind {
    ADVANCE,
    SHORT,
    AMENDED,
    CANCELLED,
    CORRECTED,
    POSSIBLE_RELEASE,
    RELEASED,
    TRANSFERRED,
    DIED,
    ESCAPED,
    RELEASED_IN_ERROR,
    LATE_RECORD,
    HOSPITAL;

    /** The kind as it stands in data: lower case, hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it tells something new; a cancellation or correction only takes back what was told. */
    public boolean discloses() {
        return this != CANCELLED && this != CORRECTED;
    }

    /** Whether it tells of something beside the release, which neither replaces nor is replaced. */
    public boolean aside() {
        return this == HOSPITAL;
    }

    /** Whether it speaks of a release still ahead. */
    public boolean ahead() {
        return this == ADVANCE || this == SHORT || this == AMENDED || this == POSSIBLE_RELEASE;
    }

    /**
     * The act whose determination must allow it, as far as the kind tells; see {@link NoticeContent#act}.
     */
    Act act() {
        return switch (this) {
            case ADVANCE, SHORT, AMENDED, CANCELLED, CORRECTED -> Act.NOTICE;
            case POSSIBLE_RELEASE -> Act.POSSIBLE_RELEASE;
            case RELEASED, RELEASED_IN_ERROR, LATE_RECORD -> Act.AFTER_RELEASE;
            case TRANSFERRED -> Act.EVENT_TRANSFER;
            case DIED -> Act.EVENT_DEATH;
            case ESCAPED -> Act.EVENT_ESCAPE;
            case HOSPITAL -> Act.EVENT_HOSPITAL;
        };
    }
}
