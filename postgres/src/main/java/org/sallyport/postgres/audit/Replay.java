package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.journal.Heading;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.policy.Determination;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;

/** Decides again what was decided: the same facts, by the book a determination names, must give the same bytes (S5). */
final class Replay {
    static final Set<String> TYPES = Set.of("episode.determined", "episode.relay-ruled");

    private final EventCodec codec = new EventCodec();
    private final Books books;
    private final Map<String, Optional<PolicyBook>> known = new HashMap<>();
    private long replayed;
    private long elsewhere;

    Replay(Books books) {
        this.books = books;
    }

    /** How many determinations came out the same. */
    long replayed() {
        return replayed;
    }

    /** How many name an evaluator that this program does not hold. */
    long elsewhere() {
        return elsewhere;
    }

    void check(Connection connection, Heading heading, byte[] json, Difference.Place place) throws SQLException {
        var made = codec.read(heading.type(), heading.schema(), json);
        var named = determination(made);
        if (!named.evaluatorVersion().equals(PolicyBook.EVALUATOR_VERSION)) {
            elsewhere++;
            return;
        }
        var book = book(connection, named.bookHash());
        if (book.isEmpty()) {
            throw new Found("book-missing", place, "the policy book it names, " + named.bookHash() + ", is not kept.");
        }
        var again = codec.write(again(made, book.get()));
        var before =
                heading.schema() == again.schema() ? json : codec.write(made).json();
        if (!Arrays.equals(before, again.json())) {
            throw new Found(
                    "determination-differs",
                    place,
                    "the same facts by the same policy book give another determination than the one on record.");
        }
        replayed++;
    }

    private static Determination determination(Recorded made) {
        return switch (made) {
            case EpisodeEvent.Determined d -> d.determination();
            case EpisodeEvent.RelayRuled d -> d.determination();
            default -> throw new IllegalStateException(made.getClass() + " is no determination");
        };
    }

    private static Recorded again(Recorded made, PolicyBook book) {
        return switch (made) {
            case EpisodeEvent.Determined d ->
                new EpisodeEvent.Determined(d.caseId(), d.determinationId(), book.decide(d.facts()), d.facts(), d.at());
            case EpisodeEvent.RelayRuled d ->
                new EpisodeEvent.RelayRuled(
                        d.caseId(), d.to(), d.determinationId(), book.decide(d.facts()), d.facts(), d.at());
            default -> made;
        };
    }

    /** The kept book of this hash, if what is kept has this hash. */
    private Optional<PolicyBook> book(Connection connection, String hash) throws SQLException {
        var found = known.get(hash);
        if (found == null) {
            found = read(connection, hash).filter(book -> book.hash().equals(hash));
            known.put(hash, found);
        }
        return found;
    }

    private Optional<PolicyBook> read(Connection connection, String hash) throws SQLException {
        try (var statement = connection.prepareStatement("select content from policy_book where hash = ?")) {
            statement.setString(1, hash);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(books.read(rows.getBytes(1))) : Optional.empty();
            }
        }
    }
}
