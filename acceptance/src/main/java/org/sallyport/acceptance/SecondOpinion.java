package org.sallyport.acceptance;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drools.io.ReaderResource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.sallyport.formats.dmn.DmnModel;
import org.sallyport.formats.dmn.DmnVersion;
import org.sallyport.policy.Case;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Question;

/** What Apache KIE, another engine, answers from the exported file of one table. */
public final class SecondOpinion {
    private final Map<String, Question> inputs;
    private final DMNRuntime engine;
    private final DMNModel model;

    /**
     * Reads the export of a table.
     *
     * @throws IllegalStateException if the engine does not read it without a complaint
     */
    public SecondOpinion(DecisionTable table) {
        var exported = new DmnModel(table);
        this.inputs = exported.inputs();
        this.engine = DMNRuntimeBuilder.fromDefaults()
                .buildConfiguration()
                .fromResources(List.of(new ReaderResource(new StringReader(exported.write(DmnVersion.V1_5)))))
                .getOrElseThrow(e -> new IllegalStateException(table.id() + " is not read", e));
        this.model = engine.getModels().getFirst();
        if (model.hasErrors()) {
            throw new IllegalStateException(table.id() + ": " + model.getMessages());
        }
    }

    /** Our answers to the questions the exported table reads, by the names they have there. */
    public Map<String, String> inputs(Case found) {
        var answers = new LinkedHashMap<String, String>();
        inputs.forEach((name, question) -> answers.put(name, question.answers().get(question.answer(found))));
        return answers;
    }

    /** The same answers as the engine takes them; may be used again. */
    public DMNContext context(Map<String, String> answers) {
        var context = engine.newContext();
        answers.forEach(context::set);
        return context;
    }

    /**
     * The determination, output by output.
     *
     * @throws IllegalStateException if the engine reports an error
     */
    public Map<String, Object> of(DMNContext context) {
        var result = engine.evaluateAll(model, context);
        if (result.hasErrors()
                || !(result.getDecisionResultByName(DmnModel.DECISION).getResult() instanceof Map<?, ?> decided)) {
            throw new IllegalStateException(result.getMessages().toString());
        }
        return decided.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> (String) e.getKey(), Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
    }

    /** What a row of ours says, output by output: what the engine's determination must equal. */
    public static Map<String, Object> ours(DecisionTable.Row row) {
        return Map.of(
                "row", BigDecimal.valueOf(row.number()),
                "answer", row.answer().word(),
                "notify_by", row.notifyBy().map(Object::toString).orElse(""),
                "not_before", row.notBefore().map(Object::toString).orElse(""),
                "items", String.join(", ", row.items()),
                "obligations", String.join(", ", row.obligations()));
    }
}
