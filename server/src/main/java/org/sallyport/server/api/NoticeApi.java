package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sallyport.desk.Reply;
import org.sallyport.notice.NoticeId;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.PhoneCalls;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Acknowledgement of notices by the agency that received them, and the calls a desk makes. */
@RestController
@RequestMapping("/api/v1/notices")
@Tag(name = "notices")
public class NoticeApi {
    private final Commands commands;
    private final PhoneCalls calls;
    private final Lists lists;
    private final Bodies bodies;

    NoticeApi(Commands commands, PhoneCalls calls, Lists lists, Bodies bodies) {
        this.commands = commands;
        this.calls = calls;
        this.lists = lists;
        this.bodies = bodies;
    }

    @Operation(
            summary = "Acknowledge a notice",
            description = "answer: coming, not-coming or undecided; \"not-coming\" is as good an answer as \"coming\"."
                    + " officerReference: the agency's own reference. The same answer again changes nothing.")
    @PostMapping("/{id}/acknowledgement")
    Map<String, Object> acknowledge(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var answer = Bodies.needed(body, "answer", "One of coming, not-coming, undecided.");
        var notice = new NoticeId(id);
        commands.noticeOf(caller, notice);
        commands.done(desk -> desk.acknowledge(notice, answer, Bodies.text(body, "officerReference"), caller.actor()));
        return Map.of("notice", notice.number(), "answer", answer);
    }

    /** A call the desk has to make. */
    public record Call(
            UUID notice,
            String number,
            String facility,
            UUID stay,
            String agency,
            String call,
            String script,
            Instant deadline) {}

    @Operation(
            summary = "Calls the desk has to make, soonest deadline first",
            description = "Of the facilities whose desk the caller works: number and script, to be read out.")
    @GetMapping("/calls")
    List<Call> calls(@AuthenticationPrincipal Caller caller) {
        return lists.facilitiesOf(caller, Role.DESK, Role.SUPERVISOR).stream()
                .flatMap(f -> calls.waiting(f).stream())
                .map(s -> new Call(
                        s.notice().value(),
                        s.notice().number(),
                        s.facility().path(),
                        s.episode().value(),
                        s.agency(),
                        s.number(),
                        s.script(),
                        s.deadline()))
                .toList();
    }

    @Operation(
            summary = "Record what came of a call",
            description = "answer: coming, not-coming, undecided, or no-answer when nobody was reached. spoke: who"
                    + " answered, as the agency refers to them.")
    @PostMapping("/{id}/call")
    Map<String, Object> called(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var answer = Bodies.text(body, "answer");
        if (!PhoneCalls.ANSWERS.contains(answer)) {
            throw Refusal.of("call.answer", "answer", "coming, not-coming, undecided or no-answer.", "Choose one.");
        }
        var notice = new NoticeId(id);
        var facility = commands.noticeOf(caller, notice).facility();
        Commands.require(caller, facility, Role.DESK, Role.SUPERVISOR);
        if (calls.called(facility, notice, answer, Bodies.text(body, "spoke"), caller.actor())
                instanceof Reply.Refused(var code)) {
            throw Refusal.conflict(code);
        }
        return Map.of("notice", notice.number(), "answer", answer);
    }
}
