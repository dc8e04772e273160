package org.sallyport.formats.roster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.sallyport.custody.Roster;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.custody.RosterState;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of rosters between two of them, as JSON by gzip. Personal: it is sealed wherever it is kept. */
public final class RosterJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RosterJson() {}

    /** Writes what the rosters of a facility have said so far. */
    public static byte[] write(RosterState state) {
        return zipped(state);
    }

    /** Reads it again. */
    public static RosterState state(byte[] bytes) {
        return unzipped(bytes, RosterState.class);
    }

    /** Writes a roster. */
    public static byte[] write(Roster roster) {
        return zipped(roster);
    }

    /** Reads it again. */
    public static Roster roster(byte[] bytes) {
        return unzipped(bytes, Roster.class);
    }

    /** Counts as plain JSON; they name nobody. */
    public static String write(Counts counts) {
        return JSON.writeValueAsString(counts);
    }

    /** Reads them again. */
    public static Counts counts(String json) {
        return JSON.readValue(json, Counts.class);
    }

    private static byte[] zipped(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes, 1 << 16)) {
            JSON.writeValue(zip, value);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written.", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T unzipped(byte[] bytes, Class<T> type) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
            return JSON.readValue(zip, type);
        } catch (IOException e) {
            throw new UncheckedIOException("What was kept of a roster is damaged.", e);
        }
    }
}
