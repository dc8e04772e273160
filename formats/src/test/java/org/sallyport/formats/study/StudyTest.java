package org.sallyport.formats.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Outcome;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

/** Past cases under two policies, in the fictional jurisdiction ZZ. */
class StudyTest {
    private static final String TABLE = """
            ---
            act: notice
            requesters: immigration
            in force: 2020-01-01 to open
            source: ZZ Gov. Code 412(b) (fictional)
            read: 2026-11-02
            basis: text
            local rules: may narrow
            ---
            # May the facility tell?

            | # | convicted of a felony | answer  | clause | why  |
            |---|-----------------------|---------|--------|------|
            | 1 | yes                   | may     | (b)(1) | Yes. |
            | 2 | no                    | may not | (b)(2) | No.  |
            | 3 | unknown               | ask     | (b)(3) | ?    |
            """;
    private static final String CASE = """
            {"id":"%s","asOf":"2026-09-02T12:00:00-05:00","facility":{"jurisdiction":"us/zz","kind":"county-jail"},\
            "request":{"form":"I-247A","requester":"immigration","served":{"how":"mail"}},"person":{"minor":"no"},\
            "charges":[{"nibrs":"13A","severity":"%s","disposition":"convicted"}],\
            "release":{"at":"%s","basis":"sentence-end"}}""";

    private final List<Study.Unread> unread = new ArrayList<>();

    private static PolicyBook book(String table) {
        if (PolicyFiles.of(Map.of("us/zz/notice.2020-01-01.md", table)).all()
                        instanceof Checked.Good<PolicyBook.Contents>(var contents)
                && PolicyBook.of(contents.withAdoptions(new Adoptions.All()))
                        instanceof Checked.Good<PolicyBook>(var book)) {
            return book;
        }
        throw new AssertionError("the table does not load");
    }

    private Tally study(Side before, Side after, String... lines) throws IOException {
        var bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new Study(before, after, 2).run(new ByteArrayInputStream(bytes), unread::add, _ -> {});
    }

    private static Side asked(String table) {
        return new Side("as asked", book(table), Optional.empty());
    }

    @Test
    void a_changed_row_moves_the_cases_it_decides_and_no_other() throws IOException {
        var tally = study(
                asked(TABLE),
                asked(TABLE.replace("| may not |", "| must    |")),
                CASE.formatted("c-1", "felony", "2026-09-10T08:00:00-05:00"),
                CASE.formatted("c-2", "misdemeanor", "2026-09-10T08:00:00-05:00"),
                CASE.formatted("c-3", "unknown", "2026-09-10T08:00:00-05:00"));

        assertEquals(3, tally.all().cases());
        assertEquals(1, tally.all().changed());
        assertEquals(1, tally.all().moved(Outcome.MAY_NOT, Outcome.MUST));
        assertEquals(List.of("assault"), List.copyOf(tally.by(Group::offence).keySet()));
    }

    @Test
    void a_shorter_lead_time_is_reached_by_releases_known_late() throws IOException {
        var dayAhead = new Side("24 h", book(TABLE), Optional.of(Duration.ofHours(24)));
        var tally = study(
                asked(TABLE),
                dayAhead,
                CASE.formatted("known 48 h ahead", "felony", "2026-09-04T12:00:00-05:00"),
                CASE.formatted("known 47 h ahead", "felony", "2026-09-04T11:00:00-05:00"),
                CASE.formatted("known 23 h ahead", "felony", "2026-09-03T11:00:00-05:00"));
        var all = tally.all();

        assertEquals(List.of(1L, 2L), List.of(all.inTime(0), all.inTime(1)));
        assertEquals(List.of(2L, 1L), List.of(all.tooShort(0), all.tooShort(1)));
        assertEquals(1, all.band(0, LeadBand.UNDER_72_H), "48 hours themselves");
        assertEquals(1, all.band(0, LeadBand.UNDER_48_H));
        assertEquals(2, all.band(1, LeadBand.UNDER_48_H));
    }

    @Test
    void one_book_asked_once_for_both_policies_counts_as_two_books_do() throws IOException {
        var before = asked(TABLE);
        var after = new Side("24 h", book(TABLE), Optional.of(Duration.ofHours(24)));
        String[] lines = {
            CASE.formatted("c-1", "felony", "2026-09-04T11:00:00-05:00"),
            CASE.formatted("c-2", "misdemeanor", "2026-09-10T08:00:00-05:00")
        };
        var two = new StringWriter();
        var one = new StringWriter();
        StudyCsv.write(study(before, after, lines), two);
        StudyCsv.write(study(before, after.over(before.book()), lines), one);

        assertEquals(before.book(), after.over(before.book()).book());
        assertEquals(two.toString(), one.toString());
    }

    @Test
    void a_line_that_cannot_be_read_is_named_and_the_others_count() throws IOException {
        var tally = study(
                asked(TABLE),
                asked(TABLE),
                "",
                "{\"id\":\"c-1\"}",
                CASE.formatted("c-2", "felony", "2026-09-10T08:00:00-05:00"));

        assertEquals(1, tally.all().cases());
        assertEquals(List.of(2), unread.stream().map(Study.Unread::number).toList());
        assertEquals(3, unread.getFirst().problems().size());
    }

    @Test
    void the_page_shows_names_as_text_and_needs_nothing_else() throws IOException {
        var tally = study(asked(TABLE), asked(TABLE), CASE.formatted("c-1", "felony", "2026-09-10T08:00:00-05:00"));
        var page = StudyPage.of(tally, "a<b>&\"c\"", "B");

        assertTrue(page.contains("A: a&lt;b&gt;&amp;&quot;c&quot;"), page);
        assertFalse(page.contains("http") || page.contains("<script"), "no network, no script");
        for (var element : List.of("div", "svg", "table", "tr", "details", "ul", "main")) {
            assertEquals(
                    page.split("<" + element + "[ >]", -1).length,
                    page.split("</" + element + ">", -1).length,
                    element + ": each is closed once");
        }
    }

    @Test
    void csv_has_as_many_cells_in_each_row_as_in_the_heading() throws IOException {
        var tally = study(asked(TABLE), asked(TABLE), CASE.formatted("c-1", "felony", "2026-09-10T08:00:00-05:00"));
        var out = new StringWriter();
        StudyCsv.write(tally, out);
        var lines = out.toString().lines().toList();

        assertEquals(2, lines.size());
        assertEquals(lines.get(0).split(",").length, lines.get(1).split(",").length);
        assertTrue(lines.get(1).startsWith("us/zz,assault,sentence-end,1,0,"), lines.get(1));
    }
}
