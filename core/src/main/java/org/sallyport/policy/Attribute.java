package org.sallyport.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Questions that read one field of the facts. */
public enum Attribute implements Question {
    FORM("form", "request.form", Facts.Form.class, c -> c.facts().request().form()),
    REQUESTER(
            "requester",
            "request.requester",
            Facts.Requester.class,
            c -> c.facts().request().requester()),
    FACILITY_KIND(
            "facility kind",
            "facility.kind",
            Facts.FacilityKind.class,
            c -> c.facts().facility().kind()),
    CITIZENSHIP(
            "citizenship",
            "person.citizenship",
            Facts.Claim.class,
            c -> c.facts().person().citizenship()),
    LAWFUL_STATUS(
            "lawful status",
            "person.lawfulStatus",
            Facts.Claim.class,
            c -> c.facts().person().lawfulStatus()),
    RELEASE_BASIS(
            "release basis",
            "release.basis",
            Facts.ReleaseBasis.class,
            c -> c.facts().release().basis()),
    MINOR("minor", "person.minor", Ternary.class, c -> c.facts().person().minor()),
    POSSIBLE_PROTECTED_PERSON(
            "possible protected person",
            "person.possibleProtectedPerson",
            Ternary.class,
            c -> c.facts().person().possibleProtectedPerson()),
    REGISTERED(
            "on a sex-crime registry",
            "person.sexOffenderRegistry",
            Ternary.class,
            c -> c.facts().person().sexOffenderRegistry()),
    FIRST_CUSTODIAN(
            "first custodian",
            "person.initialCustodian",
            Ternary.class,
            c -> c.facts().person().initialCustodian()),
    WATCH_LIST(
            "watch-list match asserted",
            "request.watchList",
            Ternary.class,
            c -> c.facts().request().watchList()),
    SIGNED(
            "signed by an officer",
            "request.officer",
            Ternary.class,
            c -> c.facts().request().officer().signed()),
    COMPLETE("form complete", "request.basis", Ternary.class, Attribute::complete),
    SERVED("served", "request.served", YesNo.class, c -> YesNo.of(served(c))),
    RELEASE_DATE_PUBLIC(
            "release date public",
            "release.public",
            YesNo.class,
            c -> YesNo.of(c.facts().release().alreadyPublic()));

    private final String text;
    private final List<String> answers;
    private final Function<Case, Enum<?>> read;
    private final Set<String> needs;

    <E extends Enum<E> & Worded> Attribute(String text, String field, Class<E> values, Function<Case, Enum<?>> read) {
        this.text = text;
        this.answers =
                Arrays.stream(values.getEnumConstants()).map(Worded::word).toList();
        this.read = read;
        this.needs = Set.of(field);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public List<String> answers() {
        return answers;
    }

    @Override
    public int answer(Case found) {
        return read.apply(found).ordinal();
    }

    @Override
    public Set<String> needs() {
        return needs;
    }

    @Override
    public Set<StatuteList> lists() {
        return Set.of();
    }

    /** The attribute a heading names, if it names one. */
    static Optional<Attribute> named(String text) {
        return Arrays.stream(values()).filter(a -> a.text.equals(text)).findFirst();
    }

    /** Whether a copy was served on or before the day of the case; a service without a day counts. */
    static boolean served(Case found) {
        var served = found.facts().request().served();
        return served.isPresent()
                && served.get().on().filter(on -> on.isAfter(found.day())).isEmpty();
    }

    /**
     * Whether the form is complete on its face: for Form I-247A exactly one of box 1 and box 2 is marked (F-06), it
     * bears a date and a signature; for any other form a date and a signature. What was not stated is unknown.
     */
    private static Ternary complete(Case found) {
        var request = found.facts().request();
        var boxes = Ternary.YES;
        if (request.form() == Facts.Form.I_247A) {
            var transfer = request.basis().contains(Facts.Basis.DHS_TRANSFER);
            var probableCause = request.basis().stream().anyMatch(b -> b != Facts.Basis.DHS_TRANSFER);
            boxes = Ternary.of(transfer != probableCause);
        }
        var dated = request.issuedOn().isPresent() ? Ternary.YES : Ternary.UNKNOWN;
        return boxes.and(dated).and(request.officer().signed());
    }

    /** Answers of a question that the facts never leave open. */
    private enum YesNo implements Worded {
        YES,
        NO;

        @Override
        public String word() {
            return this == YES ? "yes" : "no";
        }

        static YesNo of(boolean value) {
            return value ? YES : NO;
        }
    }
}
