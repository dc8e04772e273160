package org.sallyport.postgres;

import static org.sallyport.postgres.Database.unchecked;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Removal;
import org.sallyport.desk.Transaction.FeedKey;

/** Finds records that have ended in their projections, the first to end first, and destroys records for good. */
final class Removing implements Removal {
    private static final String STAYS = "select release_at, episode from stay_row where facility = ?"
            + " and phase = 'released' and release_at < ? and (release_at, episode) > (?, ?)"
            + " order by release_at, episode limit ?";
    private static final String REQUESTS = "select received_at, request from request_row where facility = ?"
            + " and (closed or status <> 'active') and received_at < ? and (received_at, request) > (?, ?)"
            + " order by received_at, request limit ?";
    private static final Ended FIRST = new Ended(Instant.EPOCH, new UUID(0, 0));

    private final Connection connection;
    private final StoreParts parts;
    private final PostgresTransaction tx;

    Removing(Connection connection, StoreParts parts, PostgresTransaction tx) {
        this.connection = connection;
        this.parts = parts;
        this.tx = tx;
    }

    @Override
    public void destroy(FacilityId facility, Set<UUID> streams, Set<FeedKey> seen) {
        var tokens = seen.stream().map(parts.feeds()::token).toList();
        tx.written(() -> {
            Destruction.of(connection, facility, streams, tokens);
            return streams;
        });
        tx.forget(streams);
    }

    @Override
    public List<Ended> endedStays(FacilityId facility, Optional<Ended> after, Instant before, int most) {
        return tx.written(() -> page(STAYS, facility, after, before, most));
    }

    @Override
    public List<Ended> endedRequests(FacilityId facility, Optional<Ended> after, Instant before, int most) {
        return tx.written(() -> page(REQUESTS, facility, after, before, most));
    }

    @Override
    public Set<UUID> destroyed(Set<UUID> streams) {
        return tx.destructions() == 0 || streams.isEmpty()
                ? Set.of()
                : unchecked(() -> Destruction.destroyed(connection, streams));
    }

    private List<Ended> page(String sql, FacilityId facility, Optional<Ended> after, Instant before, int most)
            throws SQLException {
        var found = new ArrayList<Ended>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            Rows.moment(statement, 2, before);
            Rows.moment(statement, 3, after.orElse(FIRST).at());
            statement.setObject(4, after.orElse(FIRST).name());
            statement.setInt(5, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Ended(Rows.moment(rows, 1), rows.getObject(2, UUID.class)));
                }
            }
        }
        return found;
    }
}
