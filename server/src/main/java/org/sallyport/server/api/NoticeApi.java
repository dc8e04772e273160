package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.sallyport.notice.NoticeId;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Acknowledgement of notices by the agency that received them. */
@RestController
@RequestMapping("/api/v1/notices")
@Tag(name = "notices")
public class NoticeApi {
    private final Commands commands;
    private final Bodies bodies;

    NoticeApi(Commands commands, Bodies bodies) {
        this.commands = commands;
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
}
