package org.sallyport.custody;

/** What a court did with a charge. */
public enum Disposition {
    CONVICTED,
    DISMISSED,
    ACQUITTED,
    NOLLE_PROSEQUI,
    PROBABLE_CAUSE_FOUND,
    PENDING,
    UNKNOWN;

    /** Whether the charge no longer holds the person: dismissed, acquitted or not prosecuted. */
    public boolean endsCharge() {
        return this == DISMISSED || this == ACQUITTED || this == NOLLE_PROSEQUI;
    }
}
