package org.sallyport.formats.roster;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where one value comes from: a column, and what is done with what stands in it.
 *
 * @param column name of the column
 * @param codes  what each code means; a code that is missing here is counted as unmapped and the value left unknown.
 *               Without codes every value is taken as it is
 * @param match  values that do not match as a whole are left unknown; without it every value is taken
 * @param prefix put before the value
 */
record Column(String column, Optional<Map<String, String>> codes, Optional<Pattern> match, String prefix) {
    /** A column taken as it is. */
    static Column plain(String column) {
        return new Column(column, Optional.empty(), Optional.empty(), "");
    }
}
