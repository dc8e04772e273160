package org.sallyport.server.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.sallyport.server.security.Caller;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The pages of the console. Whoever logged in with a password that was given to them chooses their own before anything
 * else.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    Places.class,
    LogInPage.class,
    PasswordPage.class,
    BoardPage.class,
    StayPage.class,
    RequestsPage.class,
    ReceiptPage.class,
    PolicyPage.class,
    FacilityPage.class,
    RecordsPage.class,
    LogPage.class,
    CallsPage.class,
    ConsoleRefusals.class,
})
public class Console implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OwnPasswordFirst())
                .excludePathPatterns("/api/**", "/actuator/**", "/assets/**", "/login", "/password", "/error");
    }

    private static final class OwnPasswordFirst implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            var known = SecurityContextHolder.getContext().getAuthentication();
            if (known != null && known.getPrincipal() instanceof Caller caller && caller.oneTime()) {
                response.sendRedirect("/password");
                return false;
            }
            return true;
        }
    }
}
