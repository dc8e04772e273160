package org.sallyport.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.server.channel.MailSettings;
import org.sallyport.server.security.CallLimits;

/**
 * How the server runs.
 *
 * @param host          the address it listens on
 * @param port          the port; 0 for any that is free
 * @param publicAddress the address under which receivers and people reach it; absent for the one it listens on
 * @param mail          how e-mail leaves; absent for none
 * @param bodyMost      the longest body it takes, in bytes
 * @param pause         the longest time between two looks at what is due
 * @param workers       whether it looks by itself; false where a stepped clock calls {@code settle}
 * @param secureCookies whether session cookies go over TLS only; false where people reach it by plain HTTP on loopback
 * @param watched       the folder watched for feed files; absent for none
 * @param receiptAfter  the least time until a request's receipt, so that its speed tells nothing
 * @param describeApi   whether {@code /api/v1/openapi.json} is served
 * @param limits        how often one caller may call, and how often log-ins from one address may fail
 */
public record Settings(
        String host,
        int port,
        Optional<URI> publicAddress,
        Optional<MailSettings> mail,
        int bodyMost,
        Duration pause,
        boolean workers,
        boolean secureCookies,
        Optional<Path> watched,
        Duration receiptAfter,
        boolean describeApi,
        CallLimits.Most limits) {
    /** On loopback, at this port, as a first start has it. */
    public static Settings onLoopback(int port) {
        return new Settings(
                "127.0.0.1",
                port,
                Optional.empty(),
                Optional.empty(),
                32 << 20,
                Duration.ofMillis(250),
                true,
                false,
                Optional.empty(),
                Duration.ofMillis(100),
                true,
                CallLimits.Most.usual());
    }

    /** The same with e-mail. */
    public Settings withMail(MailSettings by) {
        return new Settings(
                host,
                port,
                publicAddress,
                Optional.of(by),
                bodyMost,
                pause,
                workers,
                secureCookies,
                watched,
                receiptAfter,
                describeApi,
                limits);
    }

    /** The same for a stepped clock: nothing is looked at until {@code settle} is called, and receipts do not wait. */
    public Settings steppedByHand() {
        return new Settings(
                host,
                port,
                publicAddress,
                mail,
                bodyMost,
                pause,
                false,
                secureCookies,
                watched,
                Duration.ZERO,
                describeApi,
                limits);
    }

    /** The same with a watched folder. */
    public Settings watching(Path folder) {
        return new Settings(
                host,
                port,
                publicAddress,
                mail,
                bodyMost,
                pause,
                workers,
                secureCookies,
                Optional.of(folder),
                receiptAfter,
                describeApi,
                limits);
    }

    /** The same with other limits. */
    public Settings limited(CallLimits.Most other) {
        return new Settings(
                host,
                port,
                publicAddress,
                mail,
                bodyMost,
                pause,
                workers,
                secureCookies,
                watched,
                receiptAfter,
                describeApi,
                other);
    }

    /** The same with another longest body, in bytes. */
    public Settings withBodyMost(int bytes) {
        return new Settings(
                host,
                port,
                publicAddress,
                mail,
                bytes,
                pause,
                workers,
                secureCookies,
                watched,
                receiptAfter,
                describeApi,
                limits);
    }
}
