package org.sallyport.policy;

/** What Sallyport does about the act {@code notice}. */
public enum Notify implements Worded {
    /** Dispatch. */
    YES("yes"),
    /** Do not dispatch. */
    NO("no"),
    /** Put the question to a person; nothing leaves until they answer. */
    ASK("ask");

    private final String word;

    Notify(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
