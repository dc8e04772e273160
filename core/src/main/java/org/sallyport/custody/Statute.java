package org.sallyport.custody;

/** Where an offense is written down: the jurisdiction whose law it is, and the section as cited there. */
public record Statute(String jurisdiction, String section) {}
