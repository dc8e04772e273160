package org.sallyport.cli.counsel;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.sallyport.policy.SourceBasis;

/**
 * What a county's own rule says of immigration authorities, as its counsel answered.
 *
 * @param place      path of the county, {@code us/zz/north}
 * @param notice     when a release may be told
 * @param lookBack   years within which a felony conviction counts; empty for any age
 * @param notifyBy   hours before release
 * @param handOver   when the person may be handed over inside the facility
 * @param hold       when custody past release is allowed; a recorded limit, nothing is held
 * @param source     citation of the rule
 * @param from       first day in force
 * @param read       the day someone read the source
 * @param basis      how well the source is known
 */
public record CountyRules(
        String place,
        When notice,
        OptionalInt lookBack,
        int notifyBy,
        When handOver,
        When hold,
        String source,
        LocalDate from,
        LocalDate read,
        SourceBasis basis) {
    /** When a rule allows an act. */
    public enum When {
        NEVER("never"),
        JUDGE("with a warrant or order signed by a judge"),
        JUDGE_OR_FELONY("with such a paper, or for a person convicted of a felony"),
        ALWAYS("whenever superior law allows");

        private final String words;

        When(String words) {
            this.words = words;
        }

        /** The condition, in words. */
        public String words() {
            return words;
        }

        /** What a rule about custody or hand-over may choose from. */
        public static List<When> withoutFelony() {
            return List.of(NEVER, JUDGE, ALWAYS);
        }
    }
}
