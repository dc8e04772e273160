package org.sallyport.server.channel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How e-mail leaves.
 *
 * @param host     the mail server
 * @param port     its port
 * @param tls      whether the connection must be encrypted
 * @param from     the sender's address
 * @param user     log-in at the mail server; empty for none
 * @param password its password
 * @param trusted  certificates (PEM) to trust instead of the machine's; absent for the machine's
 */
public record MailSettings(
        String host, int port, Tls tls, String from, String user, String password, Optional<Path> trusted) {
    /** Whether and how the connection is encrypted. */
    public enum Tls {
        /** STARTTLS or no message. */
        REQUIRED,
        /** TLS from the first byte. */
        FROM_THE_START,
        /** STARTTLS where offered; then no content of a notice ever goes by e-mail. */
        WHERE_OFFERED
    }

    /** Whether no message can leave in clear. */
    public boolean enforced() {
        return tls != Tls.WHERE_OFFERED;
    }

    /** The domain of the sender's address, for message ids. */
    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return "mail by " + host + ":" + port + ", TLS " + tls;
    }
}
