package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.postgres.access.Account;
import org.sallyport.postgres.access.ApiKey;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.Role;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.security.Keys;
import org.sallyport.server.security.People;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Keys and accounts, for administrators. A secret is in one answer and nowhere else. */
@RestController
@RequestMapping("/api/v1/access")
@Tag(name = "access")
public class AccessApi {
    private final Keys keys;
    private final People people;
    private final Bodies bodies;

    AccessApi(Keys keys, People people, Bodies bodies) {
        this.keys = keys;
        this.people = people;
        this.bodies = bodies;
    }

    @Operation(
            summary = "Make a key",
            description = "label; grants: words such as feed:us/md/montgomery/mcdc, agency:us-ice-ero-bal,"
                    + " desk:us/md/montgomery/mcdc, administrator:*. The secret is shown in this answer only.")
    @PostMapping("/keys")
    Map<String, Object> createKey(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        administrator(caller);
        var body = bodies.object(request);
        var label = Bodies.needed(body, "label", "What the key is for.");
        var created = keys.create(label, grants(body), caller.actor());
        var answer = new LinkedHashMap<String, Object>(shown(created.key()));
        answer.put("secret", created.secret());
        return answer;
    }

    @Operation(summary = "Every key, without its secret")
    @GetMapping("/keys")
    List<Map<String, Object>> keys(@AuthenticationPrincipal Caller caller) {
        administrator(caller);
        return keys.all().stream().map(AccessApi::shown).toList();
    }

    @Operation(summary = "Refuse a key from now on")
    @DeleteMapping("/keys/{id}")
    Map<String, Object> revoke(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        administrator(caller);
        if (!keys.revoke(id)) {
            throw Refusal.unknown("key");
        }
        return Map.of("id", id, "revoked", true);
    }

    @Operation(
            summary = "Make an account for a person",
            description = "name; grants. The password is shown in this answer only, and must be changed at log-in.")
    @PostMapping("/accounts")
    Map<String, Object> createAccount(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        administrator(caller);
        var body = bodies.object(request);
        var name = Bodies.needed(body, "name", "The name under which the person logs in.");
        if (!name.matches("[a-z0-9][a-z0-9.@-]{1,63}")) {
            throw Refusal.of(
                    "account.name",
                    "name",
                    "2 to 64 of a-z, 0-9, dot, hyphen and @, such as r.diaz.",
                    "Choose another.");
        }
        var password = people.create(name, grants(body)).orElseThrow(() -> Refusal.conflict("account.name-taken"));
        return Map.of("name", name, "password", password);
    }

    @Operation(summary = "Every account")
    @GetMapping("/accounts")
    List<Map<String, Object>> accounts(@AuthenticationPrincipal Caller caller) {
        administrator(caller);
        return people.all().stream().map(AccessApi::shown).toList();
    }

    @Operation(
            summary = "Close an account, unlock it, or give it a new password",
            description = "what: disable (every session ends at its next call), enable, unlock (after failed log-ins),"
                    + " reset (the new password is shown in this answer only, and must be changed at log-in).")
    @PostMapping("/accounts/{name}/{what}")
    Map<String, Object> change(
            @PathVariable String name, @PathVariable String what, @AuthenticationPrincipal Caller caller) {
        administrator(caller);
        var answer = new LinkedHashMap<String, Object>(Map.of("name", name));
        boolean known = switch (what) {
            case "disable" -> people.disable(name, true);
            case "enable" -> people.disable(name, false);
            case "unlock" -> people.unlock(name);
            case "reset" -> {
                var password = people.reset(name);
                password.ifPresent(p -> answer.put("password", p));
                yield password.isPresent();
            }
            default -> throw Refusal.unknown("address");
        };
        if (!known) {
            throw Refusal.unknown("account");
        }
        answer.put("done", what);
        return answer;
    }

    private static void administrator(Caller caller) {
        if (!caller.may(Role.ADMINISTRATOR, Grant.ALL)) {
            throw Refusal.forbidden();
        }
    }

    private static List<Grant> grants(JsonNode body) {
        var grants = new ArrayList<Grant>();
        var problems = new ArrayList<Problem>();
        for (var node : body.path("grants")) {
            Grant.of(node.isString() ? node.stringValue() : "")
                    .ifPresentOrElse(
                            grants::add,
                            () -> problems.add(new Problem(
                                    "grant.unknown",
                                    "grants",
                                    "",
                                    "A role and a scope, such as feed:us/md/montgomery/mcdc.",
                                    "The roles are feed, agency, desk, supervisor, counsel, auditor, administrator.")));
        }
        if (grants.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("grant.missing", "grants", "", "At least one grant.", "Add one."));
        }
        if (!problems.isEmpty()) {
            throw Refusal.of(problems);
        }
        return grants;
    }

    private static Map<String, Object> shown(ApiKey key) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", key.id());
        shown.put("label", key.label());
        shown.put("grants", key.grants().stream().map(Grant::word).toList());
        shown.put("createdBy", key.createdBy());
        shown.put("createdAt", key.createdAt());
        shown.put("revokedAt", key.revokedAt());
        return shown;
    }

    private static Map<String, Object> shown(Account account) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("name", account.name());
        shown.put("grants", account.grants().stream().map(Grant::word).toList());
        shown.put("disabled", account.disabled());
        shown.put("lockedUntil", account.lockedUntil());
        shown.put("mustChangePassword", account.oneTime());
        return shown;
    }
}
