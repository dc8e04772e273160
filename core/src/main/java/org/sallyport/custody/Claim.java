package org.sallyport.custody;

/**
 * What the person or their papers say of citizenship or lawful status. Recorded as asserted, with no conclusion of ours;
 * {@link #NONE} reads "no claim recorded".
 */
public enum Claim {
    NONE,
    CLAIMED,
    PROVED,
    UNKNOWN
}
