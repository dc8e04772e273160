package org.sallyport.formats.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.ConsistencyProof;
import org.sallyport.audit.Hash;
import org.sallyport.audit.InclusionProof;
import org.sallyport.audit.Subtree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors of transparency-dev/merkle, good and damaged: each says what whoever checks a proof must answer. */
class PublishedVectorsTest {
    private static final Path VECTORS = Path.of("..", "..", "shared", "vectors", "rfc6962", "testdata");

    @Test
    void every_vector_gets_the_verdict_it_names() throws IOException {
        assumeTrue(Files.exists(VECTORS), "SHARED-ABSENT: " + VECTORS);
        var json = new JsonMapper();
        var wrong = new ArrayList<String>();
        var read = new TreeMap<String, Integer>();
        try (var files = Files.walk(VECTORS)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                var kind = VECTORS.relativize(file).getName(0).toString();
                var vector = json.readTree(file);
                boolean refused = vector.required("wantErr").asBoolean();
                boolean passed = passes(kind, new Vector(vector));
                if (passed == refused) {
                    wrong.add(VECTORS.relativize(file) + " must " + (refused ? "fail" : "pass"));
                }
                read.merge(kind, 1, Integer::sum);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals("{consistency=98, inclusion=98, subtreeconsistency=118, subtreeinclusion=204}", read.toString());
    }

    private static boolean passes(String kind, Vector v) {
        if (v.isUnreadable()) {
            return false;
        }
        return switch (kind) {
            case "inclusion" ->
                new InclusionProof(v.number("leafIdx"), v.number("treeSize"), v.path())
                        .proves(v.hash("leafHash"), v.hash("root"));
            case "consistency" ->
                new ConsistencyProof(v.number("size1"), v.number("size2"), v.path())
                        .proves(v.hash("root1"), v.hash("root2"));
            case "subtreeinclusion" ->
                new Subtree(v.number("start"), v.number("end"))
                        .includes(v.number("leafIdx"), v.hash("leafHash"), v.hash("root"), v.path());
            case "subtreeconsistency" ->
                new Subtree(v.number("start"), v.number("end"))
                        .isPartOf(v.number("size"), v.hash("root1"), v.hash("root2"), v.path());
            default -> throw new IllegalStateException(kind);
        };
    }

    /** What cannot be read as a hash of 32 bytes or a number below 2^63 is refused before any proof is looked at. */
    private record Vector(JsonNode json) {
        boolean isUnreadable() {
            boolean badNumber = StreamSupport.stream(json.spliterator(), false)
                    .filter(JsonNode::isNumber)
                    .anyMatch(n -> n.bigIntegerValue().bitLength() > 63);
            boolean badHash = List.of("root", "root1", "root2", "leafHash").stream()
                    .filter(json::has)
                    .anyMatch(name -> read(json.get(name)).isEmpty());
            return badNumber || badHash || steps().stream().anyMatch(Optional::isEmpty);
        }

        long number(String name) {
            return json.required(name).bigIntegerValue().max(BigInteger.ZERO).longValueExact();
        }

        Hash hash(String name) {
            return read(json.required(name)).orElseThrow();
        }

        List<Hash> path() {
            return steps().stream().flatMap(Optional::stream).toList();
        }

        private List<Optional<Hash>> steps() {
            return StreamSupport.stream(json.required("proof").spliterator(), false)
                    .map(Vector::read)
                    .toList();
        }

        private static Optional<Hash> read(JsonNode text) {
            var bytes = Base64.getDecoder().decode(text.asString());
            if (bytes.length == Hash.BYTES) {
                return Optional.of(Hash.of(bytes));
            }
            // Where any two roots would do, the vectors write these words instead of hashes: they stand for two.
            return new String(bytes, UTF_8).startsWith("don't care")
                    ? Optional.of(Hash.sha256(bytes))
                    : Optional.empty();
        }
    }
}
