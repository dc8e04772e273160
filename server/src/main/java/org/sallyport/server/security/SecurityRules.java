package org.sallyport.server.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who gets in where: machines by key under {@code /api} and {@code /actuator}, people by log-in everywhere. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityRules {
    /** No script, style, image or form from or to anywhere else, and none inline. */
    static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final int LINK = 1;
    private static final int LOG = 2;
    private static final int MACHINES = 3;
    private static final int PEOPLE = 4;

    /** The one-time link: the token in it is the authority, so it needs neither account nor session. */
    @Bean
    @Order(LINK)
    SecurityFilterChain linkRules(HttpSecurity http) throws Exception {
        return hardened(http.securityMatcher("/api/v1/notices/*/link"))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                .build();
    }

    /** The audit log: open to everyone, read only. */
    @Bean
    @Order(LOG)
    SecurityFilterChain logRules(HttpSecurity http) throws Exception {
        return hardened(http.securityMatcher("/audit/checkpoint", "/audit/key", "/audit/tile/**"))
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                .build();
    }

    /**
     * Machines, and people at a command line who give their name and password with each call: no session, no cookie,
     * hence no forged request. The challenge names keys only, so that no browser asks for or keeps a password.
     */
    @Bean
    @Order(MACHINES)
    SecurityFilterChain machineRules(HttpSecurity http, Keys keys, People people, CallLimits limits) throws Exception {
        return hardened(http.securityMatcher("/api/**", "/actuator/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new KeyFilter(keys, people, limits), AuthorizationFilter.class)
                .authorizeHttpRequests(a -> a.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/api/v1/openapi.json", "/api/v1/openapi.json/**")
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasAnyRole("AUDITOR", "ADMINISTRATOR")
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(e -> e.authenticationEntryPoint((_, response, _) -> unknown(response))
                        .accessDeniedHandler((_, response, _) -> forbidden(response)))
                .build();
    }

    /** People: a session, a token in every form, and a log-in that ends. */
    @Bean
    @Order(PEOPLE)
    SecurityFilterChain peopleRules(HttpSecurity http, People people, CallLimits limits, InstantSource realClock)
            throws Exception {
        return hardened(http)
                .authenticationProvider(new LogIn(people, limits))
                .addFilterBefore(new SessionFilter(people, realClock), AuthorizationFilter.class)
                .authorizeHttpRequests(a -> a.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/login", "/assets/**", "/favicon.ico")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(f -> f.loginPage("/login")
                        .failureHandler((_, response, fault) -> response.sendRedirect(
                                fault instanceof LogIn.TooMany slow ? "/login?wait=" + slow.seconds() : "/login?error"))
                        .successHandler((request, response, _) -> welcome(request, response, realClock)))
                .logout(l -> l.deleteCookies("SALLYPORT").logoutSuccessUrl("/login?out"))
                .sessionManagement(s -> s.sessionFixation(f -> f.changeSessionId()))
                .build();
    }

    private static void welcome(HttpServletRequest request, HttpServletResponse response, InstantSource clock)
            throws IOException {
        request.getSession().setAttribute(SessionFilter.LOGGED_IN_AT, clock.instant());
        response.sendRedirect("/");
    }

    private static HttpSecurity hardened(HttpSecurity http) throws Exception {
        return http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(CONTENT))
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .permissionsPolicyHeader(p -> p.policy("camera=(), microphone=(), geolocation=()"))
                        .httpStrictTransportSecurity(
                                t -> t.includeSubDomains(false).maxAgeInSeconds(31_536_000)))
                .httpBasic(AbstractHttpConfigurer::disable)
                .anonymous(a -> {});
    }

    private static void unknown(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        Problems.write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "Unauthorized",
                List.of(new Problem(
                        "access.key",
                        "authorization",
                        "",
                        "The header Authorization: Bearer with a key that is not revoked, or Basic with the name and"
                                + " password of an account whose person has chosen the password.",
                        "Ask the facility's administrator for a key; change a password that was given to you in the"
                                + " console first.")));
    }

    private static void forbidden(HttpServletResponse response) throws IOException {
        Problems.write(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "Forbidden",
                List.of(new Problem(
                        "access.forbidden",
                        "",
                        "",
                        "A role for what you asked.",
                        "Use the key meant for it, or ask the administrator.")));
    }
}
