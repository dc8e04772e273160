package org.sallyport.cli.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.AdoptedFile;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Notify;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Practice;
import org.sallyport.policy.Worded;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is taken as adopted, and what facilities do where the law says may. */
final class Adopted {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--adopted",
            paramLabel = "none|all|FILE",
            defaultValue = "none",
            description = {
                "Which tables count as adopted: none (the default), all, or those whose content hashes stand in FILE,",
                "one a line. \"policy show\" prints hashes. Tables from memory cannot be adopted."
            })
    private String adopted = "none";

    @Option(
            names = "--practice",
            paramLabel = "yes|no|ask",
            defaultValue = "ask",
            description = "What facilities do where the law says may (default: ask).")
    private String practice = "ask";

    /** The book with these adoptions, or empty after the problems were printed. */
    Optional<PolicyBook> applied(PolicyBook.Contents contents, boolean wholeCountry) {
        var command = Objects.requireNonNull(spec).commandLine();
        var toDo = Worded.of(Notify.class, practice)
                .orElseThrow(() ->
                        new ParameterException(command, "--practice is yes, no or ask, not \"" + practice + "\"."));
        var adoptions = adoptions(contents, wholeCountry);
        if (adoptions.isEmpty()) {
            return Optional.empty();
        }
        return switch (PolicyBook.of(contents.withAdoptions(adoptions.get()).withPractices(practices(toDo)))) {
            case Checked.Good<PolicyBook>(var book) -> Optional.of(book);
            case Checked.Bad<PolicyBook>(var problems) -> {
                ProblemPrinter.print(command.getErr(), "the tables do not go together", problems);
                yield Optional.empty();
            }
        };
    }

    private Optional<Adoptions> adoptions(PolicyBook.Contents contents, boolean wholeCountry) {
        if (adopted.equals("none")) {
            return Optional.of(new Adoptions.None());
        }
        if (adopted.equals("all")) {
            return Optional.of(new Adoptions.All());
        }
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        return switch (AdoptedFile.read(adopted, text(Path.of(adopted)))) {
            case Checked.Bad<Adoptions.Everywhere>(var problems) -> {
                ProblemPrinter.print(err, adopted + " not read", problems);
                yield Optional.empty();
            }
            case Checked.Good<Adoptions.Everywhere>(var found) -> {
                if (wholeCountry) {
                    AdoptedFile.unknown(found, contents)
                            .forEach(hash -> err.println("sallyport: " + hash
                                    + " names no table here; a changed table has another hash and is not adopted."));
                    err.flush();
                }
                yield Optional.of(found);
            }
        };
    }

    private static List<Practice> practices(Notify toDo) {
        var practices = new ArrayList<Practice>();
        if (toDo != Notify.ASK) {
            for (var requester : Requester.values()) {
                for (var act : Act.values()) {
                    practices.add(new Practice(Practice.EVERYWHERE, requester, act, toDo));
                }
            }
        }
        return practices;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Unavailable("--adopted is none, all, or a file that can be read; " + file + " cannot.", e);
        }
    }
}
