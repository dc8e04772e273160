package org.sallyport.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows a machine by the key in its header {@code Authorization: Bearer}, a person by the name and password in
 * {@code Authorization: Basic}; a password that was given to them opens nothing before they chose their own.
 */
final class KeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Keys keys;
    private final People people;

    KeyFilter(Keys keys, People people) {
        this.keys = keys;
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            after(header, BEARER).flatMap(keys::caller).ifPresent(KeyFilter::known);
            after(header, BASIC).flatMap(this::person).ifPresent(KeyFilter::known);
        }
        chain.doFilter(request, response);
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

    private static void known(Caller caller) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SessionFilter.authenticated(caller));
        SecurityContextHolder.setContext(context);
    }
}
