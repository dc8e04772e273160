package org.sallyport.formats.feed;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.sallyport.formats.input.Piece;
import org.sallyport.formats.input.Pieces;
import org.sallyport.formats.input.Unzipped;
import org.sallyport.problem.Problem;

/**
 * The events of one file or request body in order, read as they are asked for. Input that cannot be read further ends
 * with a refused reading that says why; everything before it stands.
 */
public final class Readings implements Iterator<Reading> {
    private final FeedReader reader;
    private final Instant receivedAt;
    private final java.io.InputStream in;
    private Optional<Pieces> pieces = Optional.empty();
    private Optional<Reading> next = Optional.empty();
    private long place;
    private boolean ended;

    Readings(FeedReader reader, java.io.InputStream in, Instant receivedAt) {
        this.reader = reader;
        this.receivedAt = receivedAt;
        this.in = in;
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
    public Reading next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The feed has ended");
        }
        var reading = next.orElseThrow();
        next = Optional.empty();
        return reading;
    }

    private Optional<Reading> advance() {
        try {
            if (pieces.isEmpty()) {
                pieces = Optional.of(new Pieces(Unzipped.open(in)));
            }
            var piece = pieces.get().next();
            piece.ifPresent(p -> place = p.number());
            return piece.map(this::read);
        } catch (Pieces.NotClosed e) {
            return last("json.cut-off", "A JSON array with its closing bracket and nothing after it.");
        } catch (EOFException e) {
            return last("input.cut-off", "A complete file; this one ends too early.");
        } catch (ZipException e) {
            return last("input.damaged", "A gzip file that is not damaged.");
        } catch (IOException e) {
            return last("input.unreadable", "Input that can be read to its end.");
        }
    }

    private Optional<Reading> last(String code, String expected) {
        ended = true;
        var where = "after " + place;
        return Optional.of(new Reading.Refused(
                place + 1,
                "",
                "",
                List.of(new Problem(
                        code, where, "", expected, "Send it again whole; what was taken is not taken twice."))));
    }

    private Reading read(Piece piece) {
        if (!piece.tooLong()) {
            return reader.read(piece.bytes(), piece.number(), receivedAt);
        }
        return new Reading.Refused(
                piece.number(),
                "",
                "",
                List.of(new Problem(
                        "input.too-long",
                        "event " + piece.number(),
                        "",
                        "An event of at most " + Pieces.LONGEST + " bytes, on one line of its own.",
                        "Separate events by line ends, or send a smaller event.")));
    }
}
