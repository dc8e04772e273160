package org.sallyport.request;

import java.util.List;

/**
 * An agency, or a victim's contact, entitled to file requests here.
 *
 * @param id        its short name, such as {@code us-ice-ero-bal}
 * @param name      as printed on screens and letters
 * @param requester the kind of requester it files as; a request of another kind is refused
 * @param routes    where its notices go, first choice first
 */
public record Agency(String id, String name, String requester, List<Route> routes) {
    /** Copies the routes, so that an agency is a value. */
    public Agency {
        routes = List.copyOf(routes);
    }

    /**
     * One way to reach an agency.
     *
     * @param channel  {@code webhook email phone}
     * @param address  a URL, an e-mail address or a telephone number
     * @param secret   signing secret of a webhook; empty for other channels
     * @param approved whether full content may go there (over enforced TLS); otherwise a number, a deadline and a link
     */
    public record Route(String channel, String address, String secret, boolean approved) {}
}
