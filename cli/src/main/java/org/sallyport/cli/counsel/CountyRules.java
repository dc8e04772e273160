package org.sallyport.cli.counsel;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.policy.SourceBasis;

/**
 * What a county's own rules say, as its counsel answered.
 *
 * @param place       path of the county, {@code us/zz/north}
 * @param immigration about immigration authorities
 * @param victims     about victims who registered; empty where no table is drafted and a person decides each time
 * @param agencies    about other agencies with a paper; empty likewise
 */
public record CountyRules(
        String place, ImmigrationRule immigration, Optional<VictimRule> victims, Optional<AgencyRule> agencies) {
    /**
     * Where a rule stands.
     *
     * @param citation citation of the rule
     * @param from     first day in force
     * @param read     the day someone read the source
     * @param basis    how well the source is known
     */
    public record Source(String citation, LocalDate from, LocalDate read, SourceBasis basis) {}

    /**
     * Of immigration authorities.
     *
     * @param notice   when a release may be told
     * @param lookBack years within which a felony conviction counts; empty for any age
     * @param notifyBy hours before release
     * @param handOver when the person may be handed over inside the facility
     * @param hold     when custody past release is allowed; a recorded limit, nothing is held
     */
    public record ImmigrationRule(
            Source source, When notice, OptionalInt lookBack, int notifyBy, When handOver, When hold) {}

    /**
     * Of victims who registered.
     *
     * @param told   whether they are told of a release
     * @param events whether also of a death, a transfer and an escape
     */
    public record VictimRule(Source source, Told told, boolean events) {}

    /**
     * Of other agencies.
     *
     * @param told     whether they are told of a release
     * @param paper    which paper it takes
     * @param notifyBy hours before release
     */
    public record AgencyRule(Source source, Told told, Paper paper, int notifyBy) {}

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

    /** Whether somebody is told of a release. */
    public enum Told {
        MAY("may be told", "may"),
        MUST("must be told", "must"),
        NEVER("is never told", "may not");

        private final String words;
        private final String answer;

        Told(String words, String answer) {
            this.words = words;
            this.answer = answer;
        }

        /** In words. */
        public String words() {
            return words;
        }

        /** The answer of a table. */
        String answer() {
            return answer;
        }

        /** What a rule may say: a facility's own practice commands nothing. */
        static List<Told> of(SourceBasis basis) {
            return basis == SourceBasis.PRACTICE ? List.of(MAY, NEVER) : List.of(values());
        }
    }

    /** What another agency has to show. */
    public enum Paper {
        FORM("the form of a warrant, hold, probation or parole order or interstate detainer"),
        JUDGE("a warrant signed by a judge, attached");

        private final String words;

        Paper(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }
}
