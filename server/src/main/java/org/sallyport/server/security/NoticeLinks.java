package org.sallyport.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeId;

/**
 * Makes and reads the links by which a receiver acknowledges without an account: the notice's name and the link's last
 * moment, signed by HMAC-SHA256. Who holds the link may acknowledge that one notice, and learns nothing.
 */
public final class NoticeLinks {
    /** How long a link is good, from the moment its notice was written. */
    public static final Duration GOOD_FOR = Duration.ofDays(90);

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final Supplier<URI> address;

    /**
     * Links of this installation.
     *
     * @param key     at least 32 random bytes, the same on every node
     * @param address the address under which receivers reach it
     */
    public NoticeLinks(byte[] key, Supplier<URI> address) {
        if (key.length < 32) {
            throw new IllegalArgumentException("The key of notice links has fewer than 32 bytes.");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.address = address;
    }

    /** The link of a notice: the same whenever it is asked for, so that every attempt sends the same bytes. */
    public URI of(NoticeContent content) {
        return address()
                .resolve("/api/v1/notices/" + content.notice() + "/link?t="
                        + token(content.notice(), content.fixedAt().plus(GOOD_FOR)));
    }

    /** The address under which receivers reach this installation. */
    public URI address() {
        return address.get();
    }

    String token(NoticeId notice, Instant until) {
        var last = Long.toString(until.getEpochSecond(), 36);
        return last + "." + TEXT.encodeToString(mac(notice, last));
    }

    /** The notice this token acknowledges, if the token is ours and its time is not up at {@code now} (UTC instant). */
    public Optional<NoticeId> read(UUID notice, String token, Instant now) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > 12) {
            return Optional.empty();
        }
        var last = token.substring(0, dot);
        var id = new NoticeId(notice);
        boolean ours = MessageDigest.isEqual(
                TEXT.encodeToString(mac(id, last)).getBytes(UTF_8),
                token.substring(dot + 1).getBytes(UTF_8));
        return ours && Long.parseLong(last, 36) >= now.getEpochSecond() ? Optional.of(id) : Optional.empty();
    }

    private byte[] mac(NoticeId notice, String last) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(("acknowledge " + notice + " " + last).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
