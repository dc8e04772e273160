package org.sallyport.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.StreamId;
import org.sallyport.request.RequestId;

/** Names of streams. Everything about one stay, request, facility or agency stands in one stream. */
public final class Streams {
    private Streams() {}

    /** The stream of a stay. */
    public static StreamId of(EpisodeId id) {
        return new StreamId(StreamId.Kind.EPISODE, id.value());
    }

    /** The stream of a request. */
    public static StreamId of(RequestId id) {
        return new StreamId(StreamId.Kind.REQUEST, id.value());
    }

    /** The stream of a facility. */
    public static StreamId of(FacilityId id) {
        return new StreamId(StreamId.Kind.FACILITY, named("facility " + id.path()));
    }

    /** The stream of an agency, by its short name. */
    public static StreamId ofAgency(String agency) {
        return new StreamId(StreamId.Kind.AGENCY, named("agency " + agency));
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }
}
