package org.sallyport.server;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Problems;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is answered where no controller was reached. It repeats nothing of the call. */
@RestController
@Hidden
class FaultPage implements ErrorController {
    @RequestMapping("/error")
    void fault(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.INTERNAL_SERVER_ERROR;
        var problem = status.is4xxClientError()
                ? new Problem(
                        "request.malformed", "", "", "A call as the API describes it.", "See /api/v1/openapi.json.")
                : new Problem("server.fault", "", "", "An answer; this is a fault of the program.", "Try again.");
        Problems.write(response, status.value(), status.getReasonPhrase(), List.of(problem));
    }
}
