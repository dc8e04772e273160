package org.sallyport.custody;

/** Why custody ended. */
public enum ReleaseReason {
    BOND,
    TIME_SERVED,
    DISMISSED,
    ACQUITTED,
    OWN_RECOGNIZANCE,
    COURT_ORDER,
    TRANSFER,
    DEATH,
    ESCAPE,
    OTHER
}
