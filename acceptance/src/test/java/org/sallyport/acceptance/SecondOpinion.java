package org.sallyport.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drools.io.ReaderResource;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.sallyport.formats.dmn.DmnModel;
import org.sallyport.formats.dmn.DmnVersion;
import org.sallyport.policy.Case;
import org.sallyport.policy.DecisionTable;

/** What Apache KIE, another engine, answers from the exported file of one table. */
final class SecondOpinion {
    private final DmnModel exported;
    private final DMNRuntime engine;
    private final DMNModel model;

    SecondOpinion(DecisionTable table) {
        this.exported = new DmnModel(table);
        this.engine = DMNRuntimeBuilder.fromDefaults()
                .buildConfiguration()
                .fromResources(List.of(new ReaderResource(new StringReader(exported.write(DmnVersion.V1_5)))))
                .getOrElseThrow(e -> new IllegalStateException(table.id() + " is not read", e));
        this.model = engine.getModels().getFirst();
        assertTrue(!model.hasErrors(), () -> table.id() + ": " + model.getMessages());
    }

    /** The determination for one case, output by output; the inputs are our answers to the questions it reads. */
    Map<String, Object> of(Case found) {
        var context = engine.newContext();
        exported.inputs()
                .forEach(
                        (name, question) -> context.set(name, question.answers().get(question.answer(found))));
        var result = engine.evaluateAll(model, context);
        assertTrue(!result.hasErrors(), () -> result.getMessages().toString());
        var decided =
                (Map<?, ?>) result.getDecisionResultByName(DmnModel.DECISION).getResult();
        return decided.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> (String) e.getKey(), Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
    }
}
