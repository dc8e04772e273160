package org.sallyport.server.security;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Checks a person's name and password. Wrong, locked and closed are refused alike. */
final class LogIn implements AuthenticationProvider {
    private final People people;

    LogIn(People people) {
        this.people = people;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        return people.logIn(given.getName(), String.valueOf(given.getCredentials()))
                .map(SessionFilter::authenticated)
                .orElseThrow(() -> new BadCredentialsException("Not accepted."));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
