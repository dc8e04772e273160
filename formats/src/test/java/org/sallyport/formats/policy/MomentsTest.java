package org.sallyport.formats.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.formats.json.JsonBytes;

/** What is read and written digit by digit is what the formatter reads and writes. */
class MomentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-09-02T12:00:00-04:00",
                "2024-02-29T23:59:59Z",
                "2026-09-02T12:00:00+00:00",
                "2026-09-02T12:00Z",
                "2026-09-02T12:00:00.250+05:45",
                "0001-01-01T00:00:00-12:00",
                "-0044-03-15T12:00:00Z",
                "+12026-01-01T00:00:00Z",
                "1890-01-01T00:00:00-04:56:02"
            })
    void a_moment(String text) {
        var moment = OffsetDateTime.parse(text);
        var out = new JsonBytes(8);
        Moments.write(out, moment);

        assertEquals(moment, Moments.moment(text));
        assertEquals('"' + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment) + '"', out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29", "0000-01-01", "-0044-03-15", "+12026-01-01", "9999-12-31"})
    void a_day(String text) {
        var out = new JsonBytes(8);
        Moments.write(out, LocalDate.parse(text));

        assertEquals(LocalDate.parse(text), Moments.day(text));
        assertEquals('"' + LocalDate.parse(text).toString() + '"', out.toString());
    }
}
