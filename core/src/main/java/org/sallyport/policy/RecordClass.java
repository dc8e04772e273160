package org.sallyport.policy;

/** A kind of record that a retention schedule speaks of. */
public enum RecordClass implements Worded {
    /** A stay with its cases, notices and the requests bound to it; it ends when the person has left. */
    STAY("stay"),
    /** A request that was never bound to a stay; it ends when it was received last. */
    REQUEST("request");

    private final String word;

    RecordClass(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
