package org.sallyport.cli.serve;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.audit.NoteKey;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.Settings;
import org.sallyport.server.channel.MailSettings;
import org.sallyport.server.channel.MailSettings.Tls;
import org.sallyport.server.security.CallLimits;

/** Reads how the server runs from environment variables; names every problem at once. */
final class ServeSettings {
    private static final Map<String, Tls> TLS =
            Map.of("required", Tls.REQUIRED, "implicit", Tls.FROM_THE_START, "offered", Tls.WHERE_OFFERED);

    private static final String LOG_ORIGIN = "SALLYPORT_LOG_ORIGIN";

    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();

    private ServeSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    static Checked<Settings> read(String host, int port, Map<String, String> environment) {
        return new ServeSettings(environment).settings(host, port);
    }

    private Checked<Settings> settings(String host, int port) {
        var usual = Settings.onLoopback(port);
        var address = address();
        if (!NoteKey.named(environment.getOrDefault(LOG_ORIGIN, "log"))) {
            wrong(LOG_ORIGIN, "A name without space or plus, such as sallyport.example.gov/audit.");
        }
        boolean tls = address.filter(a -> "https".equals(a.getScheme())).isPresent();
        var settings = new Settings(
                host,
                port,
                address,
                mail(),
                usual.bodyMost(),
                usual.pause(),
                true,
                tls,
                Optional.ofNullable(environment.get("SALLYPORT_WATCH")).map(Path::of),
                usual.receiptAfter(),
                true,
                limits(usual.limits()));
        return problems.isEmpty() ? new Checked.Good<>(settings) : new Checked.Bad<>(problems);
    }

    /** What to call the audit log if it has no name yet: what the setting says, else the address of its tiles. */
    static Optional<String> logOrigin(Map<String, String> environment, Settings settings) {
        return Optional.ofNullable(environment.get(LOG_ORIGIN))
                .or(() -> settings.publicAddress().map(a -> a.getAuthority() + "/audit"));
    }

    private Optional<URI> address() {
        var given = environment.get("SALLYPORT_PUBLIC_URL");
        if (given == null) {
            return Optional.empty();
        }
        if (!given.matches("https?://[A-Za-z0-9.:\\[\\]-]+/?")) {
            wrong("SALLYPORT_PUBLIC_URL", "An address such as https://sallyport.example.gov/.");
            return Optional.empty();
        }
        return Optional.of(URI.create(given.endsWith("/") ? given : given + "/"));
    }

    private CallLimits.Most limits(CallLimits.Most usual) {
        return new CallLimits.Most(
                number("SALLYPORT_CALLS_PER_SECOND", usual.callsPerSecond()),
                number("SALLYPORT_FAILED_LOG_INS", usual.failedLogIns()));
    }

    private int number(String variable, int usual) {
        var given = environment.getOrDefault(variable, String.valueOf(usual));
        if (!given.matches("[1-9][0-9]{0,5}")) {
            wrong(variable, "A whole number from 1 to 999999, such as " + usual + ".");
            return usual;
        }
        return Integer.parseInt(given);
    }

    private Optional<MailSettings> mail() {
        var host = environment.get("SALLYPORT_SMTP_HOST");
        if (host == null) {
            return Optional.empty();
        }
        var from = environment.getOrDefault("SALLYPORT_SMTP_FROM", "");
        if (!from.matches("[^@\\s]+@[^@\\s]+")) {
            wrong("SALLYPORT_SMTP_FROM", "The sender's address, such as notices@sallyport.example.gov.");
        }
        var tls = TLS.get(environment.getOrDefault("SALLYPORT_SMTP_TLS", "required"));
        if (tls == null) {
            wrong("SALLYPORT_SMTP_TLS", "One of required, implicit, offered.");
        }
        var port = environment.getOrDefault("SALLYPORT_SMTP_PORT", tls == Tls.FROM_THE_START ? "465" : "587");
        if (!port.matches("[1-9][0-9]{0,4}")) {
            wrong("SALLYPORT_SMTP_PORT", "A port, such as 587.");
        }
        return problems.isEmpty() && tls != null
                ? Optional.of(new MailSettings(
                        host,
                        Integer.parseInt(port),
                        tls,
                        from,
                        environment.getOrDefault("SALLYPORT_SMTP_USER", ""),
                        environment.getOrDefault("SALLYPORT_SMTP_PASSWORD", ""),
                        Optional.ofNullable(environment.get("SALLYPORT_SMTP_TRUST"))
                                .map(Path::of)))
                : Optional.empty();
    }

    private void wrong(String variable, String expected) {
        problems.add(new Problem("settings.variable", variable, "", expected, "Correct or unset it."));
    }
}
