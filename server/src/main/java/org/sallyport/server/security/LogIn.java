package org.sallyport.server.security;

import java.time.Duration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks a person's name and password. Wrong, locked and closed are refused alike; after too many failures from one
 * address none from there is looked at for a while.
 */
final class LogIn implements AuthenticationProvider {
    private final People people;
    private final CallLimits limits;

    LogIn(People people, CallLimits limits) {
        this.people = people;
        this.limits = limits;
    }

    /** Too many log-ins from the address failed. */
    static final class TooMany extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        TooMany(Duration wait) {
            super("Too many.");
            this.seconds = wait.toSeconds();
        }

        /** How long the next try must wait. */
        long seconds() {
            return seconds;
        }
    }

    @Override
    public Authentication authenticate(Authentication given) {
        var address = given.getDetails() instanceof WebAuthenticationDetails from ? from.getRemoteAddress() : "";
        limits.waits(address).ifPresent(wait -> {
            throw new TooMany(wait);
        });
        return people.logIn(given.getName(), String.valueOf(given.getCredentials()))
                .map(SessionFilter::authenticated)
                .orElseThrow(() -> {
                    limits.failed(address);
                    return new BadCredentialsException("Not accepted.");
                });
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
