package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.StayView;
import org.sallyport.desk.Transaction;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeId;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * Rows by which lists and look-ups find stays, cases, notices and requests: functions of the files alone. A row that
 * says the same as before is not written again.
 */
final class ListRows {
    private ListRows() {}

    /**
     * A stay that was appended to.
     *
     * @param before its file as it was read under the lock; empty for a stay that begins
     */
    record Changed(Optional<EpisodeFile> before, EpisodeFile after) {}

    private record StayRow(EpisodeId episode, String phase, Optional<Instant> releaseAt, int openCases) {
        static StayRow of(EpisodeFile file, Facility facility) {
            var view = StayView.of(file, facility);
            return new StayRow(view.episode(), view.phase(), kept(view.releaseAt()), view.openCases());
        }
    }

    private record CaseRow(
            CaseId caseId,
            String agency,
            EpisodeId episode,
            RequestId request,
            String state,
            Optional<Instant> deadline,
            boolean closed) {

        static Set<CaseRow> of(EpisodeFile file, Facility facility) {
            if (file.cases().isEmpty()) {
                return Set.of();
            }
            var rows = new LinkedHashSet<CaseRow>();
            for (var c : CaseView.of(file, facility)) {
                rows.add(new CaseRow(
                        c.caseId(),
                        c.agency(),
                        c.episode(),
                        c.request(),
                        c.state(),
                        kept(c.deadline()),
                        !c.closed().isEmpty()));
            }
            return rows;
        }
    }

    /** Rows of stays of one facility that changed, with their cases and notices. */
    static void stays(Connection connection, Collection<Changed> changed, Facility facility) throws SQLException {
        var stays = new ArrayList<StayRow>();
        var cases = new ArrayList<CaseRow>();
        var notices = new ArrayList<NoticeRows.Row>();
        for (var change : changed) {
            var after = change.after();
            var stay = StayRow.of(after, facility);
            if (change.before().map(b -> !StayRow.of(b, facility).equals(stay)).orElse(true)) {
                stays.add(stay);
            }
            if (!after.cases().isEmpty()) {
                var newCases = CaseRow.of(after, facility);
                var newNotices = NoticeRows.of(after, facility);
                change.before().ifPresent(before -> {
                    newCases.removeAll(CaseRow.of(before, facility));
                    newNotices.removeAll(NoticeRows.of(before, facility));
                });
                cases.addAll(newCases);
                notices.addAll(newNotices);
            }
        }
        stays.sort(Comparator.comparing(StayRow::episode));
        stayRows(connection, stays, facility.id());
        cases(connection, cases, facility.id());
        NoticeRows.write(connection, notices, facility.id());
    }

    private static void stayRows(Connection connection, List<StayRow> rows, FacilityId facility) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var sql = "insert into stay_row (episode, facility, phase, release_at, open_cases)"
                + " select unnest(?::uuid[]), ?, unnest(?::text[]), unnest(?::timestamptz[]), unnest(?::int[])"
                + " on conflict (episode) do update set phase = excluded.phase,"
                + " release_at = excluded.release_at, open_cases = excluded.open_cases";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, rows.stream().map(s -> s.episode().value()).toList());
            statement.setString(2, facility.path());
            Rows.texts(statement, 3, rows.stream().map(StayRow::phase).toList());
            Rows.moments(statement, 4, rows.stream().map(StayRow::releaseAt).toList());
            Rows.ints(statement, 5, rows.stream().map(StayRow::openCases).toList());
            statement.executeUpdate();
        }
    }

    private static void cases(Connection connection, List<CaseRow> rows, FacilityId facility) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var sql = "insert into case_row (case_id, facility, agency, episode, request, state, deadline, closed)"
                + " select unnest(?::uuid[]), ?, unnest(?::text[]), unnest(?::uuid[]), unnest(?::uuid[]),"
                + " unnest(?::text[]), unnest(?::timestamptz[]), unnest(?::bool[])"
                + " on conflict (case_id) do update set episode = excluded.episode,"
                + " state = excluded.state, deadline = excluded.deadline, closed = excluded.closed";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, rows.stream().map(c -> c.caseId().value()).toList());
            statement.setString(2, facility.path());
            Rows.texts(statement, 3, rows.stream().map(CaseRow::agency).toList());
            Rows.uuids(statement, 4, rows.stream().map(c -> c.episode().value()).toList());
            Rows.uuids(statement, 5, rows.stream().map(c -> c.request().value()).toList());
            Rows.texts(statement, 6, rows.stream().map(CaseRow::state).toList());
            Rows.moments(statement, 7, rows.stream().map(CaseRow::deadline).toList());
            Rows.booleans(statement, 8, rows.stream().map(CaseRow::closed).toList());
            statement.executeUpdate();
        }
    }

    private static Optional<Instant> kept(Optional<Instant> moment) {
        return moment.map(Rows::kept);
    }

    /** Rows of requests that changed. */
    static void requests(Connection connection, Findables findables, Collection<RequestFile> files)
            throws SQLException {
        var known = files.stream().filter(f -> f.request().isPresent()).toList();
        if (known.isEmpty()) {
            return;
        }
        var asked = known.stream().map(f -> f.request().orElseThrow()).toList();
        var sql = "insert into request_row (request, facility, agency, status, received_at, number, closed)"
                + " select unnest(?::uuid[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),"
                + " unnest(?::timestamptz[]), unnest(?::bytea[]), unnest(?::bool[])"
                + " on conflict (request) do update set status = excluded.status, number = excluded.number,"
                + " closed = excluded.closed";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, known.stream().map(f -> f.id().value()).toList());
            Rows.texts(
                    statement, 2, asked.stream().map(r -> r.addressee().path()).toList());
            Rows.texts(statement, 3, asked.stream().map(r -> r.agency()).toList());
            Rows.texts(statement, 4, known.stream().map(RequestFile::status).toList());
            Rows.moments(
                    statement,
                    5,
                    known.stream().map(f -> kept(Optional.of(f.receivedAt()))).toList());
            Rows.bytes(
                    statement,
                    6,
                    asked.stream().map(r -> findables.requestNumber(r.number())).toList());
            Rows.booleans(
                    statement,
                    7,
                    known.stream().map(f -> f.closed().isPresent()).toList());
            statement.executeUpdate();
        }
    }

    /** The stay of a notice. */
    static Optional<Transaction.Place> placeOf(Connection connection, NoticeId notice) throws SQLException {
        return place(
                connection,
                "select c.facility, c.episode from notice_row n join case_row c using (case_id) where n.notice = ?",
                notice.value());
    }

    /** The stay of a case. */
    static Optional<Transaction.Place> placeOf(Connection connection, CaseId caseId) throws SQLException {
        return place(connection, "select facility, episode from case_row where case_id = ?", caseId.value());
    }

    private static Optional<Transaction.Place> place(Connection connection, String sql, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Transaction.Place(
                                new FacilityId(rows.getString(1)), new EpisodeId(rows.getObject(2, UUID.class))))
                        : Optional.empty();
            }
        }
    }
}
