package org.sallyport.server.console;

import org.sallyport.server.security.Caller;
import org.sallyport.server.security.People;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people choose their own password. */
@Controller
class PasswordPage {
    private final People people;

    PasswordPage(People people) {
        this.people = people;
    }

    @GetMapping("/password")
    String password(@AuthenticationPrincipal Caller reader, Model page) {
        page.addAttribute("reader", reader.actor());
        page.addAttribute("oneTime", reader.oneTime());
        return "console/password";
    }

    @PostMapping("/password")
    String change(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String old,
            @RequestParam String chosen,
            @RequestParam String again,
            Model page) {
        var unfit = People.unfit(chosen);
        if (unfit.isPresent() || !chosen.equals(again)) {
            page.addAttribute("refused", unfit.orElse("The two new passwords differ. Type the same twice."));
            return password(reader, page);
        }
        if (!people.changePassword(reader.actor(), old, chosen)) {
            page.addAttribute("refused", "Not changed: the old password is wrong, or the new one is the same.");
            return password(reader, page);
        }
        return "redirect:/";
    }
}
