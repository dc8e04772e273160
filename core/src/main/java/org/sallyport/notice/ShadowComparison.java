package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What Sallyport would have sent in shadow, held against what staff recorded that they did. Only of cases of which
 * nothing left: then there is something to compare.
 *
 * @param sallyport when the first disclosing notice would have left (UTC instant); absent when none would
 * @param staff     what staff recorded; absent while nobody did
 */
public record ShadowComparison(Optional<Instant> sallyport, Optional<EpisodeEvent.StaffActed> staff) {
    /** Within this time of each other both told at the same time. */
    private static final Duration SAME = Duration.ofHours(1);

    /** How the two stand to each other; {@link #word} is what pages and reports print. */
    public enum Finding {
        /** Nobody recorded yet what staff did. */
        NOT_RECORDED("not-recorded"),
        /** Both told within an hour of each other, or neither did. */
        AGREED("agreed"),
        /** Sallyport would have told more than an hour before staff did. */
        EARLIER("earlier"),
        /** Sallyport would have told more than an hour after staff did. */
        LATER("later"),
        /** Staff told, and Sallyport would not have. */
        NOT_AT_ALL("not-at-all"),
        /** Sallyport would have told, and staff did not. */
        STAFF_DID_NOT("staff-did-not");

        private final String word;

        Finding(String word) {
            this.word = word;
        }

        /** The finding in data. */
        public String word() {
            return word;
        }
    }

    /** The comparison of a case; empty where a notice left, or nothing was shadowed and nothing recorded. */
    public static Optional<ShadowComparison> of(NoticeCase c) {
        if (c.notices().stream().anyMatch(NoticeState::mayHaveLeft)) {
            return Optional.empty();
        }
        var would = c.notices().stream()
                .filter(n -> n.stage() == NoticeState.Stage.SHADOWED
                        && n.content().kind().discloses())
                .map(NoticeState::sendAt)
                .min(Instant::compareTo);
        return would.isEmpty() && c.staff().isEmpty()
                ? Optional.empty()
                : Optional.of(new ShadowComparison(would, c.staff()));
    }

    /** How the two stand to each other. */
    public Finding finding() {
        if (staff.isEmpty()) {
            return Finding.NOT_RECORDED;
        }
        var told = staff.get().toldAt();
        if (told.isEmpty()) {
            return sallyport.isEmpty() ? Finding.AGREED : Finding.STAFF_DID_NOT;
        }
        if (sallyport.isEmpty()) {
            return Finding.NOT_AT_ALL;
        }
        var later = Duration.between(told.get(), sallyport.get());
        if (later.abs().compareTo(SAME) <= 0) {
            return Finding.AGREED;
        }
        return later.isNegative() ? Finding.EARLIER : Finding.LATER;
    }
}
