package org.sallyport.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sallyport.problem.Problem;

/** Prints everything wrong with an input, one problem after the other, in the one shape all commands share. */
public final class ProblemPrinter {
    private static final int WIDTH = 100;

    private ProblemPrinter() {}

    /**
     * Prints {@code problems} under a headline that counts them:
     *
     * <pre>
     * sallyport: request.json not accepted, nothing was saved (2 problems)
     *   leadTime: "48": an ISO 8601 duration, such as PT48H. Write PT48H.
     * </pre>
     *
     * @param to       usually standard error
     * @param headline what was refused and what became of it, without a full stop
     * @param problems at least one
     * @return {@link ExitCode#PROBLEMS}, so that a command can end with it
     */
    public static int print(PrintWriter to, String headline, List<Problem> problems) {
        var count = problems.size() == 1 ? "1 problem" : String.format(Locale.ROOT, "%,d problems", problems.size());
        to.println("sallyport: " + headline + " (" + count + ")");
        for (var problem : problems) {
            wrapped("  ", problem.field().isEmpty() ? "" : problem.field() + ": ", said(problem))
                    .forEach(to::println);
        }
        to.flush();
        return ExitCode.PROBLEMS;
    }

    private static String said(Problem problem) {
        var label = problem.field().isEmpty() ? 0 : problem.field().length() + 2;
        return problem.sentence().substring(label);
    }

    /** Breaks a text at blanks; later lines hang under the first word after the label, or under the margin. */
    private static List<String> wrapped(String margin, String label, String text) {
        var hang = margin + " ".repeat(label.length() > 24 ? 4 : label.length());
        var lines = new ArrayList<String>();
        var line = new StringBuilder(margin).append(label.stripTrailing());
        for (var word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH && line.length() > hang.length()) {
                lines.add(line.toString());
                line = new StringBuilder(hang).append(word);
            } else {
                line.append(line.length() == hang.length() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return List.copyOf(lines);
    }
}
