package org.sallyport.postgres.audit;

/** Ends a check at the first difference. */
final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Difference difference;

    Found(String code, Difference.Place place, String words) {
        super(code, null, false, false);
        this.difference = new Difference(code, place, words);
    }

    Difference difference() {
        return difference;
    }
}
