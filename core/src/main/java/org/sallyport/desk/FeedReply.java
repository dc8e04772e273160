package org.sallyport.desk;

/**
 * What became of one feed event.
 *
 * @param id     the event's id
 * @param status where it went
 */
public record FeedReply(String id, Status status) {
    /** Where a feed event went. */
    public enum Status {
        /** Recorded, and everything that follows from it. */
        ACCEPTED,
        /** Known already with the same content; nothing changed. */
        DUPLICATE,
        /** The same id was received with other content; refused (409). */
        REFUSED_OTHER_CONTENT,
        /** It speaks of a booking whose stay was destroyed: nothing of it is taken in or noted. */
        REFUSED_DESTROYED
    }
}
