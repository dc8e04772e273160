package org.sallyport.policy;

/** What one row of a table says about its act. */
public enum Answer implements Worded {
    MUST("must"),
    MAY("may"),
    MAY_NOT("may-not"),
    ASK("ask"),
    /** The layer says nothing here; the next layer decides. */
    SILENT("silent");

    private final String word;

    Answer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** The same answer as an outcome; silence of every layer is a question for a person. */
    Outcome outcome() {
        return switch (this) {
            case MUST -> Outcome.MUST;
            case MAY -> Outcome.MAY;
            case MAY_NOT -> Outcome.MAY_NOT;
            case ASK, SILENT -> Outcome.ASK;
        };
    }
}
