package org.sallyport.formats.roster;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.sallyport.custody.FacilityId;
import org.sallyport.formats.input.Unzipped;
import org.sallyport.problem.Problem;

/**
 * The rosters of one file in order, read as they are asked for. A file that cannot be read to its end ends with a
 * refused reading; the roster it was cut off in is not given, those before it are.
 */
public final class Rosters implements Iterator<RosterReading> {
    private static final int FIELD_LONGEST = 1 << 16;
    private static final int BUFFER = 1 << 16;

    private final FacilityId facility;
    private final RosterMapping mapping;
    private final InputStream in;
    private final Optional<Instant> takenAt;
    private Optional<CloseableIterator<CsvRecord>> records = Optional.empty();
    private Optional<RowReader> rows = Optional.empty();
    private Optional<CsvRecord> ahead = Optional.empty();
    private Optional<RosterReading> next = Optional.empty();
    private Instant last = Instant.MIN;
    private long line = 1;
    private boolean ended;

    Rosters(FacilityId facility, RosterMapping mapping, InputStream in, Optional<Instant> takenAt) {
        this.facility = facility;
        this.mapping = mapping;
        this.in = in;
        this.takenAt = takenAt;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !ended) {
            next = advance();
            ended |= next.isEmpty();
        }
        return next.isPresent();
    }

    @Override
    public RosterReading next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The file has no further roster");
        }
        var reading = next.orElseThrow();
        next = Optional.empty();
        return reading;
    }

    private Optional<RosterReading> advance() {
        try {
            if (records.isEmpty()) {
                var refused = begin();
                if (refused.isPresent()) {
                    ended = true;
                    return refused;
                }
            }
            return ahead.isEmpty() ? Optional.empty() : Optional.of(roster());
        } catch (CsvParseException e) {
            return last("roster.csv", "CSV (RFC 4180): a quotation mark is closed, no field is longer than 64 KiB.");
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof IOException cause ? unreadable(cause) : unreadable(new IOException(e));
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    private Optional<RosterReading> unreadable(IOException e) {
        return switch (e) {
            case EOFException _ -> last("input.cut-off", "A complete file; this one ends too early.");
            case ZipException _ -> last("input.damaged", "A gzip file that is not damaged.");
            case CharacterCodingException _ ->
                last(
                        "input.encoding",
                        "Text in " + mapping.encoding.name() + "; the mapping's encoding names another.");
            default -> last("input.unreadable", "Input that can be read to its end.");
        };
    }

    private Optional<RosterReading> last(String code, String expected) {
        ended = true;
        var problem =
                new Problem(code, "after line " + line, "", expected, "Export the roster again and send it whole.");
        return Optional.of(new RosterReading.Refused("", List.of(problem)));
    }

    private Optional<RosterReading> begin() throws IOException {
        var decoder = mapping.encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = new BufferedReader(new InputStreamReader(Unzipped.open(in), decoder), BUFFER);
        skipByteOrderMark(text);
        var iterator = CsvReader.builder()
                .fieldSeparator(mapping.delimiter)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(FIELD_LONGEST)
                .ofCsvRecord(text)
                .iterator();
        records = Optional.of(iterator);
        if (!iterator.hasNext()) {
            return Optional.of(new RosterReading.Refused("", List.of(header("A first line with the column names."))));
        }
        var header = iterator.next();
        var problems = RowReader.missing(mapping, header);
        if (mapping.snapshot.isEmpty() && takenAt.isEmpty()) {
            problems.add(header("The moment at which the roster was taken: the mapping names no snapshot column."));
        }
        if (!problems.isEmpty()) {
            return Optional.of(new RosterReading.Refused("", problems));
        }
        rows = Optional.of(new RowReader(mapping, header));
        ahead = following();
        if (ahead.isEmpty()) {
            return Optional.of(new RosterReading.Refused(
                    "", List.of(header("At least one person; an empty roster would release everyone."))));
        }
        return Optional.empty();
    }

    private static Problem header(String expected) {
        return new Problem("roster.header", "line 1", "", expected, "Export the roster again with what is expected.");
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private Optional<CsvRecord> following() {
        var iterator = records.orElseThrow();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        var record = iterator.next();
        line = record.getStartingLineNumber();
        return Optional.of(record);
    }

    private RosterReading roster() {
        var reader = rows.orElseThrow();
        var first = ahead.orElseThrow();
        var name = reader.snapshot(first);
        var notes = new RowNotes();
        var moment = mapping.snapshot.isPresent() ? reader.takenAt(first, notes) : takenAt;
        var building = new RosterBuilder(facility, reader, notes, moment);
        while (ahead.isPresent() && reader.snapshot(ahead.get()).equals(name)) {
            building.add(ahead.get());
            ahead = following();
        }
        moment.ifPresent(at -> {
            if (!at.isAfter(last)) {
                notes.refuse(
                        first.getStartingLineNumber(),
                        mapping.snapshot.map(s -> s.column().column()).orElse(""),
                        "roster.order",
                        "Rosters from the oldest to the newest, the lines of each together.",
                        "Sort the file by that column.");
            }
            last = at.isAfter(last) ? at : last;
        });
        return building.finish(name);
    }
}
