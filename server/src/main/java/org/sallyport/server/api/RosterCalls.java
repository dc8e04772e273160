package org.sallyport.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.feed.RosterIntake;
import org.sallyport.server.feed.RosterReply;
import org.sallyport.server.refusal.Problems;
import org.sallyport.server.refusal.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Rosters as {@link FeedApi} takes them, below a facility's address. */
final class RosterCalls {
    private static final String TYPES = "csv|plain|gzip|x-gzip|octet-stream";

    private final RosterIntake intake;
    private final Bodies bodies;

    RosterCalls(RosterIntake intake, Bodies bodies) {
        this.intake = intake;
        this.bodies = bodies;
    }

    /** Takes in a file of rosters; {@code takenAt} where its mapping names no snapshot column. */
    ResponseEntity<?> take(Facility facility, HttpServletRequest request, Optional<String> takenAt) throws IOException {
        var type = request.getContentType();
        if (type != null && !MediaType.parseMediaType(type).getSubtype().matches(TYPES)) {
            throw Refusal.contentType();
        }
        var at = takenAt.map(RosterCalls::moment);
        var body = bodies.stream(request);
        return switch (intake.file(facility, body, at)) {
            case Checked.Bad<List<RosterReply>>(var problems) -> throw Refusal.of(problems);
            case Checked.Good<List<RosterReply>>(var replies) -> {
                body.refuseTooLong();
                yield answer(replies);
            }
        };
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw Refusal.of(
                    "roster.taken-at",
                    "takenAt",
                    "A moment with its offset, such as 2026-09-02T06:00:00-04:00 (in an address, + is written %2B).",
                    "Say when the roster was taken.");
        }
    }

    /** A supervisor takes a refused roster in. */
    ResponseEntity<?> accept(Facility facility, HttpServletRequest request, String by) throws IOException {
        var body = bodies.object(request);
        var at = moment(Bodies.needed(body, "takenAt", "When the refused roster was taken."));
        var reason = Bodies.needed(body, "reason", "Why it is right, in words that name no person.");
        return intake.accept(facility, at, by, reason)
                .<ResponseEntity<?>>map(reply -> answer(List.of(reply)))
                .orElseThrow(() -> Refusal.unknown("roster"));
    }

    /** The desk answers whether a person is still held. */
    Map<String, Object> absence(Facility facility, String episode, HttpServletRequest request, String by)
            throws IOException {
        var said = Bodies.text(bodies.object(request), "answer");
        if (!said.equals("still-held") && !said.equals("left")) {
            throw Refusal.of("absence.answer", "answer", "still-held or left.", "Look, and say which.");
        }
        if (!named(episode)
                .map(e -> intake.answer(facility, e, said.equals("still-held"), by))
                .orElse(false)) {
            throw Refusal.unknown("absence");
        }
        return Map.of("stay", episode, "answer", said);
    }

    private static Optional<EpisodeId> named(String episode) {
        try {
            return Optional.of(new EpisodeId(UUID.fromString(episode)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Where a facility's rosters stand. */
    Map<String, Object> standing(Facility facility) {
        var standing = intake.standing(facility.id());
        var shown = new LinkedHashMap<String, Object>();
        shown.put("lastTakenAt", standing.lastTaken());
        shown.put(
                "refused",
                standing.refused()
                        .map(r -> Map.of("takenAt", r.roster().takenAt(), "lost", r.lost(), "present", r.present())));
        shown.put(
                "absences",
                standing.questions().stream()
                        .map(q -> Map.of(
                                "stay", q.episode().value(), "lastListed", q.seenAt(), "firstMissed", q.missedAt()))
                        .toList());
        return shown;
    }

    private static ResponseEntity<?> answer(List<RosterReply> replies) {
        var body = Map.of("rosters", replies.stream().map(RosterCalls::shown).toList());
        long good = replies.stream().filter(RosterReply::good).count();
        if (good == replies.size()) {
            return ResponseEntity.ok(body);
        }
        if (good > 0) {
            return ResponseEntity.status(HttpStatus.MULTI_STATUS).body(body);
        }
        boolean refused = replies.stream().anyMatch(r -> r.fate() == RosterReply.Fate.REFUSED);
        var status = refused ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        var problems = new ArrayList<Problem>();
        replies.forEach(r -> problems.addAll(r.problems()));
        var detail = Problems.detail(status, status.getReasonPhrase(), problems);
        detail.setProperty("rosters", body.get("rosters"));
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private static Map<String, Object> shown(RosterReply reply) {
        var one = new LinkedHashMap<String, Object>();
        one.put("takenAt", reply.takenAt());
        one.put("status", reply.fate().word());
        one.put("rows", reply.rows());
        one.put("counts", reply.counts());
        one.put("booked", reply.booked());
        one.put("changed", reply.changed());
        one.put("absent", reply.absent());
        one.put("problems", Problems.list(reply.problems()));
        one.put("remarks", Problems.list(reply.remarks()));
        one.put("unmapped", reply.unmapped());
        return one;
    }
}
