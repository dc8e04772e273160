package org.sallyport.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.sallyport.formats.policy.PolicyFiles;

/**
 * A job for {@code spark-submit}: Parquet with a column {@code facts} in, the same with a column {@code result} out.
 *
 * <p>Arguments: in, out, a directory of tables or {@code shipped}, {@code none} or {@code all} for what is adopted.
 */
public final class DecideJob {
    private static final int ARGUMENTS = 4;

    private DecideJob() {}

    /** Runs it in the session that {@code spark-submit} prepared. */
    public static void main(String[] args) throws IOException {
        if (args.length != ARGUMENTS || !args[3].equals("all") && !args[3].equals("none")) {
            System.err.println("DecideJob: IN.parquet OUT.parquet shipped|DIRECTORY none|all");
            System.exit(2);
        }
        try (var spark = SparkSession.builder().appName("sallyport decide").getOrCreate()) {
            run(spark, args);
        }
    }

    static void run(SparkSession spark, String... args) {
        var files = args[2].equals("shipped") ? PolicyFiles.shipped() : PolicyFiles.in(Path.of(args[2]));
        var step = new DecideStep(DecideStep.texts(files), args[3].equals("all"));
        step.on(spark.read().parquet(args[0]), "facts").write().parquet(args[1]);
    }
}
