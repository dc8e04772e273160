package org.sallyport.custody;

/**
 * A number by which a person is known somewhere.
 *
 * @param type  whose number it is
 * @param value as written there; compared after folding case, spaces and punctuation
 */
public record Identifier(Type type, String value) {
    /** Whose number it is. Booking numbers hold within one facility only. */
    public enum Type {
        BOOKING,
        SID,
        UCN,
        FBI,
        A_NUMBER,
        OTHER
    }
}
