package org.sallyport.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.policy.PolicyBook;

/** How a policy book is kept: as bytes that give the same book, by hash, on every node. */
public interface Books {
    /** The book as it is kept. */
    byte[] write(PolicyBook book);

    /** The book that was kept. */
    PolicyBook read(byte[] content);

    /** Books that live as long as the program and are kept by name only: for a scratch database. */
    static Books ofThisRun() {
        Map<String, PolicyBook> books = new ConcurrentHashMap<>();
        return new Books() {
            @Override
            public byte[] write(PolicyBook book) {
                books.put(book.hash(), book);
                return book.hash().getBytes(UTF_8);
            }

            @Override
            public PolicyBook read(byte[] content) {
                var book = books.get(new String(content, UTF_8));
                if (book == null) {
                    throw new IllegalStateException("This database keeps its policy books by name only, and the book in"
                            + " force was put there by another run.");
                }
                return book;
            }
        };
    }
}
