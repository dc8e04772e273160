package org.sallyport.formats.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Identifier;
import org.sallyport.problem.Problem;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;

final class RequestReaderTest {
    private static final Directory DIRECTORY =
            new Directory(Set.of(new FacilityId("us/md/montgomery/mcdc")), Map.of("us-ice-ero-bal", "immigration"));
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 2);
    static final String REQUEST = """
            {"agency":"us-ice-ero-bal","addressee":"us/md/montgomery/mcdc","form":"I-247A","edition":"02/17",
             "requester":"immigration","issuedOn":"2026-09-01","asks":["notice","hold"],"leadTime":"PT48H",
             "basis":["pc-final-order"],"watchList":false,
             "attachments":[{"type":"I-205","issuer":"immigration-officer","issuedOn":"2026-08-30"}],
             "officer":{"name":"Test Officer","signed":true},"reference":{"subjectId":"S-1","eventNo":"E-1"},
             "subject":{"name":{"family":"Test","given":"Person 1"},"birthDate":"1990-01-01","sex":"M",
               "identifiers":[{"type":"booking","value":"B26-00412"}]},"vendor":{"kept":false}}""";

    @Test
    void the_example_of_the_documentation_is_taken_in() {
        var accepted = assertInstanceOf(Intake.Accepted.class, read(REQUEST));
        var request = accepted.request();

        assertEquals("R-2041", request.number());
        assertEquals(Optional.of(Duration.ofHours(48)), request.leadTime());
        assertEquals(Set.of("hold", "notice"), request.asks());
        assertEquals(Map.of("subjectId", "S-1", "eventNo", "E-1"), request.reference());
        assertEquals(
                List.of(new Identifier(Identifier.Type.BOOKING, "B26-00412")),
                request.subject().identifiers());
        assertTrue(request.officer().orElseThrow().signed());
        assertEquals(List.of(), accepted.defects());
    }

    @Test
    void the_members_of_the_paper_may_stand_in_an_object_of_their_own() {
        var paper =
                REQUEST.replace("\"form\"", "\"request\":{\"form\"").replace("\"reference\"", "\"x\":1},\"reference\"");

        assertEquals(read(REQUEST), read(paper));
    }

    @Test
    void problems_of_shape_and_of_meaning_are_named_together_and_once() {
        var bad = REQUEST.replace("\"02/17\"", "217")
                .replace("\"PT48H\"", "\"48\"")
                .replace("{\"name\":\"Test Officer\",\"signed\":true}", "\"Test Officer\"")
                .replace("\"1990-01-01\"", "\"1825-01-01\"")
                .replace("[\"notice\",\"hold\"]", "\"notice\"");

        var problems = assertInstanceOf(Intake.Rejected.class, read(bad)).problems();

        assertEquals(
                List.of("edition", "asks", "officer", "leadTime", "subject.birthDate"),
                problems.stream().map(Problem::field).toList());
        assertFalse(problems.toString().contains("1825-01-01"));
    }

    @Test
    void an_empty_request_names_everything_it_needs() {
        var fields = assertInstanceOf(Intake.Rejected.class, read("{}")).problems().stream()
                .map(Problem::field)
                .toList();

        assertTrue(fields.containsAll(List.of("agency", "form", "requester", "subject")), fields.toString());
    }

    @Test
    void a_request_that_says_it_is_cancelled_is_no_new_request() {
        var problems = assertInstanceOf(
                        Intake.Rejected.class, read(REQUEST.replace("\"form\"", "\"status\":\"cancelled\",\"form\"")))
                .problems();

        assertEquals(
                "request.status status",
                problems.getFirst().code() + " " + problems.getFirst().field());
    }

    @Test
    void what_is_no_request_in_json_is_one_problem() {
        for (var bad : Map.of(
                        "[]",
                        "request.type",
                        "{",
                        "json.cut-off",
                        "{\"form\":\"a\",\"form\":\"b\"}",
                        "json.duplicate",
                        "{\"x\":\"" + "x".repeat(RequestReader.LONGEST) + "\"}",
                        "input.too-long",
                        "{\"form\":\"\\u0000\"}",
                        "json.text")
                .entrySet()) {
            assertEquals(
                    List.of(bad.getValue()),
                    assertInstanceOf(Intake.Rejected.class, read(bad.getKey())).problems().stream()
                            .map(Problem::code)
                            .toList());
        }
    }

    @Test
    void a_receipt_says_number_time_defects_and_nothing_of_custody() {
        var receipt =
                new Receipt("R-2041", Instant.parse("2026-09-02T18:21:00Z"), List.of("basis.no-box"), Optional.empty());

        assertEquals(
                "{\"defects\":[{\"code\":\"basis.no-box\",\"text\":\"Neither box 1 nor box 2 of the form is marked."
                        + " Send a form with one of them marked.\"}],\"note\":\"" + Receipt.SAYS_NOTHING
                        + "\",\"number\":\"R-2041\",\"receivedAt\":\"2026-09-02T18:21:00Z\"}",
                new String(receipt.json(), UTF_8));
        var text = receipt.text(ZoneId.of("America/New_York"));
        assertTrue(text.contains("2026-09-02 14:21:00 -04:00") && text.contains("basis.no-box: Neither"), text);
    }

    private static Intake read(String json) {
        return RequestReader.intake(json.getBytes(UTF_8), "R-2041", "us/md/montgomery/mcdc", DIRECTORY, TODAY);
    }
}
