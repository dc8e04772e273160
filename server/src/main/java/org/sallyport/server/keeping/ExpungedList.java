package org.sallyport.server.keeping;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Expungement;
import org.sallyport.desk.Expungement.Stage;
import org.sallyport.desk.Store;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.journal.EntryAltered;
import org.sallyport.postgres.Upkeep;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.lists.Lists;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The expungements that were carried out, kept outside backups, so that they are carried out again when an older one is
 * restored (docs/formats/expunged.md). It names streams, orders and who answered for them, never a person; each line is
 * stamped under a key of the installation, so that nobody else adds one.
 *
 * @param lines the lines, in order of facility and name
 */
public record ExpungedList(List<Line> lines) {
    private static final int FORMAT = 1;

    /** Copies the lines. */
    public ExpungedList {
        lines = List.copyOf(lines);
    }

    /** One expungement; {@code said} is what its stamp was made of. */
    public record Line(FacilityId facility, Expungement order, String said, String stamp) {}

    /**
     * Everything that was carried out so far.
     *
     * @throws EntryAltered when a facility's record was altered, so that the list would lack what it says
     */
    public static ObjectNode write(Store store, Lists lists, Upkeep upkeep) {
        whole(lists);
        var all = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        var lines = all.putArray("expunged");
        for (var facility : lists.facilities()) {
            store.transact(tx -> tx.facility(facility.id())).expungements().values().stream()
                    .filter(e -> e.stage() == Stage.DONE)
                    .map(e -> line(facility.id(), e))
                    .forEach(line -> lines.add(line.put(
                            "stamp", Base64.getEncoder().encodeToString(upkeep.stamp(CanonicalJson.of(line))))));
        }
        return all;
    }

    private static void whole(Lists lists) {
        lists.altered().stream().findFirst().ifPresent(a -> {
            throw a.entry();
        });
    }

    private static ObjectNode line(FacilityId facility, Expungement e) {
        var line = JsonNodeFactory.instance
                .objectNode()
                .put("facility", facility.path())
                .put("id", e.id().toString())
                .put("stay", e.episode().value().toString())
                .put("reason", e.reason())
                .put("citation", e.citation())
                .put("proposedBy", e.proposedBy())
                .put("confirmedBy", e.confirmedBy().orElse(""));
        var streams = line.putArray("streams");
        e.streams().forEach(s -> streams.add(s.toString()));
        return line;
    }

    /** Reads a list; or every problem of it. */
    public static Checked<ExpungedList> read(byte[] json) {
        return switch (StrictJson.parse(json)) {
            case Checked.Bad<JsonNode>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<JsonNode>(var file) -> read(file);
        };
    }

    private static Checked<ExpungedList> read(JsonNode file) {
        var problems = new ArrayList<Problem>();
        var lines = new ArrayList<Line>();
        if (file.path("format").asInt(0) != FORMAT || !file.path("expunged").isArray()) {
            problems.add(new Problem(
                    "expunged.format",
                    "format",
                    "",
                    "A list that sallyport expunge export wrote, format " + FORMAT + ".",
                    "Name that file, or use the Sallyport that wrote it."));
        }
        int n = 0;
        for (var line : file.path("expunged")) {
            n++;
            try {
                lines.add(line(line));
            } catch (IllegalArgumentException | ClassCastException _) {
                problems.add(damaged(n));
            }
        }
        return problems.isEmpty() ? new Checked.Good<>(new ExpungedList(lines)) : new Checked.Bad<>(problems);
    }

    private static Line line(JsonNode line) {
        var said = ((ObjectNode) line).deepCopy();
        said.remove("stamp");
        var streams = new TreeSet<UUID>();
        line.path("streams").forEach(s -> streams.add(UUID.fromString(s.asString(""))));
        var order = new Expungement(
                UUID.fromString(line.path("id").asString("")),
                new EpisodeId(UUID.fromString(line.path("stay").asString(""))),
                line.path("reason").asString(""),
                line.path("citation").asString(""),
                line.path("proposedBy").asString(""),
                Optional.of(line.path("confirmedBy").asString("")),
                Optional.of(Instant.EPOCH),
                Stage.DONE,
                streams);
        var facility = new FacilityId(line.path("facility").asString(""));
        return new Line(
                facility, order, CanonicalJson.of(said), line.path("stamp").asString(""));
    }

    private static Problem damaged(int n) {
        return new Problem(
                "expunged.line",
                "expunged",
                "line " + n,
                "A line as this installation wrote and stamped it.",
                "Use an unaltered copy of the list.");
    }

    /** Which lines this installation did not stamp as they are; nothing of a list with such a line is carried out. */
    public List<Problem> altered(Upkeep upkeep) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < lines.size(); i++) {
            var expected =
                    Base64.getEncoder().encodeToString(upkeep.stamp(lines.get(i).said()));
            if (!MessageDigest.isEqual(
                    expected.getBytes(US_ASCII), lines.get(i).stamp().getBytes(UTF_8))) {
                problems.add(damaged(i + 1));
            }
        }
        return problems;
    }

    /**
     * Has every line carried out again that is not done here.
     *
     * @return how many were carried out
     * @throws EntryAltered when a facility's record was altered, so that nobody can tell what is done there
     */
    public int reapply(Desk desk, Lists lists, Forgetting forgetting) {
        whole(lists);
        var here = lists.facilities().stream().map(Facility::id).toList();
        lines.stream()
                .filter(line -> here.contains(line.facility()))
                .forEach(line -> desk.reapplyExpungement(line.facility(), line.order()));
        return forgetting.pass();
    }
}
