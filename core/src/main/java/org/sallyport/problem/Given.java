package org.sallyport.problem;

import java.util.regex.Pattern;

/**
 * What of an input a problem may repeat. A value that stands in the wrong place may be a name, a birth date or a number
 * of a person, and problems are shown, kept and sent: only what cannot be one is repeated.
 */
public final class Given {
    /** Codes of several words, forms, figures too short for a number of a person, moments with a time of day. */
    private static final Pattern HARMLESS = Pattern.compile("[a-z]{1,20}([.-][a-z]{1,20}){1,4}|I-[0-9]{1,3}[A-Z]?"
            + "|P?T?[0-9]{1,3}[DHMSW]?|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9:.+Z-]{2,20}");

    private Given() {}

    /** The value, or an empty string where it may not be repeated. */
    public static String shown(String given) {
        return HARMLESS.matcher(given).matches() ? given : "";
    }
}
