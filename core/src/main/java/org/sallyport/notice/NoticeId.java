package org.sallyport.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;

/**
 * Names one notice: a name-based UUID of case, kind, revision and recipient. It is the one key under which every
 * attempt on every channel sends the same bytes.
 */
public record NoticeId(UUID value) implements Comparable<NoticeId> {
    /** The notice of this case, kind and revision to this recipient. */
    public static NoticeId of(CaseId of, NoticeKind kind, int revision, String recipient) {
        var name = "notice " + of + " " + kind.word() + " " + revision + " " + recipient;
        return new NoticeId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }

    /** The number people read out on the telephone, such as {@code N-7F3A21C9}. */
    public String number() {
        return "N-" + value.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(NoticeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
