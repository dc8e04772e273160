package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

/** Rows by which lists and look-ups find stays, cases, notices and requests: functions of the files alone. */
final class ListRows {
    private ListRows() {}

    /** Rows of stays that changed, with their cases and notices. */
    static void stays(Connection connection, Collection<EpisodeFile> files, Facility facility) throws SQLException {
        if (files.isEmpty()) {
            return;
        }
        var stays = files.stream()
                .map(f -> StayView.of(f, facility))
                .sorted((a, b) -> a.episode().compareTo(b.episode()))
                .toList();
        var sql = "insert into stay_row (episode, facility, phase, release_at, open_cases)"
                + " select e, ?, p, r::timestamptz, o from unnest(?::uuid[], ?::text[], ?::text[], ?::int[])"
                + " as s(e, p, r, o) on conflict (episode) do update set phase = excluded.phase,"
                + " release_at = excluded.release_at, open_cases = excluded.open_cases"
                + " where (stay_row.phase, stay_row.release_at, stay_row.open_cases)"
                + " is distinct from (excluded.phase, excluded.release_at, excluded.open_cases)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.id().path());
            Rows.uuids(
                    statement, 2, stays.stream().map(s -> s.episode().value()).toList());
            Rows.texts(statement, 3, stays.stream().map(StayView::phase).toList());
            Rows.moments(
                    statement, 4, stays.stream().map(s -> kept(s.releaseAt())).toList());
            Rows.ints(statement, 5, stays.stream().map(StayView::openCases).toList());
            statement.executeUpdate();
        }
        cases(connection, files, facility);
    }

    private static void cases(Connection connection, Collection<EpisodeFile> files, Facility facility)
            throws SQLException {
        var cases = new ArrayList<CaseView>();
        var notices = new ArrayList<NoticeRow>();
        for (var file : files) {
            if (file.cases().isEmpty()) {
                continue;
            }
            cases.addAll(CaseView.of(file, facility));
            file.cases()
                    .values()
                    .forEach(c -> c.notices().forEach(n -> notices.add(new NoticeRow(n.id(), c.id(), c.agency()))));
        }
        if (cases.isEmpty()) {
            return;
        }
        var sql = "insert into case_row (case_id, facility, agency, episode, request, state, deadline, closed)"
                + " select c, ?, a, e, r, s, d::timestamptz, x from"
                + " unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bool[])"
                + " as v(c, a, e, r, s, d, x) on conflict (case_id) do update set episode = excluded.episode,"
                + " state = excluded.state, deadline = excluded.deadline, closed = excluded.closed"
                + " where (case_row.episode, case_row.state, case_row.deadline, case_row.closed)"
                + " is distinct from (excluded.episode, excluded.state, excluded.deadline, excluded.closed)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.id().path());
            Rows.uuids(statement, 2, cases.stream().map(c -> c.caseId().value()).toList());
            Rows.texts(statement, 3, cases.stream().map(CaseView::agency).toList());
            Rows.uuids(
                    statement, 4, cases.stream().map(c -> c.episode().value()).toList());
            Rows.uuids(
                    statement, 5, cases.stream().map(c -> c.request().value()).toList());
            Rows.texts(statement, 6, cases.stream().map(CaseView::state).toList());
            Rows.moments(
                    statement, 7, cases.stream().map(c -> kept(c.deadline())).toList());
            Rows.booleans(
                    statement, 8, cases.stream().map(c -> !c.closed().isEmpty()).toList());
            statement.executeUpdate();
        }
        notices(connection, notices, facility.id());
    }

    private record NoticeRow(NoticeId notice, CaseId caseId, String agency) {}

    private static void notices(Connection connection, List<NoticeRow> notices, FacilityId facility)
            throws SQLException {
        if (notices.isEmpty()) {
            return;
        }
        var sql = "insert into notice_row (notice, facility, agency, case_id) select n, ?, a, c from"
                + " unnest(?::uuid[], ?::text[], ?::uuid[]) as v(n, a, c) on conflict do nothing";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            Rows.uuids(
                    statement, 2, notices.stream().map(n -> n.notice().value()).toList());
            Rows.texts(statement, 3, notices.stream().map(NoticeRow::agency).toList());
            Rows.uuids(
                    statement, 4, notices.stream().map(n -> n.caseId().value()).toList());
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
                + " select r, f, a, s, at::timestamptz, n, c from"
                + " unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bool[])"
                + " as v(r, f, a, s, at, n, c) on conflict (request) do update set status = excluded.status,"
                + " number = excluded.number, closed = excluded.closed";
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
