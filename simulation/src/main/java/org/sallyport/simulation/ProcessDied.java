package org.sallyport.simulation;

/** The simulated process died here. Nothing of it survives but what was committed. */
final class ProcessDied extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProcessDied() {
        super("a simulated process died", null, false, false);
    }
}
