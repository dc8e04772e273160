package org.sallyport.formats.notice;

import org.sallyport.notice.NoticeContent;

/** The one sentence each notice says, fixed by its kind and, for a late record, by what happened. */
public final class Wording {
    private static final String PERSON = "The person your request is about ";

    private Wording() {}

    /** What {@code content} says, in a sentence that discloses no more than its kind. */
    public static String of(NoticeContent content) {
        return switch (content.kind()) {
            case ADVANCE -> PERSON + expected(content) + ".";
            case SHORT -> PERSON + expected(content) + ". There is less notice than was asked for.";
            case AMENDED -> "What we told you before has changed. This notice takes its place.";
            case CANCELLED -> "What we told you before no longer holds. Please disregard the notice this one replaces.";
            case CORRECTED ->
                "What we told you before was wrong. Please disregard and delete the notice this one replaces.";
            case POSSIBLE_RELEASE -> PERSON + "may be released at short notice. No release is scheduled.";
            case RELEASED, TRANSFERRED, DIED, ESCAPED, RELEASED_IN_ERROR -> PERSON + happened(content) + ".";
            case HOSPITAL -> PERSON + "was taken to a hospital and stays in custody.";
            case LATE_RECORD -> "Recorded late: the person your request is about " + happened(content) + ".";
        };
    }

    private static String expected(NoticeContent content) {
        boolean transfer = content.wording().equals(NoticeContent.TRANSFER_AHEAD);
        if (content.releaseAt().filter(at -> at.isBefore(content.fixedAt())).isPresent()) {
            return transfer
                    ? "was to be transferred to other custody by now; no transfer is recorded"
                    : "was to be released by now; no release is recorded";
        }
        return transfer ? "is expected to be transferred to other custody" : "is expected to be released";
    }

    private static String happened(NoticeContent content) {
        return switch (content.wording()) {
            case "death" -> "died in custody";
            case "escape" -> "left custody without being released";
            case "transfer" -> "was transferred to other custody";
            case "released-in-error" -> "was released in error";
            default -> "was released";
        };
    }

    /** Why there was less notice than asked for, in words. */
    public static String shortCause(String code) {
        return switch (code) {
            case "request-came-late" -> "The request came less than its lead time before the release.";
            case "feed-late" -> "The facility's records reached Sallyport late.";
            case "last-ground-ended" -> "The last ground for custody ended.";
            case "court-order" -> "A court ordered the release.";
            case "transfer" -> "A transfer was set.";
            case "projected-late" -> "The release became known late.";
            case "decision-late" -> "A decision was pending.";
            default -> "The release became known late.";
        };
    }
}
