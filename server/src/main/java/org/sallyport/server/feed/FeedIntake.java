package org.sallyport.server.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.FeedReply;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.Reading;
import org.sallyport.formats.feed.Readings;
import org.sallyport.journal.EntryAltered;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.worker.FrontDesk;

/**
 * Takes in a facility's feed, whatever way it came: reads it, records what is good in batches, quarantines what is not,
 * and answers each event. One batch is in memory at a time.
 */
public final class FeedIntake {
    /** Fixed words for what speaks of a stay that was destroyed: they tell nothing of whom or why. */
    static final Problem NOT_TAKEN = new Problem(
            "feed.not-taken",
            "",
            "",
            "An entry that this record takes in.",
            "Leave it out; counsel of the facility can say whether that is right.");

    private static final int BATCH = 100;
    private static final Pattern SUBJECT = Pattern.compile("\"subject\"\\s*:\\s*\"([^\"\\\\]+)\"");

    private final FrontDesk desk;
    private final Quarantine quarantine;
    private final InstantSource business;
    private final MeterRegistry meters;

    /** An intake. {@code business} tells when an event was received. */
    public FeedIntake(FrontDesk desk, Quarantine quarantine, InstantSource business, MeterRegistry meters) {
        this.desk = desk;
        this.quarantine = quarantine;
        this.business = business;
        this.meters = meters;
    }

    /** What became of one event. */
    public enum Fate {
        ACCEPTED,
        DUPLICATE,
        /** The same id was received with other content, or its stay was destroyed. */
        REFUSED,
        /** It could not be read; it waits in quarantine. */
        QUARANTINED;

        /** The fate as replies and metrics say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The reply to one event.
     *
     * @param place    its line, or its place in the batch, from 1
     * @param id       its id; empty when it could not be read
     * @param fate     what became of it
     * @param problems why it was not taken
     * @param remarks  what its sender should know although it was taken
     */
    public record EventReply(long place, String id, Fate fate, List<Problem> problems, List<Problem> remarks) {
        static EventReply notTaken(long place, String id) {
            return new EventReply(place, id, Fate.REFUSED, List.of(NOT_TAKEN), List.of());
        }

        /** Whether it speaks of what was destroyed, so that nothing of it may be kept anywhere. */
        boolean ofDestroyed() {
            return problems.contains(NOT_TAKEN);
        }
    }

    /** Takes in a body of one event, a batch, or JSON Lines. */
    public List<EventReply> body(Facility facility, byte[] body) {
        var reader = new FeedReader(List.of(facility));
        var now = business.instant();
        return take(facility, zipped(body) ? reader.read(new ByteArrayInputStream(body), now) : reader.body(body, now));
    }

    /** Takes in a file. */
    public List<EventReply> file(Facility facility, InputStream in) throws IOException {
        return take(facility, new FeedReader(List.of(facility)).read(in, business.instant()));
    }

    private static boolean zipped(byte[] body) {
        return body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
    }

    private List<EventReply> take(Facility facility, Readings readings) {
        var replies = new ArrayList<EventReply>();
        var batch = new ArrayList<Reading>();
        while (readings.hasNext()) {
            batch.add(readings.next());
            if (batch.size() == BATCH || !readings.hasNext()) {
                replies.addAll(batch(facility, batch));
                batch.clear();
            }
        }
        return replies;
    }

    private List<EventReply> batch(Facility facility, List<Reading> batch) {
        var digests = new IdentityHashMap<FeedEvent, String>();
        var events = new ArrayList<FeedEvent>();
        for (var reading : batch) {
            if (reading instanceof Reading.Taken taken) {
                events.add(taken.event());
                digests.put(taken.event(), taken.digest());
            }
        }
        var next =
                answers(facility.id(), events, e -> digests.getOrDefault(e, "")).iterator();
        var replies = new ArrayList<EventReply>();
        for (var reading : batch) {
            replies.add(
                    switch (reading) {
                        case Reading.Taken taken ->
                            next.next()
                                    .map(reply -> answered(taken, reply))
                                    .orElseGet(() -> unreadable(facility.id(), taken));
                        case Reading.Refused refused -> quarantined(facility.id(), refused, business.instant());
                    });
        }
        for (var reply : replies) {
            meters.counter(
                            "sallyport.feed.events",
                            "facility",
                            facility.id().path(),
                            "result",
                            reply.fate().word())
                    .increment();
        }
        return replies;
    }

    /**
     * What the desk says of each event. Where the record of a stay or a request that one of them needs was altered, the
     * others are taken in all the same, one by one; the reply to that one is empty.
     */
    private List<Optional<FeedReply>> answers(
            FacilityId facility, List<FeedEvent> events, Function<FeedEvent, String> digest) {
        if (events.isEmpty()) {
            return List.of();
        }
        try {
            return desk.accept(facility, events, digest).replies().stream()
                    .map(Optional::of)
                    .toList();
        } catch (EntryAltered e) {
            desk.desk().unreadable(facility, e);
            return events.size() == 1
                    ? List.of(Optional.empty())
                    : events.stream()
                            .flatMap(one -> answers(facility, List.of(one), digest).stream())
                            .toList();
        }
    }

    /** It waits in quarantine, whole, until the record is what it was. */
    private EventReply unreadable(FacilityId facility, Reading.Taken taken) {
        var problems = List.of(Refusal.ALTERED);
        quarantine.keep(facility, taken.canonical(), problems, business.instant());
        return new EventReply(taken.place(), taken.event().id(), Fate.QUARANTINED, problems, List.of());
    }

    private static EventReply answered(Reading.Taken taken, FeedReply reply) {
        return switch (reply.status()) {
            case ACCEPTED -> new EventReply(taken.place(), reply.id(), Fate.ACCEPTED, List.of(), taken.remarks());
            case DUPLICATE -> new EventReply(taken.place(), reply.id(), Fate.DUPLICATE, List.of(), taken.remarks());
            case REFUSED_DESTROYED -> EventReply.notTaken(taken.place(), reply.id());
            case REFUSED_OTHER_CONTENT ->
                new EventReply(
                        taken.place(),
                        reply.id(),
                        Fate.REFUSED,
                        List.of(new Problem(
                                "feed.id.other-content",
                                "id",
                                "",
                                "An id that was not received before with other content.",
                                "Send what changed as custody.corrected, with an id of its own.")),
                        List.of());
        };
    }

    private EventReply quarantined(FacilityId facility, Reading.Refused refused, Instant at) {
        if (ofDestroyed(facility, refused.raw())) {
            return EventReply.notTaken(refused.place(), refused.id());
        }
        if (!refused.raw().isEmpty()) {
            quarantine.keep(facility, refused.raw(), refused.problems(), at);
        }
        return new EventReply(refused.place(), refused.id(), Fate.QUARANTINED, refused.problems(), List.of());
    }

    /** What cannot be read as an event may still name a booking whose stay was destroyed. */
    private boolean ofDestroyed(FacilityId facility, String raw) {
        var subjects = SUBJECT.matcher(raw).results().map(m -> m.group(1)).toList();
        return !subjects.isEmpty() && !desk.desk().destroyed(facility, subjects).isEmpty();
    }

    /** Reads again what waits in quarantine; the replies to those read, and what cannot be read stays. */
    public List<EventReply> again(Facility facility, String quarantined) {
        var opened = quarantine.open(facility.id(), quarantined);
        if (opened.isEmpty()) {
            return List.of();
        }
        var replies = body(facility, opened.get().raw().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (replies.stream().noneMatch(r -> r.fate() == Fate.QUARANTINED)) {
            quarantine.release(facility.id(), quarantined);
        }
        return replies;
    }
}
