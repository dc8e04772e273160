package org.sallyport.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sallyport.policy.Facts.Attachment;
import org.sallyport.policy.Facts.AttachmentType;
import org.sallyport.policy.Facts.Grade;
import org.sallyport.policy.Facts.Issuer;
import org.sallyport.policy.Facts.Purpose;

/**
 * Whether a paper of some kind came with the request: {@code attached: judicial-warrant or court-order, by a judge,
 * for criminal-immigration-offence, grade felony}.
 *
 * @param types    the kinds that count
 * @param issuers  who must have issued it; empty for anyone
 * @param byJudge  whether any judge of a court will do. The immigration forms and immigration judges are not; a paper
 *                 typed {@code judicial-warrant} whose issuer is not stated is, by its type
 * @param purposes what it must be for; empty for anything
 * @param grades   grade of the offence it names; empty for any
 */
public record Attached(
        List<AttachmentType> types, List<Issuer> issuers, boolean byJudge, List<Purpose> purposes, List<Grade> grades)
        implements Question.Holds {
    private static final Set<Issuer> JUDGES = EnumSet.of(
            Issuer.FEDERAL_DISTRICT_JUDGE,
            Issuer.FEDERAL_MAGISTRATE,
            Issuer.STATE_JUDGE,
            Issuer.STATE_MAGISTRATE,
            Issuer.DC_SUPERIOR_COURT);

    @Override
    public String text() {
        var parts = new ArrayList<String>();
        parts.add("attached: " + either(types));
        if (byJudge) {
            parts.add("by a judge");
        }
        if (!issuers.isEmpty()) {
            parts.add("by " + either(issuers));
        }
        if (!purposes.isEmpty()) {
            parts.add("for " + either(purposes));
        }
        if (!grades.isEmpty()) {
            parts.add("grade " + either(grades));
        }
        return String.join(", ", parts);
    }

    private static String either(List<? extends Worded> values) {
        return String.join(" or ", values.stream().map(Worded::word).toList());
    }

    @Override
    public Ternary holds(Case found) {
        var any = Ternary.NO;
        for (var paper : found.facts().request().attachments()) {
            any = any.or(counts(paper));
        }
        return any;
    }

    private Ternary counts(Attachment paper) {
        if (!types.contains(paper.type())) {
            return Ternary.NO;
        }
        var judge = !byJudge ? Ternary.YES : judge(paper);
        return judge.and(among(issuers, paper.issuer(), Issuer.UNKNOWN))
                .and(among(purposes, paper.purpose(), Purpose.UNKNOWN))
                .and(among(grades, paper.grade(), Grade.UNKNOWN));
    }

    private static Ternary judge(Attachment paper) {
        if (paper.issuer() == Issuer.UNKNOWN) {
            return paper.type() == AttachmentType.JUDICIAL_WARRANT ? Ternary.YES : Ternary.UNKNOWN;
        }
        return Ternary.of(JUDGES.contains(paper.issuer()));
    }

    private static <E> Ternary among(List<E> wanted, E given, E unknown) {
        if (wanted.isEmpty() || wanted.contains(given)) {
            return Ternary.YES;
        }
        return given == unknown ? Ternary.UNKNOWN : Ternary.NO;
    }

    @Override
    public boolean canBeUnknown() {
        return byJudge || !issuers.isEmpty() || !purposes.isEmpty() || !grades.isEmpty();
    }

    @Override
    public Set<String> needs() {
        return Set.of("request.attachments");
    }

    @Override
    public Set<StatuteList> lists() {
        return Set.of();
    }
}
