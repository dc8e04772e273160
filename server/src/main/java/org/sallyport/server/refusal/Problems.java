package org.sallyport.server.refusal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.problem.Problem;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** The one shape of every refusal: RFC 9457 with all problems in {@code problems}. */
public final class Problems {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Problems() {}

    /** A refusal of this status. */
    public static ProblemDetail detail(HttpStatusCode status, String title, List<Problem> problems) {
        var detail = ProblemDetail.forStatus(status);
        detail.setType(URI.create("about:blank"));
        detail.setInstance(URI.create("about:blank")); // the address as it was sent would be repeated otherwise
        detail.setTitle(title);
        if (!problems.isEmpty()) {
            detail.setDetail(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
        }
        detail.setProperty("problems", list(problems));
        return detail;
    }

    /** Problems as they stand in JSON. */
    public static List<Map<String, String>> list(List<Problem> problems) {
        var list = new ArrayList<Map<String, String>>();
        for (var p : problems) {
            var one = new LinkedHashMap<String, String>();
            one.put("code", p.code());
            one.put("field", p.field());
            one.put("given", p.given());
            one.put("expected", p.expected());
            one.put("remedy", p.remedy());
            one.put("text", p.sentence());
            list.add(one);
        }
        return list;
    }

    /** Writes a refusal where no controller is reached. */
    public static void write(HttpServletResponse response, int status, String title, List<Problem> problems)
            throws IOException {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("problems", list(problems));
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
