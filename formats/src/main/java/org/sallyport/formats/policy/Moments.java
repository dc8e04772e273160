package org.sallyport.formats.policy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sallyport.formats.json.JsonBytes;

/**
 * Days and moments as facts write them. The usual shape is read and written digit by digit, ten times as quickly as by
 * a formatter; any other shape goes to the formatter.
 */
final class Moments {
    private static final int DAY = "2026-09-01".length();
    private static final int MOMENT_UTC = "2026-09-01T12:00:00Z".length();
    private static final int MOMENT = "2026-09-01T12:00:00-04:00".length();

    private Moments() {}

    /**
     * A calendar day.
     *
     * @throws java.time.DateTimeException if it is none
     */
    static LocalDate day(String text) {
        return text.length() == DAY && isDay(text) ? dayAt(text) : LocalDate.parse(text);
    }

    /**
     * A moment with its offset.
     *
     * @throws java.time.DateTimeException if it is none
     */
    static OffsetDateTime moment(String text) {
        var length = text.length();
        var usual = (length == MOMENT_UTC && text.charAt(length - 1) == 'Z'
                        || length == MOMENT && isOffset(text, MOMENT_UTC - 1))
                && isDay(text)
                && text.charAt(DAY) == 'T'
                && isTime(text, DAY + 1);
        if (!usual) {
            return OffsetDateTime.parse(text);
        }
        var time = LocalTime.of(two(text, DAY + 1), two(text, DAY + 4), two(text, DAY + 7));
        return OffsetDateTime.of(dayAt(text), time, length == MOMENT ? offset(text) : ZoneOffset.UTC);
    }

    /** Writes a day as a JSON string. */
    static void write(JsonBytes out, LocalDate day) {
        if (isUsual(day)) {
            digits(out.raw('"'), day).raw('"');
        } else {
            out.text(day.toString());
        }
    }

    /** Writes a moment with its offset as a JSON string. */
    static void write(JsonBytes out, OffsetDateTime moment) {
        var offset = moment.getOffset().getTotalSeconds();
        if (moment.getNano() != 0 || offset % 60 != 0 || !isUsual(moment.toLocalDate())) {
            out.text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
            return;
        }
        digits(out.raw('"'), moment.toLocalDate())
                .raw('T')
                .two(moment.getHour())
                .raw(':')
                .two(moment.getMinute())
                .raw(':')
                .two(moment.getSecond());
        if (offset == 0) {
            out.raw('Z');
        } else {
            var minutes = Math.abs(offset) / 60;
            out.raw(offset < 0 ? '-' : '+').two(minutes / 60).raw(':').two(minutes % 60);
        }
        out.raw('"');
    }

    private static boolean isUsual(LocalDate day) {
        return day.getYear() >= 0 && day.getYear() <= 9999;
    }

    private static JsonBytes digits(JsonBytes out, LocalDate day) {
        return out.two(day.getYear() / 100)
                .two(day.getYear() % 100)
                .raw('-')
                .two(day.getMonthValue())
                .raw('-')
                .two(day.getDayOfMonth());
    }

    private static ZoneOffset offset(String text) {
        var sign = text.charAt(MOMENT_UTC - 1) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * two(text, MOMENT_UTC), sign * two(text, MOMENT_UTC + 3));
    }

    private static LocalDate dayAt(String text) {
        return LocalDate.of(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
    }

    private static boolean isDay(String text) {
        return isTwo(text, 0)
                && isTwo(text, 2)
                && text.charAt(4) == '-'
                && isTwo(text, 5)
                && text.charAt(7) == '-'
                && isTwo(text, 8);
    }

    private static boolean isTime(String text, int at) {
        return isTwo(text, at)
                && text.charAt(at + 2) == ':'
                && isTwo(text, at + 3)
                && text.charAt(at + 5) == ':'
                && isTwo(text, at + 6);
    }

    private static boolean isOffset(String text, int at) {
        var sign = text.charAt(at);
        return (sign == '-' || sign == '+') && isTwo(text, at + 1) && text.charAt(at + 3) == ':' && isTwo(text, at + 4);
    }

    private static boolean isTwo(String text, int at) {
        return isDigit(text.charAt(at)) && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
