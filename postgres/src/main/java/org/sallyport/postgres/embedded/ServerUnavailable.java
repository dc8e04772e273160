package org.sallyport.postgres.embedded;

/** The embedded server cannot be used; the message is one sentence or two for the operator, with what to do. */
public final class ServerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerUnavailable(String message) {
        super(message);
    }

    ServerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
