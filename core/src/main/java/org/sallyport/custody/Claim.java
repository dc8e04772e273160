package org.sallyport.custody;

/**
 * What the person or their papers say of citizenship or lawful status. Recorded as asserted, without our conclusion;
 * {@link #NONE} reads "no claim recorded".
 */
public enum Claim {
    NONE,
    CLAIMED,
    PROVED,
    UNKNOWN
}
