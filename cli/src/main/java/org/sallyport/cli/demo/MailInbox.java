package org.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.sallyport.notice.NoticeId;
import org.subethamail.smtp.server.SMTPServer;

/** The mailboxes of all agencies and roles: a small SMTP server on this machine that counts what arrives. */
public final class MailInbox implements AutoCloseable {
    private static final Pattern NOTICE = Pattern.compile("(?m)^Message-ID:\\s*<notice-([0-9a-f-]{36})@");

    private final SMTPServer server;
    private final String agencies;
    private final BiConsumer<NoticeId, String> received;
    private final Set<NoticeId> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong toAgencies = new AtomicLong();
    private final AtomicLong toRoles = new AtomicLong();

    /**
     * Starts receiving at {@link #port()} of this machine, a port that was free.
     *
     * @param agencies the domain of the agencies' mailboxes; all others are roles of facilities
     * @param received what to do with a notice seen for the first time, and the agency that has it
     */
    public MailInbox(String agencies, BiConsumer<NoticeId, String> received) {
        this.agencies = "@" + agencies;
        this.received = received;
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .maxConnections(1_000)
                .messageHandler((_, _, to, data) -> arrived(to, data))
                .build();
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getPortAllocated();
    }

    /** E-mails to agencies. */
    public long toAgencies() {
        return toAgencies.get();
    }

    /** E-mails to named roles of the facilities. */
    public long toRoles() {
        return toRoles.get();
    }

    private void arrived(String to, byte[] data) {
        if (!to.toLowerCase(Locale.ROOT).endsWith(agencies)) {
            toRoles.incrementAndGet();
            return;
        }
        toAgencies.incrementAndGet();
        var head = NOTICE.matcher(new String(data, US_ASCII));
        if (head.find()) {
            var notice = new NoticeId(UUID.fromString(head.group(1)));
            if (seen.add(notice)) {
                received.accept(notice, to.substring(0, to.indexOf('@')));
            }
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
