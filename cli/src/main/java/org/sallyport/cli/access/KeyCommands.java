package org.sallyport.cli.access;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.text.Sheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code access key}: keys under which machines call. */
@Command(name = "key", mixinStandardHelpOptions = true, header = "Keys under which machines call.")
final class KeyCommands implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Make a key; its secret is printed once and kept nowhere.")
    int create(
            @Mixin ServerOption to,
            @Option(names = "--json", description = "Print the answer as JSON.") boolean asJson,
            @Parameters(index = "0", paramLabel = "LABEL", description = "What the key is for.") String label,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "GRANT", description = "A role and a scope.")
                    List<String> grants) {
        var answer = to.post("api/v1/access/keys", Grants.body("label", label, grants), "");
        if (!answer.good() || asJson) {
            return print(answer, "no key was made", asJson);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Key " + Answer.text(answer.json(), "id") + " for " + String.join(", ", grants)
                + ". Its secret, shown only now:");
        out.println(Answer.text(answer.json(), "secret"));
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List every key, without its secret.")
    int list(@Mixin ServerOption to, @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        var answer = to.get("api/v1/access/keys");
        if (!answer.good() || asJson) {
            return print(answer, "keys not listed", asJson);
        }
        var sheet = new Sheet("").row("key", "made", "by", "revoked", "label", "grants");
        for (var key : answer.json()) {
            var revoked = Answer.text(key, "revokedAt");
            sheet.row(
                    Answer.text(key, "id"),
                    Answer.text(key, "createdAt"),
                    Answer.text(key, "createdBy"),
                    revoked.isEmpty() ? "no" : revoked,
                    Answer.text(key, "label"),
                    Grants.words(key));
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        sheet.lines(160).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Refuse a key from now on.")
    int revoke(@Mixin ServerOption to, @Parameters(paramLabel = "KEY", description = "Its name.") String key) {
        var answer = to.delete("api/v1/access/keys/" + Grants.segment(key));
        if (!answer.good()) {
            return print(answer, "no key was revoked", false);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Key " + key + " is refused from now on.");
        out.flush();
        return ExitCode.OK;
    }

    private int print(Answer answer, String failed, boolean asJson) {
        var line = Objects.requireNonNull(spec).commandLine();
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), failed, answer.problems());
        }
        line.getOut().println(asJson ? answer.json().toString() : "");
        line.getOut().flush();
        return ExitCode.OK;
    }
}
