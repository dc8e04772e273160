package org.sallyport.postgres.audit;

/** What is kept of the audit log does not fit together: altered, or a restore lost a part. Nothing was written. */
public final class LogBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogBroken(String message) {
        super(message);
    }
}
