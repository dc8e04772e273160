package org.sallyport.desk;

/**
 * What led to an entry of the journal, and who acted.
 *
 * @param what  {@code feed}, {@code wake}, or a command's name; never anything of a person
 * @param actor the account of a person or a machine, or {@code sallyport}
 */
public record Cause(String what, String actor) {
    /** The feed said something. */
    public static final Cause FEED = new Cause("feed", "sallyport");

    /** A moment came. */
    public static final Cause WAKE = new Cause("wake", "sallyport");
}
