package org.sallyport.delivery;

import org.sallyport.desk.Outgoing;

/**
 * Port to a way of reaching someone: hand these bytes over once under this key. An implementation may be slow, fail, or
 * deliver and still say it failed; it never throws.
 */
public interface Channel {
    /**
     * Starts the hand-over and returns. {@code result} is called once with what the provider said, at any later time,
     * or never (the lease then ends the attempt).
     */
    void send(Outgoing outgoing, Result result);

    /** Where the outcome of a hand-over goes. */
    interface Result {
        /**
         * The provider took it, or not.
         *
         * @param taken  whether the provider took it; on doubt false, and the same bytes go again under the same key
         * @param detail a short code of the channel, such as {@code http-503}; nothing of a person
         */
        void ended(boolean taken, String detail);
    }
}
