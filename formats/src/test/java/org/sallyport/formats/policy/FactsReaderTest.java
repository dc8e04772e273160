package org.sallyport.formats.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Ternary;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/** Facts lines: defaults, every problem at once, nothing personal in a problem, one digest for equal facts. */
class FactsReaderTest {
    private static final String LEAST = """
            {"id":"c-1","asOf":"2026-09-02T12:00:00-04:00","facility":{"jurisdiction":"us/zz","kind":"county-jail"},
             "request":{"form":"I-247A","requester":"immigration"}}""";
    private static final String FULL = """
            {"id":"c-1","asOf":"2026-09-02T12:00:00-04:00",
             "facility":{"jurisdiction":"us/md/montgomery","kind":"county-jail"},
             "request":{"form":"I-247A","edition":"02/17","requester":"immigration","status":"active","issuedOn":"2026-09-01","asks":["notice","hold"],
               "leadTime":"PT48H","basis":["pc-final-order"],"watchList":"no",
               "attachments":[{"type":"I-205","issuer":"immigration-officer","issuedOn":"2026-08-30"},
                 {"type":"judicial-warrant","issuer":"federal-magistrate","purpose":"criminal-immigration-offence","grade":"felony","issuedOn":"2026-08-30","court":"D. Md."}],
               "served":{"on":"2026-09-02","how":"in-person","language":"es"},"officer":{"name":"Test Officer","signed":true}},
             "person":{"minor":"no","citizenship":"none","lawfulStatus":"unknown","possibleProtectedPerson":"no","sexOffenderRegistry":"no","initialCustodian":"yes"},
             "charges":[{"id":"1","statute":{"jurisdiction":"us/md","section":"Crim. Law 3-202"},"description":"First-degree assault","nibrs":"13A",
               "severity":"felony","class":"","offenseDate":"2025-01-10","disposition":"convicted","on":"2025-06-01","sentence":{"days":2192,"suspendedDays":0,"maximumDays":9131}}],
             "priors":[],"record":{"complete":"yes"},
             "release":{"at":"2026-09-10T08:00:00-04:00","basis":"sentence-end","public":false}}""";

    private static Facts good(String line) {
        return switch (new FactsReader().read(line)) {
            case Checked.Good<Facts>(var facts) -> facts;
            case Checked.Bad<Facts>(var problems) -> throw new AssertionError(problems);
        };
    }

    private static List<Problem> bad(String line) {
        return new FactsReader().read(line).all();
    }

    @Test
    void what_is_absent_takes_its_default() {
        var facts = good(LEAST);

        assertEquals(Facts.RequestStatus.ACTIVE, facts.request().status());
        assertEquals(List.of(Facts.Asked.NOTICE), facts.request().asks());
        assertTrue(facts.request().served().isEmpty());
        assertEquals(Ternary.NO, facts.request().watchList());
        assertEquals(Ternary.UNKNOWN, facts.person().minor());
        assertEquals(Facts.Claim.NONE, facts.person().citizenship());
        assertEquals(Ternary.YES, facts.recordComplete());
        assertFalse(facts.release().alreadyPublic());
        assertEquals(
                Facts.Disposition.PENDING,
                good(LEAST.replaceFirst("\"id\"", "\"charges\":[{}],\"id\""))
                        .charges()
                        .getFirst()
                        .disposition());
    }

    @Test
    void the_documented_example_is_read_in_full() {
        var facts = good(FULL);

        assertEquals(2192, facts.charges().getFirst().sentence().days().getAsInt());
        assertEquals(
                Facts.Purpose.CRIMINAL_IMMIGRATION_OFFENCE,
                facts.request().attachments().get(1).purpose());
        assertEquals("PT48H", facts.request().leadTime().orElseThrow().toString());
    }

    @Test
    void all_problems_are_named_at_once() {
        var found = bad("""
                {"asOf":"yesterday","facility":{"jurisdiction":"US MD","kind":"jail"},
                 "request":{"requester":"ice","leadTime":"48","asks":"notice","served":{"on":"2026-02-30"}},
                 "person":{"minor":17},"charges":[{"sentence":{"days":-1}},7],"priors":{}}""");

        assertEquals(
                List.of(
                        "asOf",
                        "charges[0].sentence.days",
                        "charges[1]",
                        "facility.jurisdiction",
                        "facility.kind",
                        "person.minor",
                        "priors",
                        "request.asks",
                        "request.form",
                        "request.leadTime",
                        "request.requester",
                        "request.served.on"),
                found.stream().map(Problem::field).sorted().distinct().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"id\":\"a\",\"id\":\"b\"}", "{} {}", "null"})
    void what_is_not_one_json_object_is_one_problem(String line) {
        assertEquals(
                List.of("facts.json"), bad(line).stream().map(Problem::code).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"{\"id\":}; 7", "{\"id\":\"a\",\"id\":\"b\"}; 15", "{} {}; 4", "[]; 1", "null; 1"})
    void the_problem_names_the_column(String line, int column) {
        assertEquals("column " + column, bad(line).getFirst().field());
    }

    @Test
    void a_problem_repeats_no_charge_and_no_name() {
        var found =
                bad(FULL.replace("\"First-degree assault\"", "17").replace("\"Test Officer\"", "[\"Test Person 1\"]"));

        assertEquals(2, found.size());
        assertTrue(found.stream().allMatch(p -> p.given().isEmpty()), found.toString());
    }

    @Test
    void the_digest_sees_values_not_spelling() {
        var digest = FactsDigest.of(good(LEAST));

        assertEquals(
                digest,
                FactsDigest.of(good(LEAST.replace(":", " : ").replace("T12 : 00 : 00-04 : 00", "T12:00:00-04:00"))));
        assertEquals(digest, FactsDigest.of(good("""
                        {"request":{"requester":"immigration","form":"I-247A","status":"active","asks":["notice"],"later":{"x":1}},
                         "facility":{"kind":"county-jail","jurisdiction":"us/zz"},"asOf":"2026-09-02T12:00:00-04:00","id":"c-1",
                         "person":{"citizenship":"none"},"priors":[],"unheard":[1,2]}""")));
        assertFalse(digest.equals(FactsDigest.of(good(LEAST.replace("us/zz", "us/zy")))));
    }

    @Test
    void the_canonical_facts_are_canonical_json() {
        for (var line : List.of(LEAST, FULL)) {
            var canonical = FactsDigest.canonical(good(line));

            assertEquals(CanonicalJson.of(JsonMapper.builder().build().readTree(canonical)), canonical);
            assertEquals(canonical, FactsDigest.canonical(good(canonical)), "reading it back changes nothing");
        }
    }
}
