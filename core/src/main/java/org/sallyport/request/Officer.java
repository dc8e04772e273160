package org.sallyport.request;

/** Who signed for the requester. */
public record Officer(String name, boolean signed) {}
