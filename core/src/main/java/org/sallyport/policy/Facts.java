package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a determination is made from: one request about one stay, as of one moment. Data format: docs/formats/facts.md.
 *
 * <p>Defaults are applied by whoever builds the record; what is not known is a named value or an empty optional.
 *
 * @param id             names the case in results and problems; holds nothing personal
 * @param asOf           the moment the determination speaks for, with the offset it was written in
 * @param facility       where the person is held
 * @param request        what was asked, by whom, on what paper
 * @param person         what is recorded about the person in custody
 * @param charges        the charges of this stay
 * @param priors         convictions known from the record
 * @param recordComplete whether {@code charges} and {@code priors} hold every conviction; no or unknown makes a
 *                       missing conviction unknown
 * @param release        the projected release
 */
public record Facts(
        String id,
        OffsetDateTime asOf,
        Facility facility,
        Request request,
        Person person,
        List<Charge> charges,
        List<Charge> priors,
        Ternary recordComplete,
        Release release) {

    public Facts {
        charges = List.copyOf(charges);
        priors = List.copyOf(priors);
    }

    /**
     * Where the person is held.
     *
     * @param jurisdiction path of the place, superior first: {@code us/md/montgomery}, or with the facility's own
     *                     layer, {@code us/md/montgomery/mcdc}
     * @param kind         what kind of facility the law sees
     */
    public record Facility(String jurisdiction, FacilityKind kind) {}

    /** Kinds of facility that some law tells apart. */
    public enum FacilityKind implements Worded {
        COUNTY_JAIL("county-jail"),
        CITY_LOCKUP("city-lockup"),
        STATE_PRISON("state-prison"),
        /** A pretrial facility run by the State, and every jail of a unified state system. */
        STATE_RUN_PRETRIAL("state-run-pretrial");

        private final String word;

        FacilityKind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * What was asked.
     *
     * @param form          the paper or instrument
     * @param edition       edition of the form as printed, such as {@code 02/17}; empty when not stated
     * @param requester     who asks
     * @param status        whether the request stands
     * @param issuedOn      day of issue
     * @param asks          what it asks for, in the order given
     * @param leadTime      how long before release notice is asked for
     * @param basis         the probable-cause boxes marked; empty when none is
     * @param watchList     whether the requester asserts a match on a terrorist-screening list; not asserted is no
     * @param attachments   papers that came with it
     * @param served        service of a copy on the person; empty when not served
     * @param officer       who signed it
     * @param reconfirmed   whether the requester said again that a legacy form still stands; not asserted is no
     */
    public record Request(
            Form form,
            String edition,
            Requester requester,
            RequestStatus status,
            Optional<LocalDate> issuedOn,
            List<Asked> asks,
            Optional<Duration> leadTime,
            List<Basis> basis,
            Ternary watchList,
            List<Attachment> attachments,
            Optional<Service> served,
            Officer officer,
            Ternary reconfirmed) {

        public Request {
            asks = List.copyOf(asks);
            basis = List.copyOf(basis);
            attachments = List.copyOf(attachments);
        }
    }

    /** Forms and instruments a request can come on. */
    public enum Form implements Worded {
        I_247A("I-247A"),
        I_247G("I-247G"),
        I_247N("I-247N"),
        I_247D("I-247D"),
        I_247("I-247"),
        I_247X("I-247X"),
        WARRANT("warrant"),
        HOLD("hold"),
        PROBATION("probation"),
        PAROLE("parole"),
        IAD("iad"),
        VICTIM("victim"),
        CONSULAR("consular"),
        OTHER("other");

        private final String word;

        Form(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Who asks. A table names the requesters it speaks about. */
    public enum Requester implements Worded {
        IMMIGRATION("immigration"),
        LAW_ENFORCEMENT("law-enforcement"),
        COURT("court"),
        SUPERVISION("supervision"),
        OTHER_STATE("other-state"),
        VICTIM("victim"),
        CONSULATE("consulate");

        private final String word;

        Requester(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Whether a request stands. */
    public enum RequestStatus implements Worded {
        ACTIVE("active"),
        CANCELLED("cancelled"),
        EXPIRED("expired"),
        WITHDRAWN("withdrawn");

        private final String word;

        RequestStatus(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What a request asks for. */
    public enum Asked implements Worded {
        NOTICE("notice"),
        HOLD("hold"),
        TRANSFER("transfer"),
        INTERVIEW("interview"),
        RELAY("relay"),
        EVENT_NOTICE("event-notice");

        private final String word;

        Asked(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The boxes of Form I-247A (02/17) that say what the request rests on. */
    public enum Basis implements Worded {
        PC_FINAL_ORDER("pc-final-order"),
        PC_PROCEEDINGS("pc-proceedings"),
        PC_BIOMETRIC("pc-biometric"),
        PC_STATEMENTS_EVIDENCE("pc-statements-evidence"),
        DHS_TRANSFER("dhs-transfer");

        private final String word;

        Basis(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * A paper that came with the request.
     *
     * @param type     what it is
     * @param issuer   who issued it
     * @param purpose  what a warrant, order or subpoena is for
     * @param grade    grade of the offence a criminal warrant names
     * @param issuedOn day of issue
     * @param court    court as written on the paper; empty when not stated
     */
    public record Attachment(
            AttachmentType type,
            Issuer issuer,
            Purpose purpose,
            Grade grade,
            Optional<LocalDate> issuedOn,
            String court) {}

    /** Kinds of paper. The four I-forms are signed by immigration officers, not by judges. */
    public enum AttachmentType implements Worded {
        I_200("I-200"),
        I_205("I-205"),
        I_203("I-203"),
        I_286("I-286"),
        JUDICIAL_WARRANT("judicial-warrant"),
        COURT_ORDER("court-order"),
        SUBPOENA("subpoena"),
        AFFIDAVIT("affidavit");

        private final String word;

        AttachmentType(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Who issued a paper. */
    public enum Issuer implements Worded {
        IMMIGRATION_OFFICER("immigration-officer"),
        IMMIGRATION_JUDGE("immigration-judge"),
        FEDERAL_DISTRICT_JUDGE("federal-district-judge"),
        FEDERAL_MAGISTRATE("federal-magistrate"),
        STATE_JUDGE("state-judge"),
        STATE_MAGISTRATE("state-magistrate"),
        DC_SUPERIOR_COURT("dc-superior-court"),
        UNKNOWN("unknown");

        private final String word;

        Issuer(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What a warrant, order or subpoena is for. */
    public enum Purpose implements Worded {
        CRIMINAL_IMMIGRATION_OFFENCE("criminal-immigration-offence"),
        IMMIGRATION_CUSTODY("immigration-custody"),
        OTHER_CRIMINAL("other-criminal"),
        OTHER("other"),
        UNKNOWN("unknown");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Grade of the offence a warrant names. */
    public enum Grade implements Worded {
        FELONY("felony"),
        MISDEMEANOR("misdemeanor"),
        UNKNOWN("unknown");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * Service of a copy of the request on the person.
     *
     * @param on       the day; empty when not stated, which does not undo the service
     * @param how      in person, by mail, otherwise
     * @param language language of the copy, BCP 47; empty when not stated
     */
    public record Service(Optional<LocalDate> on, How how, String language) {
        /** How a copy was served. */
        public enum How implements Worded {
            IN_PERSON("in-person"),
            MAIL("mail"),
            OTHER("other");

            private final String word;

            How(String word) {
                this.word = word;
            }

            @Override
            public String word() {
                return word;
            }
        }
    }

    /**
     * The officer named on the request.
     *
     * @param name   as written; empty when not stated
     * @param signed whether the form bears a signature
     */
    public record Officer(String name, Ternary signed) {
        /** No officer stated. */
        public static final Officer NOT_STATED = new Officer("", Ternary.UNKNOWN);
    }

    /**
     * What is recorded about the person in custody. Status is what others reported, never inferred.
     *
     * @param minor                   under 18 at {@code asOf}, unless a table says otherwise
     * @param citizenship             claim or proof of United States citizenship
     * @param lawfulStatus            claim or proof of lawful immigration status
     * @param possibleProtectedPerson a sealed hint that a federal privacy rule may protect the person; no reason
     *                                is kept
     * @param sexOffenderRegistry     whether the person is on such a registry
     * @param initialCustodian        whether this facility was the first to take the person into custody
     */
    public record Person(
            Ternary minor,
            Claim citizenship,
            Claim lawfulStatus,
            Ternary possibleProtectedPerson,
            Ternary sexOffenderRegistry,
            Ternary initialCustodian) {
        /** Nothing recorded. */
        public static final Person NOTHING_RECORDED =
                new Person(Ternary.UNKNOWN, Claim.NONE, Claim.NONE, Ternary.UNKNOWN, Ternary.UNKNOWN, Ternary.UNKNOWN);
    }

    /** What was asserted about a status: no claim recorded, a claim, a proof, or not known. */
    public enum Claim implements Worded {
        NONE("none"),
        CLAIMED("claimed"),
        PROVED("proved"),
        UNKNOWN("unknown");

        private final String word;

        Claim(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * A charge of this stay, or a conviction known from the record.
     *
     * @param id           names the charge within the case; empty when not stated
     * @param statute      what it is charged under
     * @param description  as written by the court or the jail
     * @param nibrs        FBI NIBRS offence code; empty when not stated
     * @param severity     felony, misdemeanor, infraction
     * @param offenseClass degree or class as that state writes it; empty when not stated
     * @param offenseDate  day of the act
     * @param disposition  what a court did with it
     * @param on           day of the disposition
     * @param sentence     what was imposed
     */
    public record Charge(
            String id,
            Statute statute,
            String description,
            String nibrs,
            Severity severity,
            String offenseClass,
            Optional<LocalDate> offenseDate,
            Disposition disposition,
            Optional<LocalDate> on,
            Sentence sentence) {}

    /**
     * A section of a code.
     *
     * @param jurisdiction whose code, {@code us/md}; empty when not stated
     * @param section      as cited, {@code Crim. Law 3-202(b)}; empty when not stated
     */
    public record Statute(String jurisdiction, String section) {
        /** Not stated. */
        public static final Statute NOT_STATED = new Statute("", "");
    }

    /** How grave an offence is, as recorded. */
    public enum Severity implements Worded {
        FELONY("felony"),
        MISDEMEANOR("misdemeanor"),
        INFRACTION("infraction"),
        /** Recorded as a misdemeanor but punishable either way. */
        WOBBLER("wobbler"),
        UNKNOWN("unknown");

        private final String word;

        Severity(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What a court did with a charge. */
    public enum Disposition implements Worded {
        CONVICTED("convicted"),
        DISMISSED("dismissed"),
        ACQUITTED("acquitted"),
        NOLLE_PROSEQUI("nolle-prosequi"),
        PROBABLE_CAUSE_FOUND("probable-cause-found"),
        PENDING("pending"),
        UNKNOWN("unknown");

        private final String word;

        Disposition(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * A sentence, in days; 5 years is met at 1,825 days.
     *
     * @param days          imposed, suspended part included
     * @param suspendedDays the suspended part
     * @param maximumDays   the most the law allows for the offence
     */
    public record Sentence(OptionalInt days, OptionalInt suspendedDays, OptionalInt maximumDays) {
        /** Not known. */
        public static final Sentence UNKNOWN =
                new Sentence(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * The projected release.
     *
     * @param at            when; empty when not projected
     * @param basis         what ends custody
     * @param alreadyPublic whether the projected date is already open to everyone
     */
    public record Release(Optional<OffsetDateTime> at, ReleaseBasis basis, boolean alreadyPublic) {
        /** Nothing projected. */
        public static final Release NOT_PROJECTED = new Release(Optional.empty(), ReleaseBasis.UNKNOWN, false);
    }

    /** What ends custody. */
    public enum ReleaseBasis implements Worded {
        SENTENCE_END("sentence-end"),
        BOND("bond"),
        COURT_ORDER("court-order"),
        TRANSFER("transfer"),
        OTHER("other"),
        UNKNOWN("unknown");

        private final String word;

        ReleaseBasis(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
