package org.sallyport.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Instant fixedAt) {}
