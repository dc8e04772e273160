package org.sallyport.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows a machine by the key in its header {@code Authorization: Bearer}. */
final class KeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final Keys keys;

    KeyFilter(Keys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            keys.caller(header.substring(BEARER.length()).strip()).ifPresent(KeyFilter::known);
        }
        chain.doFilter(request, response);
    }

    private static void known(Caller caller) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SessionFilter.authenticated(caller));
        SecurityContextHolder.setContext(context);
    }
}
