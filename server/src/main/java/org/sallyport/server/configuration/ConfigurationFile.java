package org.sallyport.server.configuration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.sallyport.audit.NoteKey;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Worded;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.request.Agency;
import tools.jackson.databind.JsonNode;

/** Reads facilities and agencies as {@code docs/formats/configuration.md} says; names every problem at once. */
public final class ConfigurationFile {
    private static final Set<String> KINDS = Set.of("county-jail", "city-lockup", "state-prison", "state-run-pretrial");
    private static final Set<String> CHANNELS = Set.of("webhook", "email", "phone");
    private static final List<String> ROLES = List.of("desk", "supervisor", "counsel");

    /** Who is told when something is wrong with the audit log; the console is enough where none is named. */
    private static final List<String> OTHER_ROLES = List.of("administrator", "auditor");

    private final List<Problem> problems = new ArrayList<>();

    private final Function<String, Optional<byte[]>> beside;

    private ConfigurationFile(Function<String, Optional<byte[]>> beside) {
        this.beside = beside;
    }

    /**
     * Reads a configuration.
     *
     * @param beside gives a file by the name the configuration has for it; empty when it cannot be read
     */
    public static Checked<Configuration> read(byte[] json, Function<String, Optional<byte[]>> beside) {
        return switch (StrictJson.parse(json)) {
            case Checked.Bad<JsonNode>(var bad) -> new Checked.Bad<>(bad);
            case Checked.Good<JsonNode>(var node) -> new ConfigurationFile(beside).all(node);
        };
    }

    private Checked<Configuration> all(JsonNode node) {
        var facilities = new ArrayList<Configuration.Place>();
        int i = 0;
        for (var one : node.path("facilities")) {
            facilities.add(facility(one, "facilities[" + i + "]"));
            i++;
        }
        var agencies = new ArrayList<Agency>();
        i = 0;
        for (var one : node.path("agencies")) {
            agencies.add(agency(one, "agencies[" + i + "]"));
            i++;
        }
        var witnesses = witnesses(node.path("witnesses"));
        if (facilities.isEmpty()) {
            wrong("facilities", "", "At least one facility.", "Add it.");
        }
        return problems.isEmpty()
                ? new Checked.Good<>(new Configuration(facilities, agencies, witnesses))
                : new Checked.Bad<>(problems);
    }

    private Optional<List<Witnesses.Named>> witnesses(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        var witnesses = new ArrayList<Witnesses.Named>();
        int i = 0;
        for (var one : node) {
            var at = "witnesses[" + i + "]";
            var address = text(
                    one,
                    at,
                    "address",
                    "https://[A-Za-z0-9./:_~-]{3,500}|http://(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?/?",
                    "An https address, or http on this machine itself.");
            var key = text(one, at, "key", ".{10,500}", "The key its operator prints: name+id+key.");
            switch (NoteKey.parse(key)) {
                case Checked.Good<NoteKey>(var read)
                when read.kind() == NoteKey.Kind.COSIGNER ->
                    witnesses.add(new Witnesses.Named(read, URI.create(address)));
                case Checked.Good<NoteKey> _, Checked.Bad<NoteKey> _ ->
                    wrong(at + ".key", "", "A witness's public key: name+id+key.", "Copy it whole from its operator.");
            }
            i++;
        }
        return Optional.of(witnesses);
    }

    private Configuration.Place facility(JsonNode node, String at) {
        var id = text(node, at, "id", "[a-z0-9-]+(/[a-z0-9-]+)+", "A path such as us/md/montgomery/mcdc.");
        var jurisdiction =
                text(node, at, "jurisdiction", "[a-z0-9-]+(/[a-z0-9-]+)*", "A path such as us/md/montgomery.");
        var kind = text(node, at, "kind", String.join("|", KINDS), "One of " + String.join(", ", KINDS) + ".");
        var usual = Facility.usual(new FacilityId(id), jurisdiction, kind, zone(node, at));
        var ordering = node.path("ordering").isMissingNode()
                ? "time"
                : text(node, at, "ordering", "time|sequence", "time or sequence.");
        var interval = duration(node, at, "feedInterval", usual.feedInterval());
        var margin = duration(node, at, "sendMargin", usual.sendMargin());
        var processing = new ArrayList<Duration>();
        for (var one : node.path("processing")) {
            processing.add(duration(one, at + ".processing"));
        }
        var facility = new Facility(
                usual.id(),
                usual.jurisdiction(),
                usual.kind(),
                usual.zone(),
                ordering.equals("sequence") ? Facility.Ordering.SEQUENCE : Facility.Ordering.TIME,
                interval,
                processing.isEmpty() ? usual.processing() : processing,
                margin,
                node.path("absentRosters").asInt(usual.absentRosters()),
                node.path("lossShareMax").asDouble(usual.lossShareMax()));
        return new Configuration.Place(facility, contacts(node, at), modes(node, at), mapping(node, at));
    }

    /** A mapping in the file itself, by the name of a shipped one, or by the name of a file. */
    private Optional<byte[]> mapping(JsonNode node, String at) {
        var given = node.path("rosterMapping");
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        var file = given.isObject()
                ? Optional.of(given.toString().getBytes(StandardCharsets.UTF_8))
                : given.isString()
                        ? RosterMapping.shippedFile(given.stringValue()).or(() -> beside.apply(given.stringValue()))
                        : Optional.<byte[]>empty();
        if (file.isEmpty()) {
            wrong(
                    at + ".rosterMapping",
                    given.isString() ? given.stringValue() : "",
                    "A mapping file that can be read, the name of a shipped one (nyc-doc), or the mapping itself.",
                    "Correct it; a file's name counts from where the configuration lies.");
        } else if (RosterMapping.read(file.get()) instanceof Checked.Bad<RosterMapping>(var bad)) {
            problems.addAll(bad);
        }
        return file;
    }

    /** Each role has an address, or says by an empty one that the console is enough. */
    private Map<String, String> contacts(JsonNode node, String at) {
        var contacts = new TreeMap<String, String>();
        for (var role : ROLES) {
            var given = node.path("contacts").path(role);
            if (!given.isString() || !given.stringValue().matches("|[^@\\s]+@[^@\\s]+")) {
                wrong(
                        at + ".contacts." + role,
                        "",
                        "An e-mail address, or \"\" where the console is enough.",
                        "Name whom an alarm reaches.");
            } else {
                contacts.put(role, given.stringValue());
            }
        }
        for (var role : OTHER_ROLES) {
            var given = node.path("contacts").path(role);
            if (given.isString() && given.stringValue().matches("|[^@\\s]+@[^@\\s]+")) {
                contacts.put(role, given.stringValue());
            } else if (!given.isMissingNode()) {
                wrong(at + ".contacts." + role, "", "An e-mail address, or nothing.", "Correct it, or leave it out.");
            }
        }
        return contacts;
    }

    private Map<String, Mode> modes(JsonNode node, String at) {
        var modes = new TreeMap<String, Mode>();
        node.path("modes").properties().forEach(e -> {
            var requester = Worded.of(Facts.Requester.class, e.getKey());
            var mode = e.getValue().isString() ? e.getValue().stringValue() : "";
            if (requester.isEmpty()
                    || !Set.of("shadow", "assisted", "automatic").contains(mode)) {
                wrong(
                        at + ".modes",
                        e.getKey(),
                        "A requester (" + Worded.words(Facts.Requester.class) + ") with shadow, assisted or automatic.",
                        "Correct it.");
            } else {
                modes.put(e.getKey(), Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
            }
        });
        return modes;
    }

    private Agency agency(JsonNode node, String at) {
        var id = text(node, at, "id", "[a-z0-9][a-z0-9-]*", "A short name such as us-ice-ero-bal.");
        var name = text(node, at, "name", ".{1,200}", "The name as printed on letters.");
        var requester = text(node, at, "requester", ".+", "One of " + Worded.words(Facts.Requester.class) + ".");
        if (!requester.isEmpty() && Worded.of(Facts.Requester.class, requester).isEmpty()) {
            wrong(at + ".requester", requester, "One of " + Worded.words(Facts.Requester.class) + ".", "Choose one.");
        }
        var routes = new ArrayList<Agency.Route>();
        int i = 0;
        for (var one : node.path("routes")) {
            var where = at + ".routes[" + i + "]";
            var channel = text(one, where, "channel", String.join("|", CHANNELS), "webhook, email or phone.");
            var address = text(one, where, "address", ".{3,2000}", "A URL, an e-mail address or a telephone number.");
            var secret = one.path("secret").isString() ? one.path("secret").stringValue() : "";
            if (channel.equals("webhook") && !secret.matches("(whsec_)?[A-Za-z0-9+/=_-]{24,200}")) {
                wrong(
                        where + ".secret",
                        "",
                        "The signing secret agreed with the receiver, whsec_ and base64.",
                        "Add it.");
            }
            routes.add(new Agency.Route(
                    channel, address, secret, one.path("approved").asBoolean(false)));
            i++;
        }
        if (routes.isEmpty()) {
            wrong(at + ".routes", "", "At least one way to reach the agency.", "Add one.");
        }
        return new Agency(id, name, requester, routes);
    }

    private ZoneId zone(JsonNode node, String at) {
        var given = text(node, at, "zone", ".+", "A time zone such as America/New_York.");
        try {
            return given.isEmpty() ? java.time.ZoneOffset.UTC : ZoneId.of(given);
        } catch (DateTimeException _) {
            wrong(at + ".zone", given, "A time zone such as America/New_York.", "Correct it.");
            return java.time.ZoneOffset.UTC;
        }
    }

    private Duration duration(JsonNode node, String at, String member, Duration usual) {
        var found = node.path(member);
        return found.isMissingNode() ? usual : duration(found, at + "." + member);
    }

    private Duration duration(JsonNode node, String at) {
        try {
            var length = Duration.parse(node.isString() ? node.stringValue() : "");
            if (length.isPositive()) {
                return length;
            }
        } catch (DateTimeException _) {
            // said below, as for one that is not positive
        }
        wrong(at, "", "A positive ISO 8601 duration, such as PT5M.", "Write it so.");
        return Duration.ofMinutes(5);
    }

    private String text(JsonNode node, String at, String member, String pattern, String expected) {
        var found = node.path(member);
        if (found.isString() && found.stringValue().matches(pattern)) {
            return found.stringValue();
        }
        wrong(at + "." + member, "", expected, found.isMissingNode() ? "Add it." : "Correct it.");
        return "";
    }

    private void wrong(String field, String given, String expected, String remedy) {
        problems.add(new Problem("configuration." + field.replaceAll("\\[\\d+]", ""), field, given, expected, remedy));
    }
}
