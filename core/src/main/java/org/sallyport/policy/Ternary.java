package org.sallyport.policy;

/** Yes, no, or not known. Missing data is {@link #UNKNOWN}, never {@link #NO}. */
public enum Ternary implements Worded {
    YES("yes"),
    NO("no"),
    UNKNOWN("unknown");

    private final String word;

    Ternary(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** {@link #YES} for true, {@link #NO} for false. */
    public static Ternary of(boolean value) {
        return value ? YES : NO;
    }

    /** Three-valued or: one certain yes is yes, else one unknown is unknown. */
    public Ternary or(Ternary other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : NO;
    }

    /** Three-valued and: one certain no is no, else one unknown is unknown. */
    public Ternary and(Ternary other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
    }
}
