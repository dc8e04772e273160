package org.sallyport.desk;

import java.util.List;

/** What the desk answers to a command: done, or refused by a rule. Bad input never gets this far. */
public sealed interface Reply {
    /** Recorded; what must now be handed to channels. */
    record Done(List<Outgoing> outgoing) implements Reply {}

    /** The rules say no; {@code code} is stable and documented, such as {@code notice.not-sent}. */
    record Refused(String code) implements Reply {}

    /** Done, with nothing to hand over. */
    static Reply done() {
        return new Done(List.of());
    }
}
