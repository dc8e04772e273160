package org.sallyport.problem;

/**
 * One thing wrong with an input. A reader returns all problems of an input at once and saves nothing.
 *
 * <p>A problem never holds a name, a birth date, an identifier of a person or a charge: {@code given} shows a
 * value only where the field can hold none of these.
 *
 * @param code     stable and documented, dotted, such as {@code request.ori.length}
 * @param field    where it is: a path into the input ({@code request.leadTime}), or {@code file:line}
 * @param given    what was found there, or an empty string where it may not be repeated
 * @param expected what is expected, with a valid example
 * @param remedy   what the sender should do
 */
public record Problem(String code, String field, String given, String expected, String remedy) {

    /** The problem as one sentence for a terminal or a letter: field, what was given, what to write instead. */
    public String sentence() {
        var said = given.isEmpty() ? "" : "\"" + given + "\": ";
        return (field.isEmpty() ? "" : field + ": ") + said + expected + (remedy.isEmpty() ? "" : " " + remedy);
    }
}
