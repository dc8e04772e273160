package org.sallyport.bench.policy;

import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** The tables that ship with the program. */
final class Shipped {
    private Shipped() {}

    static PolicyBook.Contents contents() {
        return good(PolicyFiles.shipped().all());
    }

    /** Everything adopted, so that every row counts. */
    static PolicyBook book() {
        return good(PolicyBook.of(contents().withAdoptions(new Adoptions.All())));
    }

    private static <T> T good(Checked<T> checked) {
        return switch (checked) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(var problems) ->
                throw new IllegalStateException(String.join(
                        "\n", problems.stream().map(Problem::sentence).toList()));
        };
    }
}
