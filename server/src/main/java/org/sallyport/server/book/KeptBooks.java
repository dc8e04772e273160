package org.sallyport.server.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Practice;
import org.sallyport.policy.Worded;
import org.sallyport.postgres.Books;
import org.sallyport.problem.Checked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Keeps a book as the very files it was made of, with adoptions and practices, compressed: a later program reads
 * the same
 * book, table by table as counsel read it, whatever tables it brings itself.
 */
public final class KeptBooks implements Books {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Map<String, String>> files = new ConcurrentHashMap<>();
    private final Map<String, PolicyBook> read = new ConcurrentHashMap<>();

    /** The book of these files with nothing adopted; remembers the files, so that its descendants can be kept. */
    public PolicyBook load(PolicyFiles from) {
        var texts = new TreeMap<String, String>();
        for (var path : from.paths()) {
            if (!path.endsWith(".jsonl")) {
                from.text(path).ifPresent(text -> texts.put(path, text));
            }
        }
        return load(texts);
    }

    private PolicyBook load(Map<String, String> texts) {
        var book = switch (PolicyFiles.of(texts).all()) {
            case Checked.Good<PolicyBook.Contents>(var contents) -> checked(PolicyBook.of(contents));
            case Checked.Bad<PolicyBook.Contents>(var problems) ->
                throw new IllegalStateException("Tables do not load: "
                        + problems.getFirst().sentence() + " (sallyport policy check names all problems)");
        };
        files.put(tables(book), texts);
        return book;
    }

    private static PolicyBook checked(Checked<PolicyBook> book) {
        return switch (book) {
            case Checked.Good<PolicyBook>(var good) -> good;
            case Checked.Bad<PolicyBook>(var problems) ->
                throw new IllegalStateException(
                        "Tables do not go together: " + problems.getFirst().sentence());
        };
    }

    /** The same tables make the same line, whoever adopted them. */
    private static String tables(PolicyBook book) {
        var lines = new ArrayList<String>();
        book.contents().tables().forEach(t -> lines.add(t.id() + " " + t.version()));
        book.contents().orders().forEach(o -> lines.add(o.id() + " " + o.version()));
        return String.join("\n", lines);
    }

    /** The tables of {@code next} with the adoptions and practices of {@code before}: what an upgrade puts in force. */
    public static PolicyBook carriedOver(PolicyBook before, PolicyBook next) {
        return next.withAdoptions(before.contents().adoptions())
                .withPractices(before.contents().practices());
    }

    /** Whether both hold the same tables and orders. */
    public static boolean sameTables(PolicyBook one, PolicyBook other) {
        return tables(one).equals(tables(other));
    }

    @Override
    public byte[] write(PolicyBook book) {
        var texts = files.get(tables(book));
        if (texts == null && !book.contents().tables().isEmpty()) {
            throw new IllegalStateException("The files of this policy book are not known, so it cannot be kept.");
        }
        var node = JsonNodeFactory.instance.objectNode();
        node.put("schema", 1);
        node.put("hash", book.hash());
        var kept = node.putObject("files");
        if (texts != null) {
            texts.forEach(kept::put);
        }
        var adoptions = node.putObject("adoptions");
        switch (book.contents().adoptions()) {
            case Adoptions.None _ -> adoptions.put("kind", "none");
            case Adoptions.All _ -> adoptions.put("kind", "all");
            case Adoptions.Everywhere(var versions) -> {
                adoptions.put("kind", "everywhere");
                versions.stream().sorted().forEach(adoptions.putArray("versions")::add);
            }
            case Adoptions.ByFacility by -> {
                adoptions.put("kind", "by-facility");
                var list = adoptions.putArray("adoptions");
                by.adoptions()
                        .forEach(a -> list.addObject()
                                .put("facility", a.facility())
                                .put("version", a.version())
                                .put("by", a.by())
                                .put("at", a.at().toString()));
            }
        }
        var practices = node.putArray("practices");
        book.contents()
                .practices()
                .forEach(p -> practices
                        .addObject()
                        .put("facility", p.facility())
                        .put("requester", p.requester().word())
                        .put("act", p.act().word())
                        .put("practice", p.toDo().word()));
        read.put(book.hash(), book);
        return zip(CanonicalJson.of(node));
    }

    @Override
    public PolicyBook read(byte[] content) {
        var node = JSON.readTree(unzip(content));
        return read.computeIfAbsent(node.path("hash").stringValue(), _ -> book(node));
    }

    private PolicyBook book(JsonNode node) {
        var texts = new TreeMap<String, String>();
        node.path("files")
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().stringValue()));
        return load(texts).withAdoptions(adoptions(node.path("adoptions"))).withPractices(practices(node));
    }

    private static Adoptions adoptions(JsonNode node) {
        return switch (node.path("kind").stringValue()) {
            case "all" -> new Adoptions.All();
            case "everywhere" ->
                new Adoptions.Everywhere(node.path("versions")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .collect(Collectors.toSet()));
            case "by-facility" ->
                new Adoptions.ByFacility(node.path("adoptions")
                        .valueStream()
                        .map(a -> new Adoptions.Adoption(
                                a.path("facility").stringValue(),
                                a.path("version").stringValue(),
                                a.path("by").stringValue(),
                                Instant.parse(a.path("at").stringValue())))
                        .toList());
            default -> new Adoptions.None();
        };
    }

    private static List<Practice> practices(JsonNode node) {
        return node.path("practices")
                .valueStream()
                .map(p -> new Practice(
                        p.path("facility").stringValue(),
                        word(Facts.Requester.class, p, "requester"),
                        word(Act.class, p, "act"),
                        word(Notify.class, p, "practice")))
                .toList();
    }

    private static <E extends Enum<E> & Worded> E word(Class<E> type, JsonNode node, String member) {
        return Worded.of(type, node.path(member).stringValue())
                .orElseThrow(() -> new IllegalStateException("A kept policy book has an unknown " + member + "."));
    }

    private static byte[] zip(String text) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes every byte", e);
        }
        return out.toByteArray();
    }

    private static String unzip(byte[] content) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(zip.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("A kept policy book is damaged", e);
        }
    }
}
