package org.sallyport.server.refusal;

import java.util.List;
import org.sallyport.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ends the handling of a call with a status and every problem. Nothing was saved. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient List<Problem> problems;

    private Refusal(HttpStatus status, List<Problem> problems) {
        super(status.getReasonPhrase(), null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    /** The input is wrong: every problem of it. */
    public static Refusal of(List<Problem> problems) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, problems);
    }

    /** The input is wrong in one way. */
    public static Refusal of(String code, String field, String expected, String remedy) {
        return of(List.of(new Problem(code, field, "", expected, remedy)));
    }

    /** The rules say no. */
    public static Refusal conflict(String code) {
        return new Refusal(HttpStatus.CONFLICT, List.of(RefusalText.of(code)));
    }

    /** There is no such thing, or none the caller may know of: the two are not told apart. */
    public static Refusal unknown(String what) {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                List.of(new Problem(
                        what + ".unknown", "", "", "A " + what + " that you may see.", "Check the address.")));
    }

    /** The caller may not do this. */
    public static Refusal forbidden() {
        return new Refusal(HttpStatus.FORBIDDEN, List.of(FORBIDDEN));
    }

    static final Problem FORBIDDEN = new Problem(
            "access.forbidden",
            "",
            "",
            "A role for what you asked.",
            "Use the key or account meant for it, or ask the administrator.");

    /** An entry of the record that would answer is not what was recorded: see EntryAltered. */
    public static final Problem ALTERED = new Problem(
            "record.altered",
            "",
            "",
            "The record as it was written; an entry of it is not what was recorded, so it is not gone by.",
            "Nothing was saved: send the same again once the record is restored. The operator runs sallyport audit"
                    + " check (docs/operations.md, An altered record).");

    /** The content type is none this address takes. */
    public static Refusal contentType() {
        return new Refusal(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                List.of(new Problem(
                        "content-type.unsupported",
                        "content-type",
                        "",
                        "A content type this address takes, such as application/json.",
                        "Set the header Content-Type.")));
    }

    /** The body is longer than this server takes. */
    public static Refusal tooLarge(long most) {
        return new Refusal(
                HttpStatus.CONTENT_TOO_LARGE,
                List.of(new Problem(
                        "body.too-large",
                        "",
                        "",
                        "A body of at most " + most + " bytes.",
                        "Send it in several parts; nothing of this one was saved.")));
    }

    public HttpStatus status() {
        return status;
    }

    public List<Problem> problems() {
        return problems;
    }
}
