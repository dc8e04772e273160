package org.sallyport.desk;

import java.util.Locale;

/** What can be wrong with the audit log, and which role of a facility is told. */
public enum LogTrouble {
    /** Entries of the journal have waited for the log too long. */
    BEHIND("administrator"),
    /** What is kept of the log does not fit together: it does not grow. */
    BROKEN("administrator"),
    /** Witnesses are named, and none has cosigned for too long. */
    UNCOSIGNED("auditor"),
    /** A witness has cosigned more entries than there are: an older state was restored, or entries were taken away. */
    SHRUNK("auditor"),
    /** A witness has cosigned other entries than there are: they were altered. */
    REWRITTEN("auditor"),
    /** A full check found an entry that is not what was recorded. */
    DIFFERS("auditor");

    private final String role;

    LogTrouble(String role) {
        this.role = role;
    }

    /** The kind of the alarm, such as {@code log-behind}. */
    public String kind() {
        return "log-" + name().toLowerCase(Locale.ROOT);
    }

    /** Who is told. */
    public String role() {
        return role;
    }
}
