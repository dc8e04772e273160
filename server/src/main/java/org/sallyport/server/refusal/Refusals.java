package org.sallyport.server.refusal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.journal.EntryAltered;
import org.sallyport.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever ends a call into a problem document; a fault of our own says nothing but that it was one. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class Refusals extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        return answer(refusal.status(), refusal.problems());
    }

    @ExceptionHandler
    ResponseEntity<Object> denied(AccessDeniedException denied) {
        return answer(HttpStatus.FORBIDDEN, List.of(Refusal.FORBIDDEN));
    }

    @ExceptionHandler
    ResponseEntity<Object> altered(EntryAltered altered) {
        LOG.error("A call was answered 503: {}", altered.getMessage());
        var answer = answer(HttpStatus.SERVICE_UNAVAILABLE, List.of(Refusal.ALTERED));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "60")
                .body(answer.getBody());
    }

    /** The message is not repeated and not logged: a library's message may hold what it was given. */
    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault) {
        LOG.error("A call ended in {} {}", fault.getClass().getName(), where(fault));
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                List.of(new Problem(
                        "server.fault",
                        "",
                        "",
                        "An answer; this one is a fault of the program.",
                        "Send the same again: what was recorded is not recorded twice. If it stays, tell the operator"
                                + " the time.")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var known = HttpStatus.resolve(status.value());
        var problem = switch (status.value()) {
            case 404 -> new Problem("address.unknown", "", "", "An address of this API.", "See /api/v1/openapi.json.");
            case 405 ->
                new Problem(
                        "method.not-allowed",
                        "",
                        "",
                        "A method this address takes; the header Allow names them.",
                        "See /api/v1/openapi.json.");
            case 415 ->
                new Problem(
                        "content-type.unsupported",
                        "content-type",
                        "",
                        "A content type this address takes, such as application/json.",
                        "Set the header Content-Type.");
            case 406 -> new Problem("accept.unsupported", "accept", "", "application/json.", "Set the header Accept.");
            default ->
                new Problem(
                        "request.malformed",
                        "",
                        "",
                        "A body and parameters as the API describes them.",
                        "See /api/v1/openapi.json.");
        };
        return ResponseEntity.status(status)
                .headers(headers)
                .header(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .body(Problems.detail(status, known == null ? "" : known.getReasonPhrase(), List.of(problem)));
    }

    private static ResponseEntity<Object> answer(HttpStatus status, List<Problem> problems) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .body(Problems.detail(status, status.getReasonPhrase(), problems));
    }

    private static String where(Throwable fault) {
        return Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.sallyport."))
                .findFirst()
                .map(frame -> "at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("outside our own code");
    }
}
