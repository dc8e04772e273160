package org.sallyport.formats.input;

/**
 * One line of a file, or one element of a JSON array.
 *
 * @param number  its line, or its place in the array, from 1
 * @param bytes   what it holds; empty when it was too long
 * @param tooLong whether it passed {@link Pieces#LONGEST} and was skipped
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Piece(long number, byte[] bytes, boolean tooLong) {}
