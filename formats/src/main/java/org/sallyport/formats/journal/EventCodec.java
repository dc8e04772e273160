package org.sallyport.formats.journal;

import java.util.Map;
import org.sallyport.journal.Recorded;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as the bytes a journal keeps, and reads them back, whatever schema they were written in. Bytes once
 * written are read for ever: frozen samples in the tests hold every schema released.
 */
public final class EventCodec {
    private static final JsonMapper MAPPER = JournalMapper.create();
    private static final ClassValue<ObjectWriter> WRITERS = new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> shape) {
            return MAPPER.writerFor(shape);
        }
    };
    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> shape) {
            return MAPPER.readerFor(shape);
        }
    };

    private final Map<Upcast.From, Upcast> upcasts;

    /** A codec that knows every upcaster of this version. */
    public EventCodec() {
        this(Upcasts.ALL);
    }

    EventCodec(Map<Upcast.From, Upcast> upcasts) {
        this.upcasts = Map.copyOf(upcasts);
    }

    /**
     * An event as the journal keeps it.
     *
     * @param type   the kind's stable name
     * @param schema the schema of {@code json}
     * @param json   UTF-8
     */
    public record Written(String type, int schema, byte[] json) {}

    /** Writes an event in the newest schema of its kind. */
    public Written write(Recorded event) {
        var entry = EventTypes.BY_SHAPE.get(event.getClass());
        if (entry == null) {
            throw new IllegalStateException(
                    event.getClass().getName() + " is not registered as a kind of journal event: add it to EventTypes");
        }
        return new Written(
                entry.type(), entry.schema(), WRITERS.get(entry.shape()).writeValueAsBytes(event));
    }

    /**
     * Reads an event.
     *
     * @throws SchemaTooNew when a newer version wrote it
     * @throws UnreadableEvent when the bytes are not what any version wrote
     * @throws IllegalStateException when the kind is unknown, or a step between two schemas is missing
     */
    public Recorded read(String type, int schema, byte[] json) {
        var entry = EventTypes.BY_TYPE.get(type);
        if (entry == null) {
            throw new IllegalStateException("The journal holds " + type + ", which this version of Sallyport does not"
                    + " know. Start the version that wrote it.");
        }
        if (schema > entry.schema()) {
            throw new SchemaTooNew(type, schema, entry.schema());
        }
        try {
            if (schema == entry.schema()) {
                return READERS.get(entry.shape()).readValue(json);
            }
            return READERS.get(entry.shape()).readValue(upcast(entry, schema, MAPPER.readTree(json)));
        } catch (JacksonException e) {
            throw new UnreadableEvent(type, schema, e.getLocation());
        }
    }

    private JsonNode upcast(EventTypes.Entry entry, int schema, JsonNode old) {
        var json = old;
        for (int from = schema; from < entry.schema(); from++) {
            var step = upcasts.get(new Upcast.From(entry.type(), from));
            if (step == null) {
                throw new IllegalStateException(
                        "No step from schema " + from + " of " + entry.type() + " to the next.");
            }
            json = step.next(json);
        }
        return json;
    }
}
