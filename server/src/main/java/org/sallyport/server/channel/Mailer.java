package org.sallyport.server.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Sends plain-text e-mail, one message to one address. A message sent again has the same Message-ID and the same bytes;
 * e-mail has no receiver that counts keys, so it may arrive twice.
 */
public final class Mailer {
    private static final String CONNECT_MILLIS = "5000";
    private static final String ANSWER_MILLIS = "8000";

    private final MailSettings settings;
    private final Session session;

    /** A mailer by these settings. */
    public Mailer(MailSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
    }

    /** One message. {@code key} becomes its Message-ID, {@code at} its date (UTC instant). */
    public record Message(String to, String key, Instant at, String subject, String text) {
        @Override
        public String toString() {
            return "message " + key;
        }
    }

    /** The settings. */
    public MailSettings settings() {
        return settings;
    }

    /** Hands the message to the mail server; never throws. */
    public Handed send(Message message) {
        var protocol = settings.tls() == MailSettings.Tls.FROM_THE_START ? "smtps" : "smtp";
        try (var transport = session.getTransport(protocol)) {
            var mime = mime(message);
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().isEmpty() ? null : settings.user(),
                    settings.user().isEmpty() ? null : settings.password());
            transport.sendMessage(mime, mime.getAllRecipients());
            return Handed.taken("smtp-250");
        } catch (MessagingException e) {
            return Handed.failed(code(e));
        }
    }

    private MimeMessage mime(Message message) throws MessagingException {
        var mime = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + message.key() + "@" + settings.domain() + ">");
            }
        };
        mime.setFrom(new InternetAddress(settings.from(), true));
        mime.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(message.to(), true));
        mime.setSubject(message.subject(), UTF_8.name());
        mime.setSentDate(Date.from(message.at()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setText(message.text(), UTF_8.name());
        mime.saveChanges();
        return mime;
    }

    /** A word for what went wrong; never the message, which may repeat an address. */
    private static String code(MessagingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SMTPSendFailedException f -> {
                    return "smtp-" + f.getReturnCode();
                }
                case SMTPAddressFailedException f -> {
                    return "smtp-" + f.getReturnCode();
                }
                case AuthenticationFailedException _ -> {
                    return "smtp-log-in";
                }
                case MailConnectException _ -> {
                    return "smtp-unreachable";
                }
                case SSLException _ -> {
                    return "smtp-tls";
                }
                case SendFailedException f
                when f.getNextException() instanceof SMTPAddressFailedException a -> {
                    return "smtp-" + a.getReturnCode();
                }
                default -> {}
            }
        }
        return String.valueOf(e.getMessage()).startsWith("STARTTLS is required") ? "smtp-no-tls" : "smtp-failed";
    }

    private static Properties properties(MailSettings settings) {
        var p = new Properties();
        for (var protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            p.put(protocol + "connectiontimeout", CONNECT_MILLIS);
            p.put(protocol + "timeout", ANSWER_MILLIS);
            p.put(protocol + "writetimeout", ANSWER_MILLIS);
            p.put(protocol + "auth", Boolean.toString(!settings.user().isEmpty()));
            p.put(protocol + "starttls.enable", "true");
            p.put(protocol + "starttls.required", Boolean.toString(settings.enforced()));
            p.put(protocol + "ssl.checkserveridentity", "true");
            p.put(protocol + "ssl.protocols", "TLSv1.3 TLSv1.2");
            settings.trusted().ifPresent(file -> p.put(protocol + "ssl.socketFactory", trusting(file)));
        }
        return p;
    }

    private static javax.net.ssl.SSLSocketFactory trusting(java.nio.file.Path file) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                number++;
                store.setCertificateEntry("trusted-" + number, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates to trust for e-mail cannot be read: " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The certificates to trust for e-mail are no PEM certificates: " + file, e);
        }
    }
}
