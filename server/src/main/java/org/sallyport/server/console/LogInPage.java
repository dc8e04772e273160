package org.sallyport.server.console;

import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where people say who they are. It tells nobody whether a name exists. */
@Controller
class LogInPage {
    @GetMapping("/login")
    String logIn(@RequestParam Optional<String> error, @RequestParam Optional<String> out, Model page) {
        page.addAttribute("wrong", error.isPresent());
        page.addAttribute("out", out.isPresent());
        return "console/login";
    }
}
