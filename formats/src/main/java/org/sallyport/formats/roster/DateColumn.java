package org.sallyport.formats.roster;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of days or moments.
 *
 * @param column  name of the column
 * @param formats patterns tried in order, as {@link DateTimeFormatter} has them, strict, month names in English
 * @param shown   the patterns for messages
 */
record DateColumn(String column, List<DateTimeFormatter> formats, String shown) {
    static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** An {@link OffsetDateTime}, {@link LocalDateTime} or {@link LocalDate}; empty when no pattern fits. */
    Optional<TemporalAccessor> parse(String text) {
        for (var format : formats) {
            try {
                return Optional.of(format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            } catch (DateTimeException e) {
                continue;
            }
        }
        return Optional.empty();
    }
}
