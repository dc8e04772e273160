package org.sallyport.journal;

/**
 * A past fact that a stream of the journal keeps. Its record class is its schema: once released it is never edited; a
 * changed shape is a new class with an upcaster.
 */
public interface Recorded {}
