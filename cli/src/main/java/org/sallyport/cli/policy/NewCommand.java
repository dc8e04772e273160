package org.sallyport.cli.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.counsel.CountyTables;
import org.sallyport.cli.counsel.Interview;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy new}: a county's first tables, from a few questions. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Draft a county's tables about immigration authorities, victims and other agencies from a few questions,",
            "in a folder of their own.",
            "",
            "The folder also gets the superior tables, so that every policy command works on it with --policies. Each",
            "row comes with worked examples; policy check passes, and names what is left for counsel.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sallyport policy new us/md/garrett --out garrett",
            "  sallyport policy check --policies garrett us/md/garrett",
            "",
            "Exit codes: 0 written, 1 the answers ended early, 2 the place or the folder does not do, 69 not writable."
        })
final class NewCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Parameters(paramLabel = "PLACE", description = "Path of the county below its state: us/md/garrett.")
    private String place = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write, new or empty (default: the county's name).")
    private @Nullable Path out;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var files = tables.files();
        var folder = out == null ? Path.of(place.substring(place.lastIndexOf('/') + 1)) : out;
        refuse(files, folder);
        try {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
            var drafted = CountyTables.of(new Interview(in, command.getOut()).about(place, today));
            var all = new LinkedHashMap<>(superior(files));
            all.putAll(drafted);
            write(folder, all);
            said(command.getOut(), folder, drafted);
            return ExitCode.OK;
        } catch (Interview.Unfinished e) {
            command.getErr().println("sallyport: " + e.getMessage());
            command.getErr().flush();
            return ExitCode.PROBLEMS;
        }
    }

    private void refuse(PolicyFiles files, Path folder) {
        var command = Objects.requireNonNull(spec).commandLine();
        if (!place.matches("us/[a-z]{2}/[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new ParameterException(
                    command,
                    "\"" + place + "\" is not a county's path: country, state, county, such as us/md/garrett.");
        }
        if (files.paths().stream().anyMatch(path -> path.startsWith(place + "/") && path.endsWith(".md"))) {
            throw new ParameterException(
                    command,
                    "There are tables for " + place + " already. Read them with sallyport policy show " + place + ".");
        }
        if (Files.isRegularFile(folder) || Files.isDirectory(folder) && notEmpty(folder)) {
            throw new ParameterException(command, folder + " is there already. Give --out a new or an empty folder.");
        }
    }

    private static boolean notEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new Unavailable(folder + " cannot be read. Give --out a folder that can be.", e);
        }
    }

    /** The files of the country and the state, without those of other counties, and what there is of the place. */
    private Map<String, String> superior(PolicyFiles files) {
        var state = place.substring(0, place.lastIndexOf('/'));
        var found = new LinkedHashMap<String, String>();
        for (var path : files.paths()) {
            var above = path.replaceFirst("/examples/", "/");
            var layer = above.contains("/") ? above.substring(0, above.lastIndexOf('/')) : "";
            if (layer.isEmpty() || layer.equals("us") || layer.equals(state) || layer.equals(place)) {
                files.text(path).ifPresent(text -> found.put(path, text));
            }
        }
        return found;
    }

    private static void write(Path folder, Map<String, String> files) {
        try {
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new Unavailable(folder + " cannot be written. Give --out a folder that can be.", e);
        }
    }

    private void said(PrintWriter to, Path folder, Map<String, String> drafted) {
        to.println();
        drafted.keySet().forEach(path -> to.println(folder.resolve(path)));
        to.println();
        to.println("Next: quote the words the tables turn on, settle what the check names, and check again:");
        to.println("  sallyport policy check --policies " + folder + " " + place);
        to.println("Not legal advice: the county's own counsel reads, corrects and adopts these drafts.");
        to.flush();
    }
}
