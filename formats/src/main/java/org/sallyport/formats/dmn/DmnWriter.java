package org.sallyport.formats.dmn;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.sallyport.policy.Composite;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.DecisionTable.Row;
import org.sallyport.policy.Question;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes one model as a DMN file with its diagram; the same table always gives the same bytes. */
final class DmnWriter {
    private static final List<String> OUTPUTS =
            List.of("row", "answer", "notify_by", "not_before", "items", "obligations");

    /** Attributes that dmn-js, and so Camunda Modeler, reads for the width of a column; others pass over them. */
    private static final String WIDTHS = "http://bpmn.io/schema/dmn/biodi/2.0";

    private final DmnModel model;
    private final DecisionTable table;
    private final DmnVersion version;
    private final Document document;

    DmnWriter(DmnModel model, DmnVersion version) {
        this.model = model;
        this.table = model.table();
        this.version = version;
        try {
            this.document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This JDK cannot make an XML document", e);
        }
    }

    String text() {
        var definitions = document.createElementNS(version.model(), "definitions");
        definitions.setAttribute("id", "definitions");
        definitions.setAttribute("name", table.title());
        definitions.setAttribute("namespace", "urn:sallyport:policy:" + table.id());
        definitions.setAttribute("exporter", "Sallyport");
        definitions.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:biodi", WIDTHS);
        document.appendChild(definitions);
        describe(definitions, about());
        types(definitions);
        inputs(definitions);
        model.folded().keySet().forEach(question -> folded(definitions, question));
        determination(definitions);
        new DmnDiagram(model, version, document).draw(definitions);
        return written();
    }

    private String about() {
        var head = table.head();
        var said = new ArrayList<String>();
        said.add("Table " + table.id() + ", version " + table.version() + ". In force " + head.from() + " to "
                + head.to().map(Object::toString).orElse("open") + ". Basis: "
                + head.basis().word() + ", read " + head.read() + ".");
        head.sources().forEach(source -> said.add("Source: " + source));
        head.quotes().forEach(quote -> said.add("“" + quote.replaceAll("^\"|\"$", "") + "”"));
        head.contested().ifPresent(why -> said.add("Contested: " + why));
        head.open().forEach(open -> said.add("Open: " + open));
        said.add("Not legal advice: the county's own counsel adopts tables. The Markdown file is what is signed; this"
                + " file is an export of it.");
        return String.join("\n", said);
    }

    private void types(Element definitions) {
        var item = add(definitions, "itemDefinition");
        item.setAttribute("id", "type_determination");
        item.setAttribute("name", "t_determination");
        for (var output : OUTPUTS) {
            var part = add(item, "itemComponent");
            part.setAttribute("id", "type_" + output);
            part.setAttribute("name", output);
            add(part, "typeRef").setTextContent(output.equals("row") ? "number" : "string");
        }
        model.inputs().forEach((name, question) -> {
            var type = add(definitions, "itemDefinition");
            type.setAttribute("id", "type_" + name);
            type.setAttribute("name", "t_" + name);
            add(type, "typeRef").setTextContent("string");
            text(add(type, "allowedValues"), DmnModel.quoted(question.answers()));
        });
    }

    private void inputs(Element definitions) {
        model.inputs().forEach((name, question) -> {
            var input = add(definitions, "inputData");
            input.setAttribute("id", "input_" + name);
            input.setAttribute("name", name);
            describe(input, question.text());
            variable(input, name, "t_" + name);
        });
    }

    private void folded(Element definitions, Composite question) {
        var name = model.name(question);
        var decision = add(definitions, "decision");
        decision.setAttribute("id", "decision_" + name);
        decision.setAttribute("name", name);
        describe(
                decision,
                question.text()
                        + (question.any() ? " is any of: " : " is all of: ")
                        + String.join(
                                "; ",
                                question.parts().stream().map(Question::text).toList()));
        variable(decision, name, "string");
        for (var read : model.read(question)) {
            requires(decision, "requiredInput", name + "_reads_" + model.name(read), "input_" + model.name(read));
        }
        var expression = add(decision, "literalExpression");
        expression.setAttribute("id", "expression_" + name);
        expression.setAttribute("typeRef", "string");
        text(expression, model.expression(question));
    }

    private void determination(Element definitions) {
        var decision = add(definitions, "decision");
        decision.setAttribute("id", DmnModel.DECISION);
        decision.setAttribute("name", DmnModel.DECISION);
        describe(decision, table.title());
        add(decision, "question").setTextContent(table.title());
        variable(decision, DmnModel.DECISION, "t_determination");
        for (var read : model.readByTable()) {
            requires(decision, "requiredInput", "table_reads_" + model.name(read), "input_" + model.name(read));
        }
        for (var read : model.folded().keySet()) {
            requires(decision, "requiredDecision", "table_reads_" + model.name(read), "decision_" + model.name(read));
        }
        var rules = add(decision, "decisionTable");
        rules.setAttribute("id", "table");
        rules.setAttribute("hitPolicy", "UNIQUE");
        rules.setAttributeNS(WIDTHS, "biodi:annotationsWidth", "420");
        var number = 0;
        for (var column : table.columns()) {
            number++;
            var input = add(rules, "input");
            input.setAttribute("id", "column_" + number);
            input.setAttribute("label", column.text());
            wide(input, 160);
            var expression = add(input, "inputExpression");
            expression.setAttribute("id", "column_" + number + "_expression");
            expression.setAttribute("typeRef", "string");
            text(expression, model.column(column));
            var values = add(input, "inputValues");
            values.setAttribute("id", "column_" + number + "_values");
            text(values, DmnModel.quoted(column.answers()));
        }
        for (var name : OUTPUTS) {
            var output = add(rules, "output");
            output.setAttribute("id", "output_" + name);
            output.setAttribute("label", name.replace('_', ' '));
            output.setAttribute("name", name);
            output.setAttribute("typeRef", name.equals("row") ? "number" : "string");
            wide(output, width(name));
        }
        add(rules, "annotation").setAttribute("name", "clause");
        add(rules, "annotation").setAttribute("name", "why");
        table.rows().forEach(row -> rule(rules, row));
    }

    /** Wide enough for what its rows say, and no wider, so that the citations stay in sight. */
    private int width(String output) {
        return switch (output) {
            case "row" -> 70;
            case "items" -> table.rows().stream().allMatch(row -> row.items().isEmpty()) ? 100 : 140;
            case "obligations" ->
                table.rows().stream().allMatch(row -> row.obligations().isEmpty()) ? 110 : 140;
            default -> 100;
        };
    }

    private static void wide(Element column, int pixels) {
        column.setAttributeNS(WIDTHS, "biodi:width", Integer.toString(pixels));
    }

    /** The citation stands twice: dmn-js shows a rule's description, other tools its annotations. */
    private void rule(Element rules, Row row) {
        var id = "row_" + row.number();
        var rule = add(rules, "rule");
        rule.setAttribute("id", id);
        describe(rule, row.clause() + (row.text().isEmpty() ? "" : ": " + row.text()));
        for (var c = 0; c < table.columns().size(); c++) {
            var entry = add(rule, "inputEntry");
            entry.setAttribute("id", id + "_in_" + (c + 1));
            text(entry, DmnModel.cell(table.columns().get(c), row.cells().get(c)));
        }
        var outputs = List.of(
                Integer.toString(row.number()),
                string(row.answer().word()),
                string(row.notifyBy().map(Object::toString)),
                string(row.notBefore().map(Object::toString)),
                string(String.join(", ", row.items())),
                string(String.join(", ", row.obligations())));
        for (var o = 0; o < outputs.size(); o++) {
            var entry = add(rule, "outputEntry");
            entry.setAttribute("id", id + "_out_" + (o + 1));
            text(entry, outputs.get(o));
        }
        text(add(rule, "annotationEntry"), row.clause());
        text(add(rule, "annotationEntry"), row.text());
    }

    private static String string(Optional<String> value) {
        return string(value.orElse(""));
    }

    private static String string(String value) {
        return '"' + value + '"';
    }

    private void requires(Element decision, String kind, String id, String what) {
        var requirement = add(decision, "informationRequirement");
        requirement.setAttribute("id", id);
        add(requirement, kind).setAttribute("href", "#" + what);
    }

    private void variable(Element parent, String name, String type) {
        var variable = add(parent, "variable");
        variable.setAttribute("id", "variable_" + name);
        variable.setAttribute("name", name);
        variable.setAttribute("typeRef", type);
    }

    private void describe(Element parent, String text) {
        add(parent, "description").setTextContent(text);
    }

    private void text(Element parent, String text) {
        add(parent, "text").setTextContent(text);
    }

    private Element add(Element parent, String name) {
        var child = document.createElementNS(version.model(), name);
        parent.appendChild(child);
        return child;
    }

    private String written() {
        var out = new StringWriter();
        try {
            var writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.INDENT, "yes");
            writer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            document.setXmlStandalone(true);
            writer.transform(new DOMSource(document), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IllegalStateException("Table " + table.id() + " cannot be written as XML", e);
        }
        return out.toString();
    }
}
