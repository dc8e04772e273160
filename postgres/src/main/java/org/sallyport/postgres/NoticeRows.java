package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;
import org.sallyport.report.Punctuality;
import org.sallyport.report.TakenNotice;
import org.sallyport.report.TakenNotice.Left;

/** Rows of notices: what a burst counts, and what figures are made of. */
final class NoticeRows {
    private NoticeRows() {}

    /** One row. Moments are as exact as the database keeps them. */
    record Row(
            NoticeId notice,
            CaseId caseId,
            String agency,
            Optional<Instant> causedAt,
            Optional<Instant> pausedAt,
            Optional<Instant> waitsUntil,
            String kind,
            Optional<Instant> takenAt,
            Optional<Punctuality> punctuality,
            Optional<Left> left) {}

    /** The rows of a stay. */
    static Set<Row> of(EpisodeFile file, Facility facility) {
        var taken = new HashMap<NoticeId, TakenNotice>();
        TakenNotice.of(file, facility).forEach(t -> taken.put(t.notice(), t));
        var rows = new LinkedHashSet<Row>();
        file.cases().values().forEach(c -> c.notices().forEach(n -> rows.add(of(c, n, taken))));
        return rows;
    }

    private static Row of(NoticeCase c, NoticeState n, Map<NoticeId, TakenNotice> taken) {
        var waits = n.paused() ? Optional.of(n.deadline()) : Optional.<Instant>empty();
        var mine = Optional.ofNullable(taken.get(n.id()));
        return new Row(
                n.id(),
                c.id(),
                c.agency(),
                kept(n.causedAt()),
                kept(n.pausedAt()),
                kept(waits),
                n.content().kind().word(),
                kept(n.sentAt()),
                mine.flatMap(TakenNotice::punctuality),
                mine.flatMap(TakenNotice::left)
                        .map(l -> new Left(
                                Rows.kept(l.at()),
                                Rows.kept(l.happened()),
                                kept(l.entered()),
                                Rows.kept(l.received()))));
    }

    private static Optional<Instant> kept(Optional<Instant> moment) {
        return moment.map(Rows::kept);
    }

    /** Writes rows of a facility, over those that stand there. */
    static void write(Connection connection, List<Row> rows, FacilityId facility) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var sql = "insert into notice_row (notice, facility, agency, case_id, caused_at, paused_at, waits_until, kind,"
                + " taken_at, punctuality, left_at, happened_at, entered_at, received_at)"
                + " select unnest(?::uuid[]), ?, unnest(?::text[]), unnest(?::uuid[]), unnest(?::timestamptz[]),"
                + " unnest(?::timestamptz[]), unnest(?::timestamptz[]), unnest(?::text[]), unnest(?::timestamptz[]),"
                + " nullif(unnest(?::text[]), ''), unnest(?::timestamptz[]), unnest(?::timestamptz[]),"
                + " unnest(?::timestamptz[]), unnest(?::timestamptz[])"
                + " on conflict (notice) do update set caused_at = excluded.caused_at,"
                + " paused_at = excluded.paused_at, waits_until = excluded.waits_until, kind = excluded.kind,"
                + " taken_at = excluded.taken_at, punctuality = excluded.punctuality, left_at = excluded.left_at,"
                + " happened_at = excluded.happened_at, entered_at = excluded.entered_at,"
                + " received_at = excluded.received_at";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, rows.stream().map(n -> n.notice().value()).toList());
            statement.setString(2, facility.path());
            Rows.texts(statement, 3, rows.stream().map(Row::agency).toList());
            Rows.uuids(statement, 4, rows.stream().map(n -> n.caseId().value()).toList());
            Rows.moments(statement, 5, rows.stream().map(Row::causedAt).toList());
            Rows.moments(statement, 6, rows.stream().map(Row::pausedAt).toList());
            Rows.moments(statement, 7, rows.stream().map(Row::waitsUntil).toList());
            Rows.texts(statement, 8, rows.stream().map(Row::kind).toList());
            Rows.moments(statement, 9, rows.stream().map(Row::takenAt).toList());
            Rows.texts(
                    statement,
                    10,
                    rows.stream()
                            .map(n -> n.punctuality().map(Punctuality::word).orElse(""))
                            .toList());
            Rows.moments(
                    statement,
                    11,
                    rows.stream().map(n -> n.left().map(Left::at)).toList());
            Rows.moments(
                    statement,
                    12,
                    rows.stream().map(n -> n.left().map(Left::happened)).toList());
            Rows.moments(
                    statement,
                    13,
                    rows.stream().map(n -> n.left().flatMap(Left::entered)).toList());
            Rows.moments(
                    statement,
                    14,
                    rows.stream().map(n -> n.left().map(Left::received)).toList());
            statement.executeUpdate();
        }
    }

    /** Notices that were taken, or whose person left, after these moments. */
    static List<TakenNotice> taken(Connection connection, Instant taken, Instant left) throws SQLException {
        var columns =
                "select facility, notice, kind, taken_at, punctuality, left_at, happened_at, entered_at, received_at"
                        + " from notice_row where taken_at is not null and ";
        var found = new ArrayList<TakenNotice>();
        try (var statement = connection.prepareStatement(columns + "(taken_at > ? or left_at > ?)")) {
            Rows.moment(statement, 1, taken);
            Rows.moment(statement, 2, left);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows));
                }
            }
        }
        return found;
    }

    private static TakenNotice read(ResultSet rows) throws SQLException {
        var leftAt = Rows.momentIfAny(rows, 6);
        Optional<Left> left = leftAt.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Left(leftAt.get(), Rows.moment(rows, 7), Rows.momentIfAny(rows, 8), Rows.moment(rows, 9)));
        return new TakenNotice(
                new FacilityId(rows.getString(1)),
                new NoticeId(rows.getObject(2, UUID.class)),
                rows.getString(3),
                Rows.moment(rows, 4),
                Optional.ofNullable(rows.getString(5)).map(Punctuality::named),
                left);
    }
}
