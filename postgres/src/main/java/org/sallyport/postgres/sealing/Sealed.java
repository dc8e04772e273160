package org.sallyport.postgres.sealing;

/**
 * A sealed payload and the commitment to what it holds.
 *
 * @param payload    one byte of format (1), then AES-256-GCM of salt and plaintext
 * @param commitment HMAC-SHA256 under the salt of envelope and plaintext; says nothing to whoever lacks the salt
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sealed(byte[] payload, byte[] commitment) {}
