package org.sallyport.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.sallyport.formats.policy.DecideLines;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * Adds the determination to each row of cases: what {@code sallyport policy decide} writes for the same facts, byte for
 * byte. The tables travel with the step, so that every node decides by the same book.
 *
 * <p>A row has no line number: the result of facts that cannot be read says line 0. No facts give no result.
 */
public final class DecideStep implements UDF1<String, @Nullable String>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<TreeMap<String, String>, DecideLines> BOOKS = new ConcurrentHashMap<>();

    private final TreeMap<String, String> tables;
    private final boolean adopted;
    private transient @Nullable DecideLines decider;

    /**
     * A step.
     *
     * @param tables  the policy files by path, as {@link #texts} reads them
     * @param adopted whether all that can be adopted is; otherwise nothing is
     */
    public DecideStep(Map<String, String> tables, boolean adopted) {
        this.tables = new TreeMap<>(tables);
        this.adopted = adopted;
    }

    /** All texts of a set of policy files, by path. */
    public static Map<String, String> texts(PolicyFiles files) {
        var texts = new TreeMap<String, String>();
        for (var path : files.paths()) {
            files.text(path).ifPresent(text -> texts.put(path, text));
        }
        return texts;
    }

    /** The cases with a column {@code result}, from the column that holds facts as JSON. */
    public Dataset<Row> on(Dataset<Row> cases, String column) {
        return cases.withColumn(
                "result", functions.udf(this, DataTypes.StringType).apply(cases.col(column)));
    }

    @Override
    public @Nullable String call(@Nullable String facts) {
        return facts == null ? null : decider().line(facts.getBytes(StandardCharsets.UTF_8), 0);
    }

    private DecideLines decider() {
        if (decider == null) {
            decider = BOOKS.computeIfAbsent(key(), _ -> new DecideLines(book(), 1));
        }
        return Objects.requireNonNull(decider);
    }

    private TreeMap<String, String> key() {
        var key = new TreeMap<>(tables);
        key.put("adopted", Boolean.toString(adopted));
        return key;
    }

    private PolicyBook book() {
        var adoptions = adopted ? new Adoptions.All() : new Adoptions.None();
        return good(PolicyBook.of(good(PolicyFiles.of(tables).all()).withAdoptions(adoptions)));
    }

    private static <T> T good(Checked<T> checked) {
        return switch (checked) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(var problems) ->
                throw new IllegalArgumentException(String.join(
                        "\n", problems.stream().map(Problem::sentence).toList()));
        };
    }
}
