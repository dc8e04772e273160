package org.sallyport.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes moments as the people of one facility read a clock: weekday, date, local time, zone; and how far away they
 * are.
 */
public final class Moments {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ENGLISH);

    private final ZoneId zone;
    private final Instant now;

    Moments(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** The moment in the facility's zone, such as {@code Tue 2026-11-03 09:00 EST}. */
    public String at(Instant when) {
        return FULL.format(when.atZone(zone));
    }

    /** The moment, or a dash where there is none. */
    public String at(Optional<Instant> when) {
        return when.map(this::at).orElse("–");
    }

    /** How far away a moment is: {@code in 2 d 3 h}, {@code 40 min ago}. */
    public String away(Instant when) {
        var span = Duration.between(now, when);
        var size = span.abs();
        var words = size.toDays() > 0
                ? size.toDays() + " d " + size.toHoursPart() + " h"
                : size.toHours() > 0
                        ? size.toHours() + " h " + size.toMinutesPart() + " min"
                        : size.toMinutes() + " min";
        return span.isNegative() ? words + " ago" : "in " + words;
    }

    /** The same, or nothing where there is no moment. */
    public String away(Optional<Instant> when) {
        return when.map(this::away).orElse("");
    }
}
