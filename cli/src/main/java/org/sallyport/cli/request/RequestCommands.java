package org.sallyport.cli.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code sallyport request}: file notification requests and follow them, as an agency or its desk does. */
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        header = "File a notification request, follow it, take it back.",
        description = {
            "",
            "Talks to a running server (--server, SALLYPORT_URL) under a key (--key, SALLYPORT_KEY). The format of a",
            "request is docs/formats/request.md.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport request file request.json",
            "  sallyport request show R-2041",
            "  sallyport request withdraw R-2041 --reason \"no longer sought\"",
            "",
            "Exit codes: 0 done, 1 the request has problems (all are named, nothing was saved), 69 no server answers."
        })
public final class RequestCommands implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public RequestCommands() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(name = "file", mixinStandardHelpOptions = true, description = "File a request; prints the receipt.")
    int file(
            @Mixin ServerOption to,
            @Option(names = "--json", description = "Print the receipt as JSON.") boolean asJson,
            @Option(
                            names = "--delivery",
                            paramLabel = "ID",
                            defaultValue = "",
                            description = "Your own number of this delivery: filed again under it, nothing changes.")
                    String delivery,
            @Parameters(paramLabel = "FILE", description = "The request as JSON; - for standard input.") String file) {
        var answer = to.post("api/v1/requests", read(file), delivery);
        return print(answer, file + " not accepted, nothing was saved", asJson);
    }

    @Command(name = "amend", mixinStandardHelpOptions = true, description = "Send a request again with other content.")
    int amend(
            @Mixin ServerOption to,
            @Option(names = "--json", description = "Print the receipt as JSON.") boolean asJson,
            @Parameters(index = "0", paramLabel = "NUMBER") String number,
            @Parameters(index = "1", paramLabel = "FILE") String file) {
        return print(
                to.post("api/v1/requests/" + number + "/amendment", read(file), ""),
                number + " not amended, nothing was saved",
                asJson);
    }

    @Command(name = "withdraw", mixinStandardHelpOptions = true, description = "Take a request back.")
    int withdraw(
            @Mixin ServerOption to,
            @Parameters(paramLabel = "NUMBER") String number,
            @Option(names = "--reason", paramLabel = "WORDS", defaultValue = "", description = "Names no person.")
                    String reason) {
        var body = JsonNodeFactory.instance.objectNode().put("reason", reason);
        return print(
                to.post("api/v1/requests/" + number + "/withdrawal", bytes(body), ""),
                number + " not withdrawn, nothing was saved",
                false);
    }

    @Command(name = "revalidate", mixinStandardHelpOptions = true, description = "Say that a request still stands.")
    int revalidate(@Mixin ServerOption to, @Parameters(paramLabel = "NUMBER") String number) {
        return print(
                to.post("api/v1/requests/" + number + "/revalidation", "{}".getBytes(StandardCharsets.UTF_8), ""),
                number + " not revalidated, nothing was saved",
                false);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the requests this key may see.")
    int list(@Mixin ServerOption to, @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        var answer = to.get("api/v1/requests");
        if (!answer.good() || asJson) {
            return print(answer, "requests not listed", asJson);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var sheet = new Sheet("").row("number", "status", "requester", "addressed to", "received");
        for (var row : answer.json()) {
            sheet.row(
                    Answer.text(row, "number"),
                    Answer.text(row, "status"),
                    Answer.text(row, "requester"),
                    Answer.text(row, "addressee"),
                    Answer.text(row, "receivedAt"));
        }
        sheet.lines(120).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one request as this key may see it.")
    int show(
            @Mixin ServerOption to,
            @Option(names = "--json", description = "Print JSON.") boolean asJson,
            @Parameters(paramLabel = "NUMBER") String number) {
        return print(to.get("api/v1/requests/" + number), number + " not shown", asJson);
    }

    private int print(Answer answer, String failed, boolean asJson) {
        var line = Objects.requireNonNull(spec).commandLine();
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), failed, answer.problems());
        }
        if (asJson) {
            line.getOut().println(answer.json());
        } else {
            plain(answer.json()).lines(100).forEach(line.getOut()::println);
        }
        line.getOut().flush();
        return ExitCode.OK;
    }

    private static Sheet plain(JsonNode json) {
        var sheet = new Sheet("");
        var number = Answer.text(json, "number");
        if (!number.isEmpty()) {
            sheet.row("number", number);
        }
        json.properties().stream().filter(m -> !m.getKey().equals("number")).forEach(member -> {
            var value = member.getValue();
            if (value.isArray()) {
                if (value.isEmpty()) {
                    sheet.row(member.getKey(), "none");
                }
                value.forEach(item -> sheet.row(member.getKey(), item.isString() ? item.stringValue() : words(item)));
            } else {
                sheet.row(member.getKey(), Answer.text(json, member.getKey()));
            }
        });
        return sheet;
    }

    /** What an item says in words, where it does. */
    private static String words(JsonNode item) {
        var text = Answer.text(item, "text");
        return text.isEmpty() ? item.toString() : text;
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String file) {
        try {
            return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new Unavailable("There is no request " + file + " that can be read.", e);
        }
    }
}
