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

    private static final Cause REVIEW = new Cause("review", "sallyport");

    /**
     * The cause of what follows for the cases of a stay. What somebody did about one request does not stand with what
     * follows for another: a receipt would tell one requester of the other, who may be a victim (promise S8).
     */
    Cause ofWhatFollows() {
        return actor.equals("sallyport") ? this : REVIEW;
    }
}
