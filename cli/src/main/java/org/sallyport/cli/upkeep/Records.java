package org.sallyport.cli.upkeep;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.text.Sheet;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;

/**
 * Prints one record or a list of them, as a server answered.
 *
 * @param line the command whose streams are written to
 * @param head the heads of the columns
 * @param row  the cells of a record
 */
record Records(CommandLine line, List<String> head, Function<JsonNode, List<String>> row) {
    private static final int WIDTH = 160;

    /** Prints; {@code failed} says what did not happen when the answer is a refusal. Returns the exit code. */
    int print(Answer answer, String failed) {
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), failed, answer.problems());
        }
        var sheet = new Sheet("").row(head.toArray());
        if (answer.json().isArray()) {
            answer.json().forEach(record -> sheet.row(row.apply(record).toArray()));
        } else {
            sheet.row(row.apply(answer.json()).toArray());
        }
        sheet.lines(WIDTH).forEach(line.getOut()::println);
        line.getOut().flush();
        return ExitCode.OK;
    }

    /** A body to post. */
    static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
