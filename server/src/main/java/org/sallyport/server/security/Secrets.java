package org.sallyport.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Draws secrets, and hashes those that need no slow hash because they are long and random. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".toCharArray();

    private Secrets() {}

    /** A key of 256 random bits. */
    static String key() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return "sp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A name of 40 random bits for a key, safe to show. */
    static String name() {
        return readable(8);
    }

    /** A password of 100 random bits that can be read out: groups of five, without letters that look alike. */
    static String password() {
        return readable(5) + "-" + readable(5) + "-" + readable(5) + "-" + readable(5);
    }

    private static String readable(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(READABLE[RANDOM.nextInt(READABLE.length)]);
        }
        return text.toString();
    }

    /** SHA-256 in hexadecimal. */
    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
