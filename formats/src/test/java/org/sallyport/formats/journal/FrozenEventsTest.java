package org.sallyport.formats.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.custody.CustodyFact;
import org.sallyport.formats.feed.Samples;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.EpisodeEvent;

/** Frozen samples: what any released version wrote is read for as long as journals are kept. */
final class FrozenEventsTest {
    private static final EventCodec CODEC = new EventCodec();
    private static final Path FROZEN = Path.of("src", "test", "resources", "journal");
    private static final Instant AT = Instant.parse("2026-09-02T18:05:00Z");

    static List<EventTypes.Entry> types() {
        return EventTypes.ALL;
    }

    static List<CustodyFact> facts() {
        return Samples.facts();
    }

    /** Whoever records a new kind of event finds out here that it must be registered. */
    @Test
    void every_recorded_event_of_the_core_is_registered() throws Exception {
        var registered = EventTypes.ALL.stream().map(e -> e.shape().getName()).collect(Collectors.toSet());
        var missing = new TreeSet<>(recordedClasses());
        missing.removeAll(registered);

        assertEquals(Set.of(), missing, "Register these in EventTypes, each with a frozen sample");
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_event_comes_back_as_it_was_recorded_full_or_empty(EventTypes.Entry type) {
        for (boolean full : new boolean[] {true, false}) {
            var event = (Recorded) new Sampler(full, new CustodyFact.Returned()).of(type.shape());
            var encoded = CODEC.write(event);

            assertEquals(type.type(), encoded.type());
            assertEquals(event, CODEC.read(encoded.type(), encoded.schema(), encoded.json()));
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void every_fact_of_a_feed_comes_back_as_it_was_received(CustodyFact fact) {
        var event = new EpisodeEvent.FactReceived(Samples.event(fact));
        var encoded = CODEC.write(event);

        assertEquals(event, CODEC.read(encoded.type(), encoded.schema(), encoded.json()));
    }

    /**
     * What an earlier version wrote must be read for as long as journals are kept. When a shape changes: give it the
     * next schema and an upcaster, keep the old sample. {@code -Dsallyport.freeze=true} writes the samples that are
     * missing and touches none that is there.
     */
    @ParameterizedTest
    @MethodSource("types")
    void every_frozen_sample_is_still_read_and_says_the_same(EventTypes.Entry type) throws IOException {
        for (int schema = 1; schema <= type.schema(); schema++) {
            var file = FROZEN.resolve(type.type() + ".v" + schema + ".json");
            if (Boolean.getBoolean("sallyport.freeze") && schema == type.schema() && Files.notExists(file)) {
                var fact = new CustodyFact.Charged(Samples.CHARGE);
                Files.write(
                        file,
                        CODEC.write((Recorded) new Sampler(true, fact).of(type.shape()))
                                .json());
            }
            assertTrue(Files.exists(file), () -> file + " is missing; freeze it with -Dsallyport.freeze=true");
            var event = CODEC.read(type.type(), schema, Files.readAllBytes(file));
            if (schema == type.schema()) {
                assertEquals(
                        Files.readString(file).strip(),
                        new String(CODEC.write(event).json(), UTF_8));
            }
        }
    }

    @Test
    void bytes_that_no_version_wrote_are_refused_without_repeating_them() {
        for (var json : List.of(
                "{\"why\":\"Test Person 1\"",
                "{\"why\":7,\"at\":\"Test Person 1\"}",
                "[]",
                "{\"why\":\"desk\",\"at\":[\"Test Person 1\"]}")) {
            var refused =
                    assertThrows(UnreadableEvent.class, () -> CODEC.read("request.expired", 1, json.getBytes(UTF_8)));
            assertFalse(refused.toString().contains("Person 1"));
            assertEquals(null, refused.getCause());
        }
    }

    @Test
    void amounts_and_moments_keep_every_digit() {
        var fact = new CustodyFact.BondSet(
                "1", "", java.util.Optional.of(new java.math.BigDecimal("2500.00")), AT.plusNanos(1));
        var json = new String(
                CODEC.write(new EpisodeEvent.FactReceived(Samples.event(fact))).json(), UTF_8);

        assertTrue(json.contains("\"amount\":2500.00") && json.contains("18:05:00.000000001Z"), json);
    }

    private static Set<String> recordedClasses() throws URISyntaxException, IOException, ClassNotFoundException {
        var source = Path.of(Recorded.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(source)) {
            return recordedClasses(source);
        }
        try (var jar = FileSystems.newFileSystem(source)) {
            return recordedClasses(jar.getPath("/"));
        }
    }

    private static Set<String> recordedClasses(Path root) throws IOException, ClassNotFoundException {
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var name = root.relativize(file).toString().replace('\\', '/').replace('/', '.');
                if (name.equals("module-info.class")) {
                    continue;
                }
                var type = Class.forName(
                        name.substring(0, name.length() - ".class".length()), false, Recorded.class.getClassLoader());
                if (Recorded.class.isAssignableFrom(type) && !type.isInterface()) {
                    found.add(type.getName());
                }
            }
        }
        return found;
    }
}
