package org.sallyport.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time such as {@code PT48H}, or says how one is written. */
public final class LengthConverter implements ITypeConverter<Duration> {
    /** Made by the command line. */
    public LengthConverter() {}

    @Override
    public Duration convert(String value) {
        try {
            var length = Duration.parse(value);
            if (length.isPositive()) {
                return length;
            }
        } catch (DateTimeException e) {
            // Said below, as for a length that is not positive.
        }
        throw new TypeConversionException(
                "\"" + value + "\" is no length of time; write an ISO 8601 duration, such as PT24H");
    }
}
