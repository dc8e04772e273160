package org.sallyport.cli.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sallyport audit}: the log that shows whether what was recorded has been altered. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        subcommands = {CheckCommand.class, ExportCommand.class, ReceiptCommand.class, VerifyCommand.class},
        header = "Check everything on record, take a copy of the log, take a receipt, verify one without any server.",
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport audit check --against /media/auditor/log",
            "  sallyport audit export /media/auditor/log",
            "  sallyport audit export --from https://jail.example/audit ~/jail-log",
            "  sallyport audit receipt R-7F3A21C9-0B4D55E2 --out request.json",
            "  sallyport audit verify request.json --log-key jail.example/audit+a1b2c3d4+ATq...",
            "",
            "Exit codes: 0 done, 1 there is no such receipt, or it proves nothing, 2 wrong options,",
            "3 something differs from what was recorded, 69 no server or database answers."
        })
public final class AuditCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public AuditCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
