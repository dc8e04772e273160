package org.sallyport.postgres.sealing;

/** Something sealed does not open: wrong key, wrong place, or altered. Holds nothing of the content. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String message) {
        super(message);
    }
}
