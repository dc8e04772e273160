package org.sallyport.formats.dmn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A table as a DMN file. What another engine answers from it is compared in the acceptance module. */
class DmnModelTest {
    private static final String TABLE = """
            ---
            act: notice
            requesters: immigration
            in force: 2020-01-01 to open
            source: ZZ Code 1 & 2 (fictional)
            read: 2026-01-01
            basis: text
            local rules: may narrow
            ---
            # May the facility tell of a release?

            **listed ground** is any of:

            - convicted of a felony of class A
            - form is I-247A or I-247G
            - attached: judicial-warrant, by a judge

            | # | listed ground | served | answer  | notify by | clause | why                      |
            |---|---------------|--------|---------|-----------|--------|--------------------------|
            | 1 | yes           | yes    | may     | 48 hours  | § 1    | A ground <b>and</b> copy. |
            | 2 | yes           | no     | ask     |           | § 1    | Not served.              |
            | 3 | no, unknown   | any    | may not |           | § 2    | No ground.               |
            """;

    private static DecisionTable table() {
        return switch (PolicyFiles.of(Map.of("us/zz/notice.2020-01-01.md", TABLE))
                .all()) {
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                contents.tables().getFirst();
            case Checked.Bad<PolicyBook.Contents>(var problems) -> fail(problems.toString());
        };
    }

    private static Document parsed(String text) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }

    private static List<String> texts(Document document, String element) {
        var found = document.getElementsByTagNameNS("*", element);
        return IntStream.range(0, found.getLength())
                .mapToObj(n -> found.item(n).getTextContent().strip())
                .toList();
    }

    @Test
    void rows_become_rules_with_their_citation_in_both_places_a_tool_may_show() throws Exception {
        var document = parsed(new DmnModel(table()).write(DmnVersion.V1_5));

        assertEquals(3, texts(document, "rule").size());
        assertTrue(texts(document, "annotationEntry").contains("§ 2"));
        assertTrue(texts(document, "description").contains("§ 2: No ground."));
        assertTrue(texts(document, "inputEntry").contains("\"no\", \"unknown\""));
        assertTrue(texts(document, "outputEntry").contains("\"PT48H\""));
    }

    @Test
    void the_columns_have_widths_that_leave_the_citations_in_sight() {
        var text = new DmnModel(table()).write(DmnVersion.V1_3);

        assertTrue(text.contains("xmlns:biodi=\"http://bpmn.io/schema/dmn/biodi/2.0\""), text);
        assertTrue(text.contains("biodi:annotationsWidth=\"420\""), text);
        assertTrue(text.contains("biodi:width=\"100\" id=\"output_items\""), text);
        assertTrue(text.contains("biodi:width=\"70\" id=\"output_row\""), text);
    }

    @Test
    void unknown_is_a_value_and_no_cell_is_a_negation() {
        var text = new DmnModel(table()).write(DmnVersion.V1_5);

        assertTrue(text.contains("then \"yes\" else if list contains("), text);
        assertFalse(text.contains("not("), text);
        assertFalse(text.contains("null"), text);
    }

    @Test
    void each_question_that_reads_facts_is_an_input_and_a_folded_one_a_decision() {
        var model = new DmnModel(table());

        assertEquals(
                List.of("convicted_of_a_felony_of_class_a", "form", "attached_judicial_warrant_by_a_judge", "served"),
                List.copyOf(model.inputs().keySet()));
    }

    @Test
    void every_reference_leads_somewhere_and_no_id_stands_twice() throws Exception {
        var document = parsed(new DmnModel(table()).write(DmnVersion.V1_3));
        var all = document.getElementsByTagNameNS("*", "*");
        var ids = new HashSet<String>();
        for (var n = 0; n < all.getLength(); n++) {
            var id = ((Element) all.item(n)).getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), id);
        }
        for (var n = 0; n < all.getLength(); n++) {
            var element = (Element) all.item(n);
            for (var reference : List.of(element.getAttribute("href"), element.getAttribute("dmnElementRef"))) {
                assertTrue(reference.isEmpty() || ids.contains(reference.replaceFirst("^#", "")), reference);
            }
        }
    }

    @Test
    void versions_differ_in_their_name_spaces_only_and_the_same_table_gives_the_same_bytes() {
        var newer = new DmnModel(table()).write(DmnVersion.V1_5);

        assertEquals(newer, new DmnModel(table()).write(DmnVersion.V1_5));
        assertEquals(newer.replace("/20230324/", "/20191111/"), new DmnModel(table()).write(DmnVersion.V1_3));
    }
}
