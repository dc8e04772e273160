package org.sallyport.cli.terminal;

/** Something outside the program is missing: a database, a server, a folder that can be written. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says what is missing and what to do about it.
     *
     * @param message one sentence for the terminal, without a name, identifier or booking number of a person
     */
    public Unavailable(String message) {
        super(message);
    }

    /** The same, with what the machine said. */
    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
