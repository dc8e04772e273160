package org.sallyport.formats.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeKind;

public final class NoticeJsonTest {
    private static final String LINK = "https://sallyport.example/n/abc";

    @Test
    void a_short_notice_says_when_why_and_what_it_replaces() {
        var content = content(NoticeKind.SHORT, "release-projected", List.of("release-date"));

        assertEquals("""
                {"data":{"acknowledge":{"answers":["coming","not-coming","undecided"],\
                "url":"https://sallyport.example/n/abc"},"agency":"us-ice-ero-bal",\
                "case":"00000000-0000-0000-0000-000000000002","certainty":"scheduled",\
                "determination":"d-1","facility":"us/md/montgomery/mcdc","items":["release-date"],\
                "number":"N-00000000","reference":{"eventNo":"E-1"},\
                "releaseAt":"2026-09-10T08:00:00-04:00",\
                "replaces":{"id":"00000000-0000-0000-0000-000000000003","number":"N-00000000"},\
                "request":"R-2041","revision":2,\
                "short":{"cause":"court-order","text":"A court ordered the release."},\
                "text":"The person your request is about is expected to be released. There is less notice than was asked\
                 for.","zone":"America/New_York"},"datacontenttype":"application/json",\
                "id":"00000000-0000-0000-0000-000000000001","source":"/us/md/montgomery/mcdc","specversion":"1.0",\
                "subject":"R-2041","time":"2026-09-02T18:05:00Z",\
                "type":"notice.short"}""", NoticeJson.text(content, LINK, true));
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void a_route_not_approved_for_content_learns_nothing_from_any_kind(NoticeKind kind) {
        var json = NoticeJson.text(content(kind, "death", List.of("release-date")), LINK, false);

        assertEquals(NoticeJson.text(content(NoticeKind.ADVANCE, "bond", List.of()), LINK, false), json);
        assertFalse(json.contains("2026-09-10") || json.contains("E-1") || json.contains(kind.word() + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "DIED, death, died in custody",
        "LATE_RECORD, death, Recorded late: the person your request is about died in custody",
        "LATE_RECORD, transfer, was transferred",
        "LATE_RECORD, bond, was released",
        "ESCAPED, escape, without being released",
        "RELEASED_IN_ERROR, released-in-error, released in error",
        "RELEASED, time-served, was released",
        "HOSPITAL, hospital, taken to a hospital and stays in custody",
        "ADVANCE, transfer-projected, is expected to be transferred to other custody.",
        "ADVANCE, release-projected, is expected to be released.",
    })
    void the_sentence_fits_the_cause_and_a_death_is_never_called_a_release(NoticeKind kind, String cause, String says) {
        var sentence = Wording.of(content(kind, cause, List.of()));

        assertTrue(sentence.contains(says), sentence);
        assertEquals(cause.equals("death"), sentence.contains("died"));
        assertFalse(cause.equals("death") && sentence.contains("release"), sentence);
    }

    @Test
    void a_release_whose_moment_passed_unrecorded_is_not_told_as_still_ahead() {
        var late = Instant.parse("2026-09-10T12:00:01Z");

        assertEquals(
                "The person your request is about was to be released by now; no release is recorded. There is less"
                        + " notice than was asked for.",
                Wording.of(content(NoticeKind.SHORT, "release-projected", List.of("release-date"), late)));
        assertEquals(
                "The person your request is about is expected to be released. There is less notice than was asked for.",
                Wording.of(content(NoticeKind.SHORT, "release-projected", List.of(), late)),
                "where the table discloses no date, neither does the sentence");
    }

    @Test
    void why_someone_was_released_is_no_part_of_a_notice() {
        var json = NoticeJson.text(content(NoticeKind.RELEASED, "bond", List.of("release-date")), LINK, true);

        assertFalse(json.contains("bond"));
    }

    public static NoticeContent content(NoticeKind kind, String wording, List<String> items) {
        return content(kind, wording, items, Instant.parse("2026-09-02T18:05:00Z"));
    }

    private static NoticeContent content(NoticeKind kind, String wording, List<String> items, Instant fixedAt) {
        boolean tells = kind.discloses() && items.contains("release-date");
        return new NoticeContent(
                new NoticeId(new UUID(0, 1)),
                kind,
                2,
                new CaseId(new UUID(0, 2)),
                "R-2041",
                "us-ice-ero-bal",
                "us/md/montgomery/mcdc",
                "America/New_York",
                Map.of("eventNo", "E-1"),
                items,
                tells ? Optional.of(Instant.parse("2026-09-10T12:00:00Z")) : Optional.empty(),
                kind.ahead() ? "scheduled" : kind.discloses() ? "happened" : "",
                kind == NoticeKind.SHORT ? "court-order" : "",
                wording,
                Optional.of(new NoticeId(new UUID(0, 3))),
                "d-1",
                fixedAt);
    }
}
