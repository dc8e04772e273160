package org.sallyport.custody;

/** Whether something reported is so. What nobody reported is {@link #UNKNOWN}, never {@link #NO}. */
public enum Known {
    YES,
    NO,
    UNKNOWN
}
