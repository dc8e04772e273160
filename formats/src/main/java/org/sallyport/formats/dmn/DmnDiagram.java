package org.sallyport.formats.dmn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.policy.Question;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The picture of a model: inputs below, folded questions above them, the table on top; lengths in pixels. */
final class DmnDiagram {
    private static final String BOUNDS = "http://www.omg.org/spec/DMN/20180521/DC/";
    private static final String POINTS = "http://www.omg.org/spec/DMN/20180521/DI/";
    private static final int WIDTH = 260;
    private static final int HEIGHT = 80;
    private static final int GAP = 30;
    private static final int FLOOR = 200;
    /** Room at the left for the palette of Camunda Modeler and dmn-js, which else hides a box and its way in. */
    private static final int MARGIN = 160;

    private static final int TOP = 120;
    private static final int PER_ROW = 3;

    private record Box(int x, int y) {}

    private final DmnModel model;
    private final DmnVersion version;
    private final Document document;
    private final Map<String, Box> boxes = new HashMap<>();

    DmnDiagram(DmnModel model, DmnVersion version, Document document) {
        this.model = model;
        this.version = version;
        this.document = document;
    }

    void draw(Element definitions) {
        var root = add(definitions, version.diagram(), "dmndi:DMNDI");
        var diagram = add(root, version.diagram(), "dmndi:DMNDiagram");
        diagram.setAttribute("id", "diagram");
        var floor = model.folded().isEmpty() ? FLOOR : 2 * FLOOR;
        var group = new ArrayList<Question>(model.readByTable());
        var right = inputs(diagram, group, MARGIN, floor);
        for (var folded : model.folded().keySet()) {
            var own = model.read(folded).stream()
                    .filter(read -> !boxes.containsKey("input_" + model.name(read)))
                    .toList();
            var left = right;
            right = inputs(diagram, own, left, floor);
            place(diagram, "decision_" + model.name(folded), (left + right - GAP - WIDTH) / 2, FLOOR);
        }
        place(diagram, DmnModel.DECISION, Math.max(MARGIN, (MARGIN + right - GAP - WIDTH) / 2), 0);
        edges(diagram, DmnModel.DECISION, "table_reads_", "input_", model.readByTable());
        edges(
                diagram,
                DmnModel.DECISION,
                "table_reads_",
                "decision_",
                model.folded().keySet());
        model.folded().forEach((folded, reads) -> {
            var name = model.name(folded);
            edges(diagram, "decision_" + name, name + "_reads_", "input_", reads);
        });
    }

    /** Places inputs side by side, a few in a row, and says where the next group begins. */
    private int inputs(Element diagram, List<Question> group, int left, int floor) {
        for (var n = 0; n < group.size(); n++) {
            var x = left + n % PER_ROW * (WIDTH + GAP);
            place(diagram, "input_" + model.name(group.get(n)), x, floor + n / PER_ROW * (HEIGHT + GAP));
        }
        return left + Math.max(1, Math.min(PER_ROW, group.size())) * (WIDTH + GAP);
    }

    private void place(Element diagram, String id, int x, int y) {
        var box = new Box(x, TOP + y);
        boxes.put(id, box);
        var shape = add(diagram, version.diagram(), "dmndi:DMNShape");
        shape.setAttribute("id", "shape_" + id);
        shape.setAttribute("dmnElementRef", id);
        var bounds = add(shape, BOUNDS, "dc:Bounds");
        bounds.setAttribute("x", Integer.toString(box.x()));
        bounds.setAttribute("y", Integer.toString(box.y()));
        bounds.setAttribute("width", Integer.toString(WIDTH));
        bounds.setAttribute("height", Integer.toString(HEIGHT));
    }

    private void edges(Element diagram, String reader, String edgePrefix, String prefix, Set<? extends Question> read) {
        for (var question : read) {
            var from = boxes.get(prefix + model.name(question));
            var to = boxes.get(reader);
            if (from == null || to == null) {
                throw new IllegalStateException("The diagram has no box for a question its table reads");
            }
            var edge = add(diagram, version.diagram(), "dmndi:DMNEdge");
            edge.setAttribute("id", "edge_" + edgePrefix + model.name(question));
            edge.setAttribute("dmnElementRef", edgePrefix + model.name(question));
            point(edge, from.x() + WIDTH / 2, from.y());
            point(edge, to.x() + WIDTH / 2, to.y() + HEIGHT);
        }
    }

    private void point(Element edge, int x, int y) {
        var point = add(edge, POINTS, "di:waypoint");
        point.setAttribute("x", Integer.toString(x));
        point.setAttribute("y", Integer.toString(y));
    }

    private Element add(Element parent, String space, String name) {
        var child = document.createElementNS(space, name);
        parent.appendChild(child);
        return child;
    }
}
