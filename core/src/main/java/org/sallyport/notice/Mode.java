package org.sallyport.notice;

/** How far a facility lets Sallyport act for one kind of requester. New ones start in {@link #SHADOW}. */
public enum Mode {
    /** Nothing leaves; what would have been sent is recorded and compared with what staff did. */
    SHADOW,
    /** A person presses send. */
    ASSISTED,
    /** Notices leave by themselves. */
    AUTOMATIC
}
