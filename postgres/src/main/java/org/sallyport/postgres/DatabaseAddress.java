package org.sallyport.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import org.sallyport.postgres.embedded.EmbeddedPostgres;
import org.sallyport.problem.Problem;

/**
 * Where a database is and how to log in.
 *
 * @param jdbcUrl  a {@code jdbc:postgresql:} URL
 * @param user     the account; empty when the URL or the driver's own settings name it
 * @param password its password; empty likewise. Never shown by {@link #toString()}
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /** The environment variable that points to a server of the operator's own. */
    public static final String VARIABLE = "SALLYPORT_DATABASE_URL";

    /** A reading of an address: the address, or what is wrong with it. */
    public sealed interface Reading {
        /** It can be used. */
        record Read(DatabaseAddress address) implements Reading {}

        /** It cannot; nothing of the password is repeated. */
        record Unreadable(Problem problem) implements Reading {}
    }

    /** A database of an embedded server. */
    public static DatabaseAddress of(EmbeddedPostgres server, String database) {
        return new DatabaseAddress(server.jdbcUrl(database), server.user(), server.password());
    }

    /** What the environment names; empty when it names none. */
    public static Optional<Reading> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(url -> !url.isBlank())
                .map(DatabaseAddress::read);
    }

    /**
     * Reads {@code jdbc:postgresql:…}, {@code postgres://user:password@host:port/database?…} or {@code postgresql://…}.
     */
    public static Reading read(String given) {
        var url = given.strip();
        if (url.startsWith("jdbc:postgresql:")) {
            return new Reading.Read(new DatabaseAddress(url, "", ""));
        }
        try {
            var uri = new URI(url);
            boolean scheme = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
            if (!scheme
                    || uri.getHost() == null
                    || uri.getPath() == null
                    || uri.getPath().length() < 2) {
                return unreadable();
            }
            var login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            int colon = login.indexOf(':');
            var user = decoded(colon < 0 ? login : login.substring(0, colon));
            var password = colon < 0 ? "" : decoded(login.substring(colon + 1));
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            var jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
            return new Reading.Read(new DatabaseAddress(jdbc, user, password));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return unreadable();
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }

    private static Reading unreadable() {
        return new Reading.Unreadable(new Problem(
                "database.url",
                VARIABLE,
                "",
                "It is not the address of a PostgreSQL database, such as"
                        + " postgres://sallyport:secret@db.example.org:5432/sallyport?sslmode=verify-full"
                        + " or jdbc:postgresql://db.example.org/sallyport.",
                "Correct it, or unset it to use the embedded server."));
    }

    @Override
    public String toString() {
        return "a PostgreSQL database";
    }
}
