package org.sallyport.server.channel;

/**
 * What a provider said to one hand-over.
 *
 * @param taken  whether it took it; on doubt false
 * @param detail a short code, such as {@code http-503}; nothing of a person
 */
public record Handed(boolean taken, String detail) {
    static Handed taken(String detail) {
        return new Handed(true, detail);
    }

    static Handed failed(String detail) {
        return new Handed(false, detail);
    }
}
