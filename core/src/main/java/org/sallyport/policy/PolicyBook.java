package org.sallyport.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that governs determinations, as one immutable value named by its content: tables, lists, adoptions,
 * overrides, facility practice and zones. The same facts and the same book give the same answer on every machine.
 */
public final class PolicyBook {
    /** Version of the rules this code applies to facts and tables; named in every determination. */
    public static final String EVALUATOR_VERSION = "1";

    private final String hash;

    private PolicyBook(String hash) {
        this.hash = hash;
    }

    /** A book without tables: every question goes to a person. */
    public static PolicyBook empty() {
        return new PolicyBook(sha256(""));
    }

    /** Name of this book by its content, {@code sha256:…}. */
    public String hash() {
        return hash;
    }

    /** Answers the case as FACTS says. Reads no clock; never throws for well-formed facts. */
    public Determination decide(Facts facts) {
        return new Determination(
                facts.id(),
                Outcome.ASK,
                Notify.ASK,
                facts.request().leadTime(),
                Optional.empty(),
                Map.of(Act.NOTICE, Outcome.ASK),
                Map.of(Act.NOTICE, Notify.ASK),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("no table speaks about this request"),
                hash,
                EVALUATOR_VERSION,
                Optional.empty());
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
