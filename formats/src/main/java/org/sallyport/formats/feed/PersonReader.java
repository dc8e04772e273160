package org.sallyport.formats.feed;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.Charge;
import org.sallyport.custody.Claim;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;
import org.sallyport.formats.json.Members;

/** Reads people and charges as feeds and requests write them. */
public final class PersonReader {
    /** Types of identifier that a feed does not send: a booking number is the event's subject. */
    static final Set<Identifier.Type> OF_A_FEED = Set.of(Identifier.Type.BOOKING);

    private static final List<String> SEVERITIES = List.of("felony", "misdemeanor", "infraction", "wobbler", "unknown");

    private PersonReader() {}

    static Person person(Members d) {
        return new Person(
                d.text("localId"),
                name(d.inside("name")),
                names(d, "aliases"),
                d.day("birthDate"),
                d.text("sex"),
                d.text("language"),
                identifiers(d, OF_A_FEED));
    }

    /** A name of two parts; either may be absent. */
    public static PersonName name(Members d) {
        return new PersonName(d.text("family"), d.text("given"));
    }

    /** A list of names. */
    public static List<PersonName> names(Members d, String member) {
        return d.each(member).stream().map(PersonReader::name).toList();
    }

    /** The list {@code identifiers}, of all types but {@code except}. */
    public static List<Identifier> identifiers(Members d, Set<Identifier.Type> except) {
        return d.each("identifiers").stream()
                .map(i -> new Identifier(
                        i.neededWord("type", Identifier.Type.class, except, Identifier.Type.OTHER),
                        i.neededText("value", "MD1234567")))
                .toList();
    }

    static Optional<Claim> claim(Members d, String member) {
        return d.has(member) ? Optional.of(d.word(member, Claim.class, Set.of(), Claim.UNKNOWN)) : Optional.empty();
    }

    static Optional<Known> knownIfAny(Members d, String member) {
        return d.has(member) ? Optional.of(d.known(member)) : Optional.empty();
    }

    static Charge charge(Members d, Disposition absent) {
        var c = d.needed("charge");
        var statute = c.inside("statute");
        var severity = c.oneOf("severity", SEVERITIES);
        return new Charge(
                c.neededText("id", "1"),
                c.text("case"),
                c.text("court"),
                new Statute(statute.text("jurisdiction"), statute.text("section")),
                c.text("description"),
                c.text("nibrs"),
                severity.isEmpty() ? "unknown" : severity,
                c.text("class"),
                c.day("offenseDate"),
                c.known("registrable"),
                d.word("disposition", Disposition.class, Set.of(), absent),
                d.day("on"),
                sentence(d.inside("sentence")));
    }

    static CustodyFact disposed(Members d) {
        return new CustodyFact.Disposed(
                d.neededText("charge", "1"),
                d.neededWord("disposition", Disposition.class, Set.of(Disposition.UNKNOWN), Disposition.UNKNOWN),
                d.day("on"),
                sentence(d.inside("sentence")));
    }

    private static Sentence sentence(Members d) {
        return new Sentence(d.days("days"), d.days("suspendedDays"), d.days("maximumDays"), d.days("creditDays"));
    }
}
