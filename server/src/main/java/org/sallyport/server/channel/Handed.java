package org.sallyport.server.channel;

/**
 * What a provider said to one hand-over.
 *
 * @param taken  whether it took it; on doubt false
 * @param ended  whether the attempt has ended; a call waits for a person, who records what came of it
 * @param detail a short code, such as {@code http-503}; nothing of a person
 */
public record Handed(boolean taken, boolean ended, String detail) {
    static Handed taken(String detail) {
        return new Handed(true, true, detail);
    }

    static Handed failed(String detail) {
        return new Handed(false, true, detail);
    }

    static Handed waits(String detail) {
        return new Handed(false, false, detail);
    }
}
