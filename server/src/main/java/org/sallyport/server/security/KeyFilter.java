package org.sallyport.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows a machine by the key in its header {@code Authorization: Bearer}, a person by the name and password in
 * {@code Authorization: Basic}; a password that was given to them opens nothing before they chose their own. Who calls
 * too often is answered 429.
 */
final class KeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Keys keys;
    private final People people;
    private final CallLimits limits;

    KeyFilter(Keys keys, People people, CallLimits limits) {
        this.keys = keys;
        this.people = people;
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        var wait = header == null ? Optional.<Duration>empty() : known(header, request.getRemoteAddr());
        if (wait.isPresent()) {
            tooMany(response, wait.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * Finds out who calls; how long they must wait, where it is too often. A key is long and looked up quickly, so a
     * good one from an address with failures is served; a password is not even looked at.
     */
    private Optional<Duration> known(String header, String address) {
        var password = after(header, BASIC);
        if (password.isPresent()) {
            var wait = limits.waits(address);
            return wait.isPresent() ? wait : known(person(password.get()), address);
        }
        return after(header, BEARER).flatMap(secret -> known(keys.caller(secret), address));
    }

    private Optional<Duration> known(Optional<Caller> found, String address) {
        if (found.isEmpty()) {
            return limits.failed(address);
        }
        var wait = limits.call(found.get());
        if (wait.isEmpty()) {
            let(found.get());
        }
        return wait;
    }

    private static void tooMany(HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
        Problems.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS.value(),
                HttpStatus.TOO_MANY_REQUESTS.getReasonPhrase(),
                List.of(new Problem(
                        "calls.too-many",
                        "",
                        "",
                        "Fewer calls under one key, or fewer failed log-ins from one address, in this time.",
                        "Call again after the seconds the header Retry-After names; send events in batches.")));
    }

    private static Optional<String> after(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private Optional<Caller> person(String encoded) {
        String both;
        try {
            both = new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int colon = both.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : people.logIn(both.substring(0, colon), both.substring(colon + 1))
                        .filter(caller -> !caller.oneTime());
    }

    private static void let(Caller caller) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SessionFilter.authenticated(caller));
        SecurityContextHolder.setContext(context);
    }
}
