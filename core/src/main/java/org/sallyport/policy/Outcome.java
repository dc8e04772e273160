package org.sallyport.policy;

/** What the law answers about one act. */
public enum Outcome implements Worded {
    /** The act is a duty. */
    MUST("must"),
    /** The act is allowed. */
    MAY("may"),
    /** The act is barred. */
    MAY_NOT("may-not"),
    /** The tables do not settle it: a person decides. */
    ASK("ask");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
