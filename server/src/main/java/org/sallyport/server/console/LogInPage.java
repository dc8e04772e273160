package org.sallyport.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where people say who they are. It tells nobody whether a name exists. */
@Controller
class LogInPage {
    @GetMapping("/login")
    String logIn(
            @RequestParam Optional<String> error,
            @RequestParam Optional<String> out,
            @RequestParam Optional<Integer> wait,
            HttpServletResponse response,
            Model page) {
        wait.ifPresent(seconds -> {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        });
        page.addAttribute("wait", wait.orElse(null));
        page.addAttribute("wrong", error.isPresent());
        page.addAttribute("out", out.isPresent());
        return "console/login";
    }
}
