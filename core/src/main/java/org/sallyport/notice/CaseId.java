package org.sallyport.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.request.RequestId;

/** Names one request applied to one stay: a name-based UUID of the two. */
public record CaseId(UUID value) implements Comparable<CaseId> {
    /** The case of this request and this stay; the same pair always has the same name. */
    public static CaseId of(RequestId request, EpisodeId episode) {
        return new CaseId(UUID.nameUUIDFromBytes(("case " + request + " " + episode).getBytes(UTF_8)));
    }

    @Override
    public int compareTo(CaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
