package org.sallyport.server.console;

import jakarta.servlet.http.HttpServletResponse;
import org.sallyport.server.refusal.Refusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Shows people a page where machines get a problem document. */
@ControllerAdvice(basePackageClasses = Console.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleRefusals {
    @ExceptionHandler
    String refused(Refusal refusal, HttpServletResponse response, Model page) {
        response.setStatus(refusal.status().value());
        page.addAttribute("problems", refusal.problems());
        return "console/refused";
    }
}
