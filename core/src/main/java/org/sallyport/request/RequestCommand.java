package org.sallyport.request;

public sealed interface RequestCommand {
    String word();

    record Nop(String word) implements RequestCommand {}
}
