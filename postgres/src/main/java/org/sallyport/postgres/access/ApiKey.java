package org.sallyport.postgres.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine's key. The secret itself is shown once and never kept.
 *
 * @param id        its name, shown in lists and in the journal as {@code key:ID}
 * @param hash      SHA-256 of the secret in hexadecimal; the secret has 256 random bits, so no slow hash is needed
 * @param label     what it is for, in its creator's words
 * @param grants    what it may do
 * @param createdBy the account that made it
 * @param createdAt when (UTC instant)
 * @param revokedAt since when it is refused; empty while it is good
 */
public record ApiKey(
        String id,
        String hash,
        String label,
        List<Grant> grants,
        String createdBy,
        Instant createdAt,
        Optional<Instant> revokedAt) {
    /** Copies the grants. */
    public ApiKey {
        grants = List.copyOf(grants);
    }

    /** The same key, refused from now on. */
    public ApiKey revoked(Instant at) {
        return new ApiKey(id, hash, label, grants, createdBy, createdAt, Optional.of(revokedAt.orElse(at)));
    }
}
