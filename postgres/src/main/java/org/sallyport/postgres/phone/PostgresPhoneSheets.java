package org.sallyport.postgres.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.NoticeId;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.KeyRing;
import tools.jackson.databind.json.JsonMapper;

/** Calls in PostgreSQL; number and script are sealed under the key of the stay, and go when it is destroyed. */
public final class PostgresPhoneSheets implements PhoneSheets {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String COLUMNS =
            "select notice, facility, episode, agency, attempt, deadline, sealed from phone_sheet ";

    private final Database database;
    private final KeyRing keys;

    /** The calls of this database, which is migrated. */
    public PostgresPhoneSheets(Database database, KeyRing keys) {
        this.database = database;
        this.keys = keys;
    }

    private record Personal(String number, String script) {
        @Override
        public String toString() {
            return "number and script";
        }
    }

    @Override
    public void open(Sheet sheet) {
        database.transact(connection -> {
            var id = sheet.episode().value();
            var key = keys.find(connection, List.of(id)).get(id);
            if (key == null) {
                return 0; // destroyed meanwhile: there is nobody left to speak of
            }
            var personal = JSON.writeValueAsBytes(new Personal(sheet.number(), sheet.script()));
            try (var s = connection.prepareStatement(
                    "insert into phone_sheet (notice, facility, episode, agency, attempt, deadline, sealed)"
                            + " values (?, ?, ?, ?, ?, ?, ?) on conflict (notice) do update set"
                            + " attempt = excluded.attempt, deadline = excluded.deadline, sealed = excluded.sealed")) {
                s.setObject(1, sheet.notice().value());
                s.setString(2, sheet.facility().path());
                s.setObject(3, id);
                s.setString(4, sheet.agency());
                s.setInt(5, sheet.attempt());
                s.setObject(6, sheet.deadline().atOffset(ZoneOffset.UTC));
                s.setBytes(7, key.seal(personal, envelope(sheet.notice())).payload());
                return s.executeUpdate();
            }
        });
    }

    @Override
    public List<Sheet> waiting(FacilityId facility) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement(COLUMNS + "where facility = ? order by deadline, notice")) {
                s.setString(1, facility.path());
                return read(connection, s);
            }
        });
    }

    @Override
    public Optional<Sheet> of(NoticeId notice) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement(COLUMNS + "where notice = ?")) {
                s.setObject(1, notice.value());
                return read(connection, s).stream().findFirst();
            }
        });
    }

    private List<Sheet> read(Connection connection, PreparedStatement statement) throws SQLException {
        var sheets = new ArrayList<Sheet>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                var notice = new NoticeId(rows.getObject(1, UUID.class));
                var episode = rows.getObject(3, UUID.class);
                var key = keys.find(connection, List.of(episode)).get(episode);
                if (key == null) {
                    continue;
                }
                var personal = JSON.readValue(key.open(rows.getBytes(7), envelope(notice)), Personal.class);
                sheets.add(new Sheet(
                        notice,
                        new FacilityId(rows.getString(2)),
                        new EpisodeId(episode),
                        rows.getString(4),
                        personal.number(),
                        personal.script(),
                        rows.getInt(5),
                        rows.getObject(6, OffsetDateTime.class).toInstant()));
            }
        }
        return sheets;
    }

    @Override
    public void done(NoticeId notice) {
        database.transact(connection -> {
            try (var s = connection.prepareStatement("delete from phone_sheet where notice = ?")) {
                s.setObject(1, notice.value());
                return s.executeUpdate();
            }
        });
    }

    private static byte[] envelope(NoticeId notice) {
        return ("phone sheet " + notice).getBytes(UTF_8);
    }
}
