package org.sallyport.custody;

/** A name as the jail or the requester writes it; either part may be empty. */
public record PersonName(String family, String given) {}
