package org.sallyport.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session twelve hours after its log-in, whatever happened in it, and at once when the account was closed; what
 * an account may do is read anew at each call.
 */
final class SessionFilter extends OncePerRequestFilter {
    static final Duration LONGEST = Duration.ofHours(12);
    static final String LOGGED_IN_AT = "org.sallyport.logged-in-at";

    private final People people;
    private final InstantSource clock;

    SessionFilter(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null && known.getPrincipal() instanceof Caller caller) {
            var now = young(request) ? people.current(caller.actor()) : Optional.<Caller>empty();
            if (now.isEmpty()) {
                SecurityContextHolder.clearContext();
                var session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
            } else if (!now.get().equals(caller)) {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(authenticated(now.get()));
                SecurityContextHolder.setContext(context);
            }
        }
        chain.doFilter(request, response);
    }

    private boolean young(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null
                && session.getAttribute(LOGGED_IN_AT) instanceof Instant at
                && at.plus(LONGEST).isAfter(clock.instant());
    }

    static UsernamePasswordAuthenticationToken authenticated(Caller caller) {
        return UsernamePasswordAuthenticationToken.authenticated(
                caller, "", AuthorityUtils.createAuthorityList(caller.authorities()));
    }
}
