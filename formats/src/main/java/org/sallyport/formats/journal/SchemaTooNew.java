package org.sallyport.formats.journal;

/** A newer Sallyport wrote this entry. Stop this node and start the newer version; nothing was lost. */
public final class SchemaTooNew extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaTooNew(String type, int schema, int known) {
        super("The journal holds " + type + " of schema " + schema + "; this version of Sallyport reads up to " + known
                + ". Start the newer version that wrote it.");
    }
}
