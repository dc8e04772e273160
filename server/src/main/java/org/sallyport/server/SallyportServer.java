package org.sallyport.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.audit.LogWatch;
import org.sallyport.server.audit.LogWorker;
import org.sallyport.server.audit.WitnessWorker;
import org.sallyport.server.feed.FeedIntake;
import org.sallyport.server.feed.RosterIntake;
import org.sallyport.server.feed.WatchedFolder;
import org.sallyport.server.keeping.Forgetting;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.security.Keys;
import org.sallyport.server.security.People;
import org.sallyport.server.worker.FrontDesk;
import org.sallyport.server.worker.NoticeMeters;
import org.sallyport.server.worker.PhoneCalls;
import org.sallyport.server.worker.Reconciler;
import org.sallyport.server.worker.RecordWatch;
import org.sallyport.server.worker.Workers;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A running server: HTTP, workers and channels around one desk. Any number may run in one program, each on a port of
 * its own.
 */
public final class SallyportServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final URI address;
    private final Optional<WatchedFolder> watched;

    private SallyportServer(ConfigurableApplicationContext context, URI address, Optional<Path> watched) {
        this.context = context;
        this.address = address;
        this.watched = watched.map(folder -> new WatchedFolder(folder, feeds(), rosters(), lists()));
        this.watched.ifPresent(folder -> context.getBean(Forgetting.class).with(folder::forget));
        this.watched.ifPresent(WatchedFolder::start);
    }

    /** Starts a server on these parts; it answers when this returns. What it stands on is the caller's to close. */
    public static SallyportServer start(Settings settings, Parts parts) {
        var listening = new AtomicReference<>(settings.publicAddress().orElse(URI.create("http://localhost/")));
        var context = new SpringApplicationBuilder(Wiring.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties(settings))
                .initializers(c -> {
                    var beans = c.getBeanFactory();
                    beans.registerSingleton("settings", settings);
                    beans.registerSingleton("parts", parts);
                    beans.registerSingleton("address", new Address(listening::get));
                })
                .run();
        var address = URI.create("http://" + settings.host() + ":" + port(context) + "/");
        if (settings.publicAddress().isEmpty()) {
            listening.set(address);
        }
        var rosters = context.getBean(RosterIntake.class);
        context.getBean(Lists.class).facilities().forEach(rosters::goOn);
        context.getBean(LogWorker.class).start();
        context.getBean(WitnessWorker.class).start();
        if (settings.workers()) {
            context.getBean(LogWatch.class).start();
            context.getBean(Workers.class).start();
            context.getBean(RecordWatch.class).start();
            context.getBean(NoticeMeters.class).start();
            context.getBean(Forgetting.class).start();
            context.getBean(Reconciler.class).start();
        }
        return new SallyportServer(context, address, settings.watched());
    }

    private static int port(ConfigurableApplicationContext context) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("The server listens nowhere.");
        }
        return server.getPort();
    }

    private static Map<String, Object> properties(Settings settings) {
        var p = new LinkedHashMap<String, Object>();
        p.put("spring.application.name", "sallyport");
        p.put("spring.config.location", "optional:classpath:/sallyport-none/");
        p.put("spring.main.web-application-type", "servlet");
        p.put("spring.threads.virtual.enabled", "true");
        p.put("spring.jmx.enabled", "false");
        p.put("server.address", settings.host());
        p.put("server.port", settings.port());
        p.put("server.shutdown", "graceful");
        p.put("server.forward-headers-strategy", settings.publicAddress().isPresent() ? "native" : "none");
        p.put("server.servlet.session.timeout", "30m");
        p.put("server.servlet.session.cookie.name", "SALLYPORT");
        p.put("server.servlet.session.cookie.http-only", "true");
        p.put("server.servlet.session.cookie.same-site", "strict");
        p.put("server.servlet.session.cookie.secure", settings.secureCookies());
        p.put("server.servlet.session.tracking-modes", "cookie");
        p.put("server.tomcat.max-swallow-size", "2MB");
        p.put("server.tomcat.connection-timeout", "20s");
        p.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        p.put("management.endpoints.web.exposure.include", "health,prometheus");
        p.put("management.endpoint.health.show-components", "always");
        p.put("management.endpoint.health.show-details", "always");
        p.put("management.health.defaults.enabled", "false");
        p.put("springdoc.api-docs.path", "/api/v1/openapi.json");
        p.put("springdoc.api-docs.enabled", settings.describeApi());
        p.put("springdoc.paths-to-match", "/api/v1/**");
        p.put("logging.level.root", "WARN");
        p.put("logging.level.org.springframework.web", "ERROR"); // its warnings may repeat what was sent
        // At DEBUG these repeat addresses as they were sent, and someone may have typed a name into one.
        p.put("logging.level.org.springframework.security", "INFO");
        p.put("logging.level.org.apache", "INFO");
        p.put("logging.level.org.sallyport", "INFO");
        p.put("logging.pattern.dateformat", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC");
        return p;
    }

    /** The address it listens on. */
    public URI address() {
        return address;
    }

    /** The desk, whose commands hand over at once what they owe. */
    public FrontDesk desk() {
        return context.getBean(FrontDesk.class);
    }

    /** Feeds other than by HTTP. */
    public FeedIntake feeds() {
        return context.getBean(FeedIntake.class);
    }

    /** Rosters other than by HTTP. */
    public RosterIntake rosters() {
        return context.getBean(RosterIntake.class);
    }

    /** The address of every call and page, as a pattern. */
    SortedSet<String> routes() {
        var routes = new TreeSet<String>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> routes.addAll(mapping.getPatternValues()));
        return routes;
    }

    /** The loops, for a clock that is stepped. */
    public Workers workers() {
        return context.getBean(Workers.class);
    }

    /** What lists show. */
    public Lists lists() {
        return context.getBean(Lists.class);
    }

    /** Calls that wait at desks. */
    public PhoneCalls phoneCalls() {
        return context.getBean(PhoneCalls.class);
    }

    /** Keys of machines. */
    public Keys keys() {
        return context.getBean(Keys.class);
    }

    /** Accounts of people. */
    public People people() {
        return context.getBean(People.class);
    }

    /** On the very first start, makes the administrator; the password to print once. */
    public Optional<String> firstAdministrator(String name) {
        return people().firstAdministrator(name, List.of(new Grant(Role.ADMINISTRATOR, Grant.ALL)));
    }

    /**
     * Does everything due at the present business time and waits for it, then carries out what expungements are ripe;
     * see {@link Workers#settle}.
     */
    public boolean settle(Duration most) throws InterruptedException {
        boolean settled = workers().settle(most);
        context.getBean(Forgetting.class).pass();
        return settled;
    }

    /** Takes no more calls, finishes those begun and what is on its way, and stops. */
    @Override
    public void close() {
        watched.ifPresent(WatchedFolder::close);
        context.close();
    }
}
