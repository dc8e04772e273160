package org.sallyport.cli.terminal;

/** What the program says to the shell when it ends; stable, printed by {@code sallyport --help}. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** The input has problems; all of them were printed and nothing was saved. */
    public static final int PROBLEMS = 1;
    /** The command line itself is wrong. */
    public static final int USAGE = 2;
    /** A check found a promise, a proof or an expectation that does not hold. */
    public static final int BROKEN = 3;
    /** Something outside is missing: a database, a server, a file system. */
    public static final int UNAVAILABLE = 69;
    /** A fault of the program itself. */
    public static final int INTERNAL = 70;
    /** Stopped by the user (Ctrl-C). */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
