package org.sallyport.cli.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.dmn.DmnModel;
import org.sallyport.formats.dmn.DmnVersion;
import org.sallyport.policy.DecisionTable;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code policy export}: tables as DMN files, for other tools to show and other engines to run. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write tables as DMN files, one a table, with citations and a diagram.",
            "",
            "DMN 1.5 is for engines such as Apache KIE. Camunda Modeler and dmn-js open DMN 1.3 at most:",
            "use --dmn 1.3 for them. The Markdown table stays the one that counsel signs; an edited export",
            "is not read back.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sallyport policy export us/md/montgomery --out dmn",
            "  sallyport policy export us/tx/notice.2017-09-01 --dmn 1.3 --out .",
            "",
            "Exit codes: 0 written, 1 tables not loaded or none chosen, 69 the folder cannot be written."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Mixin
    private ChosenTables chosen = new ChosenTables();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "dmn",
            description = "Where files go; made if absent (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("dmn");

    @Option(
            names = "--dmn",
            paramLabel = "VERSION",
            defaultValue = "1.5",
            converter = Versions.class,
            description = "1.5, or 1.3 for Camunda Modeler and dmn-js (default: ${DEFAULT-VALUE}).")
    private DmnVersion version = DmnVersion.V1_5;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        return switch (chosen.of(tables.files())) {
            case Checked.Bad<List<DecisionTable>>(var problems) ->
                ProblemPrinter.print(command.getErr(), "tables not loaded, nothing was written", problems);
            case Checked.Good<List<DecisionTable>>(var found) -> {
                if (found.isEmpty()) {
                    command.getErr().println(chosen.nothing());
                    command.getErr().flush();
                    yield ExitCode.PROBLEMS;
                }
                found.forEach(table -> command.getOut().println(write(table)));
                command.getOut().flush();
                if (version == DmnVersion.V1_5) {
                    command.getErr()
                            .println("Camunda Modeler and dmn-js do not open DMN 1.5: for them, add --dmn 1.3.");
                    command.getErr().flush();
                }
                yield ExitCode.OK;
            }
        };
    }

    private Path write(DecisionTable table) {
        var file = directory.resolve(table.id() + ".dmn");
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, new DmnModel(table).write(version));
        } catch (IOException e) {
            throw new Unavailable(file + " cannot be written. Give --out a folder that can be.", e);
        }
    }

    private static final class Versions implements ITypeConverter<DmnVersion> {
        @Override
        public DmnVersion convert(String number) {
            for (var version : DmnVersion.values()) {
                if (version.number().equals(number)) {
                    return version;
                }
            }
            throw new TypeConversionException("\"" + number + "\" is not 1.5 or 1.3");
        }
    }
}
