package org.sallyport.request;

import java.util.*;

public final class RequestDecider {
    public sealed interface Outcome {}

    public record Accepted(List<RequestEvent> events) implements Outcome {}

    public record Refused(String code) implements Outcome {}

    public static Outcome decide(RequestFile f, RequestCommand c) {
        throw new UnsupportedOperationException();
    }
}
