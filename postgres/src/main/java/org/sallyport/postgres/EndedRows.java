package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Transaction.Ended;

/** Pages through records that have ended, from their projections, the first to end first. */
final class EndedRows {
    private static final String STAYS = "select release_at, episode from stay_row where facility = ?"
            + " and phase = 'released' and release_at < ? and (release_at, episode) > (?, ?)"
            + " order by release_at, episode limit ?";
    private static final String REQUESTS = "select received_at, request from request_row where facility = ?"
            + " and (closed or status <> 'active') and received_at < ? and (received_at, request) > (?, ?)"
            + " order by received_at, request limit ?";
    private static final Ended FIRST = new Ended(Instant.EPOCH, new UUID(0, 0));

    private EndedRows() {}

    static List<Ended> stays(
            Connection connection, FacilityId facility, Optional<Ended> after, Instant before, int most)
            throws SQLException {
        return page(connection, STAYS, facility, after, before, most);
    }

    static List<Ended> requests(
            Connection connection, FacilityId facility, Optional<Ended> after, Instant before, int most)
            throws SQLException {
        return page(connection, REQUESTS, facility, after, before, most);
    }

    private static List<Ended> page(
            Connection connection, String sql, FacilityId facility, Optional<Ended> after, Instant before, int most)
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
