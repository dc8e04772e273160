package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Transaction;
import org.sallyport.notice.Breaker;
import org.sallyport.notice.EpisodeEvent;

/** Counts the notices a facility caused, for the breaker: what is committed, and what this transaction appended. */
final class Bursts {
    private final Connection connection;
    private final Map<FacilityId, Integer> byOthers = new HashMap<>();
    private final Map<FacilityId, Integer> here = new HashMap<>();
    private final Map<FacilityId, Integer> hereWritten = new HashMap<>();
    private final Map<FacilityId, Integer> busiest = new HashMap<>();

    Bursts(Connection connection) {
        this.connection = connection;
    }

    /** Counts what is appended and not in the tables yet. */
    void appended(FacilityId facility, List<EpisodeEvent> events) {
        for (var event : events) {
            if (event instanceof EpisodeEvent.NoticePaused || begins(event)) {
                here.merge(facility, 1, Integer::sum);
            }
        }
    }

    private static boolean begins(EpisodeEvent event) {
        return event instanceof EpisodeEvent.AttemptStarted a
                && a.attempt() == 1
                && a.content().kind().discloses();
    }

    /** What was appended is in the tables now. */
    void written() {
        hereWritten.putAll(here);
    }

    /** How many were begun or paused from then on, counted up to {@code most}; the tables are read once. */
    int causedSince(FacilityId facility, Instant from, int most) throws SQLException {
        var others = byOthers.get(facility);
        if (others == null) {
            others = inTables(facility, from, most) - hereWritten.getOrDefault(facility, 0);
            byOthers.put(facility, others);
        }
        return Math.min(most, others + here.getOrDefault(facility, 0));
    }

    private int inTables(FacilityId facility, Instant from, int most) throws SQLException {
        var sql = "select count(*) from (select 1 from notice_row where facility = ? and caused_at >= ? limit ?) n";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            Rows.moment(statement, 2, from);
            statement.setInt(3, most);
            return number(statement);
        }
    }

    /** How many, never paused, were begun in the busiest hour of the clock; the tables are read once. */
    int busiestHour(FacilityId facility, Instant from, Instant until) throws SQLException {
        var known = busiest.get(facility);
        if (known == null) {
            known = busiestInTables(facility, from, until);
            busiest.put(facility, known);
        }
        return known;
    }

    private int busiestInTables(FacilityId facility, Instant from, Instant until) throws SQLException {
        var sql = "select coalesce(max(n), 0) from (select count(*) as n from notice_row where facility = ?"
                + " and caused_at >= ? and caused_at < ? and paused_at is null"
                + " group by floor(extract(epoch from caused_at) / 3600)) hours";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            Rows.moment(statement, 2, from);
            Rows.moment(statement, 3, until);
            return number(statement);
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return Math.toIntExact(rows.getLong(1));
        }
    }

    /** Has every stay looked at that has a paused notice; returns how many. */
    int wake(FacilityId facility, Instant now) throws SQLException {
        var sql = "update stream_head set wake_at = ? where stream in (select c.episode from notice_row n"
                + " join case_row c using (case_id) where n.facility = ? and n.waits_until is not null)";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.moment(statement, 1, now);
            statement.setString(2, facility.path());
            return statement.executeUpdate();
        }
    }

    /** The notices that wait for a decision, given what was decided before. */
    Transaction.Paused paused(FacilityId facility, Breaker breaker) throws SQLException {
        var sql = "select count(*), min(waits_until) from notice_row where facility = ? and waits_until is not null"
                + " and paused_at > ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            Rows.moment(statement, 2, breaker.decidedThrough());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Transaction.Paused(Math.toIntExact(rows.getLong(1)), Rows.momentIfAny(rows, 2));
            }
        }
    }
}
