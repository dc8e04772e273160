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

/** {@code access account}: accounts under which people log in. */
@Command(name = "account", mixinStandardHelpOptions = true, header = "Accounts under which people log in.")
final class AccountCommands implements Runnable {
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
            description = "Make an account; its one-time password is printed once, and changed at the first log-in.")
    int create(
            @Mixin ServerOption to,
            @Parameters(index = "0", paramLabel = "NAME", description = "Such as r.diaz.") String name,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "GRANT", description = "A role and a scope.")
                    List<String> grants) {
        var answer = to.post("api/v1/access/accounts", Grants.body("name", name, grants), "");
        return said(answer, "no account was made", "Account " + name + " for " + String.join(", ", grants) + ".");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List every account.")
    int list(@Mixin ServerOption to, @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        var line = Objects.requireNonNull(spec).commandLine();
        var answer = to.get("api/v1/access/accounts");
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), "accounts not listed", answer.problems());
        }
        if (asJson) {
            line.getOut().println(answer.json());
        } else {
            var sheet = new Sheet("").row("account", "state", "grants");
            for (var account : answer.json()) {
                sheet.row(Answer.text(account, "name"), state(account), Grants.words(account));
            }
            sheet.lines(160).forEach(line.getOut()::println);
        }
        line.getOut().flush();
        return ExitCode.OK;
    }

    private static String state(tools.jackson.databind.JsonNode account) {
        if (account.path("disabled").asBoolean()) {
            return "disabled";
        }
        var locked = Answer.text(account, "lockedUntil");
        if (!locked.isEmpty()) {
            return "locked until " + locked;
        }
        return account.path("mustChangePassword").asBoolean() ? "password to be changed" : "open";
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Close an account; its sessions end.")
    int disable(@Mixin ServerOption to, @Parameters(paramLabel = "NAME") String name) {
        return change(to, name, "disable", "Account " + name + " is closed.");
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Open a closed account again.")
    int enable(@Mixin ServerOption to, @Parameters(paramLabel = "NAME") String name) {
        return change(to, name, "enable", "Account " + name + " is open.");
    }

    @Command(
            name = "unlock",
            mixinStandardHelpOptions = true,
            description = "Let somebody log in again whom failed log-ins locked out.")
    int unlock(@Mixin ServerOption to, @Parameters(paramLabel = "NAME") String name) {
        return change(to, name, "unlock", "Account " + name + " may log in again.");
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Give an account a new one-time password, printed once.")
    int reset(@Mixin ServerOption to, @Parameters(paramLabel = "NAME") String name) {
        return change(to, name, "reset", "Account " + name + " has a new password.");
    }

    private int change(ServerOption to, String name, String what, String done) {
        var path = "api/v1/access/accounts/" + Grants.segment(name) + "/" + what;
        return said(to.post(path, new byte[0], ""), "nothing was changed", done);
    }

    private int said(Answer answer, String failed, String done) {
        var line = Objects.requireNonNull(spec).commandLine();
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), failed, answer.problems());
        }
        var password = Answer.text(answer.json(), "password");
        line.getOut().println(password.isEmpty() ? done : done + " One-time password, shown only now:");
        if (!password.isEmpty()) {
            line.getOut().println(password);
        }
        line.getOut().flush();
        return ExitCode.OK;
    }
}
