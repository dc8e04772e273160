package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;

/** Decides again what was decided: the same facts, by the book a determination names, must give the same bytes (S5). */
final class Replay {
    static final String TYPE = "episode.determined";

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

    void check(Connection connection, int schema, byte[] json, Difference.Place place) throws SQLException {
        if (!(codec.read(TYPE, schema, json) instanceof EpisodeEvent.Determined made)) {
            throw new IllegalStateException(TYPE + " is no determination");
        }
        var named = made.determination();
        if (!named.evaluatorVersion().equals(PolicyBook.EVALUATOR_VERSION)) {
            elsewhere++;
            return;
        }
        var book = book(connection, named.bookHash());
        if (book.isEmpty()) {
            throw new Found("book-missing", place, "the policy book it names, " + named.bookHash() + ", is not kept.");
        }
        var again = codec.write(new EpisodeEvent.Determined(
                made.caseId(), made.determinationId(), book.get().decide(made.facts()), made.facts(), made.at()));
        var before = schema == again.schema() ? json : codec.write(made).json();
        if (!Arrays.equals(before, again.json())) {
            throw new Found(
                    "determination-differs",
                    place,
                    "the same facts by the same policy book give another determination than the one on record.");
        }
        replayed++;
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
