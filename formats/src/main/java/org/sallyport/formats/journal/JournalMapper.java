package org.sallyport.formats.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import java.util.function.Function;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.NoticeId;
import org.sallyport.request.RequestId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How the core's records stand in the journal's JSON: names as text, moments in ISO 8601, facts with their type. */
final class JournalMapper {
    private JournalMapper() {}

    static JsonMapper create() {
        return JsonMapper.builder()
                .addModule(names())
                .addMixIn(CustodyFact.class, Typed.class)
                .registerSubtypes(FactTypes.ALL.toArray(tools.jackson.databind.jsontype.NamedType[]::new))
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
    private interface Typed {}

    private static SimpleModule names() {
        var module = new SimpleModule("names");
        name(module, FacilityId.class, FacilityId::new);
        name(module, EpisodeId.class, text -> new EpisodeId(UUID.fromString(text)));
        name(module, RequestId.class, text -> new RequestId(UUID.fromString(text)));
        name(module, CaseId.class, text -> new CaseId(UUID.fromString(text)));
        name(module, NoticeId.class, text -> new NoticeId(UUID.fromString(text)));
        return module;
    }

    private static <T> void name(SimpleModule module, Class<T> type, Function<String, T> read) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(value.toString());
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                return read.apply(in.getString());
            }
        });
    }
}
