package org.sallyport.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.policy.Act;

/**
 * Everything one notice says, fixed at its first attempt. Nothing of the person is in it but what the determination's
 * items disclose; the requester recognises the case by its own reference.
 *
 * @param notice     the notice's name and key
 * @param kind       what it says
 * @param revision   1 for the first notice of a case, one more for each that replaces it
 * @param caseId     the case, under which acknowledgement, hand-over and outcome are reported
 * @param request    the receipt number of the request
 * @param agency     who receives it
 * @param facility   who tells it
 * @param zone       the facility's time zone, for the reader's local time
 * @param reference  the requester's own numbers, as they gave them
 * @param items      the items the determination discloses, sorted
 * @param releaseAt  the projected or actual release, only where the items hold {@code release-date}
 * @param certainty  {@code scheduled possible happened}; empty for cancellations and corrections
 * @param shortCause why there was less than the lead time; empty otherwise
 * @param wording    code of the fixed wording by cause
 * @param replaces   the notice this one replaces
 * @param determination the determination it cites, by its name
 * @param fixedAt    when it was written (UTC instant)
 */
public record NoticeContent(
        NoticeId notice,
        NoticeKind kind,
        int revision,
        CaseId caseId,
        String request,
        String agency,
        String facility,
        String zone,
        Map<String, String> reference,
        List<String> items,
        Optional<Instant> releaseAt,
        String certainty,
        String shortCause,
        String wording,
        Optional<NoticeId> replaces,
        String determination,
        Instant fixedAt) {
    /** The wording of a transfer still ahead: no release, and told under an act of its own. */
    public static final String TRANSFER_AHEAD = "transfer-projected";

    /** The act under which it is told; an amendment and a late record stand under that of what they tell. */
    public Act act() {
        return switch (kind) {
            case ADVANCE, SHORT, AMENDED -> ahead();
            case LATE_RECORD ->
                switch (wording) {
                    case "death" -> Act.EVENT_DEATH;
                    case "escape" -> Act.EVENT_ESCAPE;
                    case "transfer" -> Act.EVENT_TRANSFER;
                    default -> Act.AFTER_RELEASE;
                };
            case CANCELLED,
                    CORRECTED,
                    POSSIBLE_RELEASE,
                    RELEASED,
                    TRANSFERRED,
                    DIED,
                    ESCAPED,
                    RELEASED_IN_ERROR,
                    HOSPITAL -> kind.act();
        };
    }

    private Act ahead() {
        if (wording.equals(TRANSFER_AHEAD)) {
            return Act.EVENT_TRANSFER;
        }
        return certainty.equals("possible") ? Act.POSSIBLE_RELEASE : Act.NOTICE;
    }
}
