package org.sallyport.policy;

/** How well the source of a table is known. */
public enum SourceBasis implements Worded {
    /** The operative words were read. */
    TEXT("text"),
    /** The opening part of the source was read. */
    EXCERPT("excerpt"),
    /** A report says so. */
    SECONDARY("secondary"),
    /** Nobody looked it up: such a table answers ask, and cannot be adopted. */
    MEMORY("memory"),
    /** A facility's own practice or agreement, with no law behind it: it can say may, never must. */
    PRACTICE("practice");

    private final String word;

    SourceBasis(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
