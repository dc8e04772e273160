package org.sallyport.formats.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.custody.Charge;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.custody.Sentence;
import org.sallyport.formats.json.Spelling;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the type and the data of one fact; what is empty or unknown is left out. */
final class FactWriter {
    private FactWriter() {}

    static String type(CustodyFact fact) {
        return switch (fact) {
            case CustodyFact.Booked _ -> FactReader.BOOKED;
            case CustodyFact.Identified _ -> FactReader.IDENTIFIED;
            case CustodyFact.Linked _ -> FactReader.LINKED;
            case CustodyFact.Merged _ -> FactReader.MERGED;
            case CustodyFact.Split _ -> FactReader.SPLIT;
            case CustodyFact.Represented _ -> FactReader.REPRESENTED;
            case CustodyFact.Charged _ -> FactReader.CHARGED;
            case CustodyFact.Disposed _ -> FactReader.DISPOSED;
            case CustodyFact.Prior _ -> FactReader.PRIOR;
            case CustodyFact.RecordChecked _ -> FactReader.RECORD_CHECKED;
            case CustodyFact.BondSet _ -> FactReader.BOND_SET;
            case CustodyFact.BondPosted _ -> FactReader.BOND_POSTED;
            case CustodyFact.HearingScheduled _ -> FactReader.HEARING_SCHEDULED;
            case CustodyFact.ReleaseProjected _ -> FactReader.RELEASE_PROJECTED;
            case CustodyFact.ReleaseProjectionWithdrawn _ -> FactReader.PROJECTION_WITHDRAWN;
            case CustodyFact.GroundEnded _ -> FactReader.GROUND_ENDED;
            case CustodyFact.Held _ -> FactReader.HELD;
            case CustodyFact.HoldEnded _ -> FactReader.HOLD_ENDED;
            case CustodyFact.Left _ -> FactReader.LEFT;
            case CustodyFact.Returned _ -> FactReader.RETURNED;
            case CustodyFact.Releasing _ -> FactReader.RELEASING;
            case CustodyFact.Released _ -> FactReader.RELEASED;
            case CustodyFact.ReleasedInError _ -> FactReader.RELEASED_IN_ERROR;
            case CustodyFact.RecordSealed _ -> FactReader.RECORD_SEALED;
            case CustodyFact.Corrected _ -> FactReader.CORRECTED;
            case CustodyFact.Heartbeat _ -> FactReader.HEARTBEAT;
        };
    }

    static ObjectNode data(CustodyFact fact) {
        var d = new Data();
        return switch (fact) {
            case CustodyFact.Booked(var person, var at, var kind, var first) ->
                d.set("person", person(person))
                        .put("bookedAt", at)
                        .put("facilityKind", kind)
                        .put("initialCustodian", first)
                        .node;
            case CustodyFact.Identified f -> identified(f);
            case CustodyFact.Linked(var bookings) -> d.texts("bookings", bookings).node;
            case CustodyFact.Merged(var bookings) -> d.texts("bookings", bookings).node;
            case CustodyFact.Split(var bookings) -> d.texts("bookings", bookings).node;
            case CustodyFact.Represented(var name, var contact, var authorised) ->
                d.put("name", name).put("contact", contact).flag("authorised", authorised).node;
            case CustodyFact.Charged(var charge) -> charge(charge, Disposition.UNKNOWN);
            case CustodyFact.Disposed(var charge, var what, var on, var sentence) ->
                d.put("charge", charge)
                        .put("disposition", Spelling.of(what))
                        .text("on", on)
                        .setIfAny("sentence", sentence(sentence))
                        .node;
            case CustodyFact.Prior(var conviction) -> charge(conviction, Disposition.CONVICTED);
            case CustodyFact.RecordChecked(var complete, var source, var at) ->
                d.put("complete", complete).put("source", source).put("at", at).node;
            case CustodyFact.BondSet(var charge, var inCase, var amount, var at) ->
                d.put("charge", charge)
                        .put("case", inCase)
                        .decimal("amount", amount)
                        .put("at", at)
                        .node;
            case CustodyFact.BondPosted(var charge, var inCase, var amount, var at) ->
                d.put("charge", charge)
                        .put("case", inCase)
                        .decimal("amount", amount)
                        .put("at", at)
                        .node;
            case CustodyFact.HearingScheduled(var at, var court, var possible) ->
                d.put("at", at).put("court", court).put("releasePossible", possible).node;
            case CustodyFact.ReleaseProjected(var at, var basis, var certainty, var open) ->
                d.put("at", at)
                        .put("basis", said(basis))
                        .put("certainty", Spelling.of(certainty))
                        .flag("public", open)
                        .node;
            case CustodyFact.ReleaseProjectionWithdrawn(var reason) -> d.put("reason", reason).node;
            case CustodyFact.GroundEnded(var ground, var at, var reason) ->
                d.put("ground", ground).put("at", at).put("reason", reason).node;
            case CustodyFact.Held(var hold, var instrument, var agency, var from) ->
                d.put("holdId", hold)
                        .put("instrument", instrument)
                        .put("agency", agency)
                        .put("from", from)
                        .node;
            case CustodyFact.HoldEnded(var hold, var at) ->
                d.put("holdId", hold).put("at", at).node;
            case CustodyFact.Left(var reason, var back) ->
                d.put("reason", Spelling.of(reason)).text("expectedBack", back).node;
            case CustodyFact.Returned() -> d.node;
            case CustodyFact.Releasing(var at, var reason) -> d.put("at", at).put("reason", Spelling.of(reason)).node;
            case CustodyFact.Released f -> released(f);
            case CustodyFact.ReleasedInError(var at) -> d.put("at", at).node;
            case CustodyFact.RecordSealed(var charge) -> d.put("charge", charge).node;
            case CustodyFact.Corrected(var replaces, var replacement) -> {
                d.put("id", replaces);
                replacement.ifPresent(r -> d.put("type", type(r)).set("data", data(r)));
                yield d.node;
            }
            case CustodyFact.Heartbeat(var within) -> d.put("expectNextWithin", within).node;
        };
    }

    private static String said(ProjectedRelease.Basis basis) {
        if (basis == ProjectedRelease.Basis.GROUNDS_ENDED) {
            throw new IllegalArgumentException("No feed says that the grounds ended by itself; it sends their ends");
        }
        return Spelling.of(basis);
    }

    private static ObjectNode released(CustodyFact.Released f) {
        var d = new Data();
        if (f.earliest().equals(f.latest())) {
            d.put("at", f.latest());
        } else {
            d.put("earliest", f.earliest()).put("latest", f.latest());
        }
        return d.put("reason", Spelling.of(f.reason())).put("to", f.to()).node;
    }

    private static ObjectNode identified(CustodyFact.Identified f) {
        var d = new Data();
        f.name().ifPresent(n -> d.set("name", name(n)));
        names(d, f.aliases());
        return d.text("birthDate", f.birthDate())
                .text("sex", f.sex())
                .text("language", f.language())
                .objects(
                        "identifiers",
                        f.identifiers().stream().map(FactWriter::identifier).toList())
                .text("citizenship", f.citizenship().map(Spelling::of))
                .text("lawfulStatus", f.lawfulStatus().map(Spelling::of))
                .text("minor", f.minor().map(Spelling::of))
                .text("reviewRequired", f.reviewRequired().map(Spelling::of))
                .text("sexOffenderRegistry", f.sexOffenderRegistry().map(Spelling::of))
                .node;
    }

    private static ObjectNode person(Person p) {
        var d = new Data().put("localId", p.localId()).setIfAny("name", name(p.name()));
        names(d, p.aliases());
        return d.text("birthDate", p.birthDate())
                .put("sex", p.sex())
                .put("language", p.language())
                .objects(
                        "identifiers",
                        p.identifiers().stream().map(FactWriter::identifier).toList())
                .node;
    }

    private static void names(Data d, List<PersonName> aliases) {
        d.objects("aliases", aliases.stream().map(FactWriter::name).toList());
    }

    private static ObjectNode name(PersonName name) {
        return new Data().put("family", name.family()).put("given", name.given()).node;
    }

    private static ObjectNode identifier(Identifier identifier) {
        return new Data().put("type", Spelling.of(identifier.type())).put("value", identifier.value()).node;
    }

    private static ObjectNode charge(Charge c, Disposition usual) {
        var charge = new Data()
                .put("id", c.id())
                .put("case", c.caseNumber())
                .put("court", c.court())
                .setIfAny(
                        "statute",
                        new Data()
                                .put("jurisdiction", c.statute().jurisdiction())
                                .put("section", c.statute().section())
                                .node)
                .put("description", c.description())
                .put("nibrs", c.nibrs())
                .put("severity", c.severity().equals("unknown") ? "" : c.severity())
                .put("class", c.grade())
                .text("offenseDate", c.offenseDate())
                .put("registrable", c.registrable());
        return new Data()
                .set("charge", charge.node)
                .put("disposition", c.disposition() == usual ? "" : Spelling.of(c.disposition()))
                .text("on", c.disposedOn())
                .setIfAny("sentence", sentence(c.sentence()))
                .node;
    }

    private static ObjectNode sentence(Sentence s) {
        return new Data()
                .days("days", s.days())
                .days("suspendedDays", s.suspendedDays())
                .days("maximumDays", s.maximumDays())
                .days("creditDays", s.creditDays())
                .node;
    }

    /** One object being written. */
    private static final class Data {
        private final ObjectNode node = JsonNodeFactory.instance.objectNode();

        Data put(String name, String text) {
            if (!text.isEmpty()) {
                node.put(name, text);
            }
            return this;
        }

        Data put(String name, Instant at) {
            node.put(name, at.toString());
            return this;
        }

        Data put(String name, Duration length) {
            node.put(name, length.toString());
            return this;
        }

        Data put(String name, Known known) {
            return put(name, known == Known.UNKNOWN ? "" : Spelling.of(known));
        }

        Data text(String name, Optional<?> value) {
            value.ifPresent(v -> node.put(name, v.toString()));
            return this;
        }

        Data flag(String name, boolean flag) {
            node.put(name, flag);
            return this;
        }

        Data decimal(String name, Optional<java.math.BigDecimal> value) {
            value.ifPresent(v -> node.put(name, v.toPlainString()));
            return this;
        }

        Data days(String name, OptionalInt days) {
            days.ifPresent(n -> node.put(name, n));
            return this;
        }

        Data set(String name, ObjectNode object) {
            node.set(name, object);
            return this;
        }

        Data setIfAny(String name, ObjectNode object) {
            return object.isEmpty() ? this : set(name, object);
        }

        Data texts(String name, List<String> texts) {
            var list = node.putArray(name);
            texts.forEach(list::add);
            return this;
        }

        Data objects(String name, List<ObjectNode> objects) {
            if (!objects.isEmpty()) {
                node.putArray(name).addAll(objects);
            }
            return this;
        }
    }
}
