package org.sallyport.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.sallyport.journal.EntryAltered;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.ui.Model;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Shows people a page where machines get a problem document. */
@ControllerAdvice(basePackageClasses = Console.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleRefusals.class);

    @ExceptionHandler
    String refused(Refusal refusal, HttpServletResponse response, Model page) {
        response.setStatus(refusal.status().value());
        page.addAttribute("problems", refusal.problems());
        return "console/refused";
    }

    /** The record of the facility, or of what the page is about, was altered. */
    @ExceptionHandler
    String altered(EntryAltered altered, HttpServletResponse response, Model page) {
        LOG.error("A page was answered 503: {}", altered.getMessage());
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        page.addAttribute("problems", List.of(Refusal.ALTERED));
        return "console/refused";
    }

    /** A form without a field, or with a word where a number, a moment or a name of ours belongs. */
    @ExceptionHandler({ServletRequestBindingException.class, MethodArgumentTypeMismatchException.class})
    String unfit(HttpServletResponse response, Model page) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        page.addAttribute(
                "problems",
                List.of(new Problem(
                        "form.incomplete", "", "", "Every field of the form.", "Go back and fill in the form again.")));
        return "console/refused";
    }
}
