package org.sallyport.formats.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.CourtOrder;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.ReportDefinition;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.StatuteList;
import org.sallyport.policy.TableReader;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * A set of policy files: tables ({@code us/md/notice.2026-06-01.md}), statute lists ({@code us/md/felonies.csv}), court
 * orders ({@code us/la/orleans/court-orders.csv}), zones ({@code zones.csv}) and worked examples
 * ({@code us/md/examples/notice.2026-06-01.jsonl}). They come with the program or lie in a directory.
 */
public final class PolicyFiles {
    private static final int FILE_MAX = 4 << 20;
    private static final String ORDERS = "/court-orders.csv";
    private static final String REPORTS = "/reports.csv";
    private static final String RETENTION = "/retention.csv";

    /** Where the files lie. */
    private interface Place {
        List<String> paths();

        byte[] read(String path) throws IOException;
    }

    private final Place place;
    private final List<String> paths;
    private final Map<String, Optional<StatuteList>> lists = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private PolicyFiles(Place place) {
        this.place = place;
        this.paths = place.paths();
    }

    /** The files that come with the program, on its class path under {@code policies/}. */
    public static PolicyFiles shipped() {
        return new PolicyFiles(new ClassPath());
    }

    /** The files below a directory, which takes the place of {@code policies/}. */
    public static PolicyFiles in(Path directory) {
        return new PolicyFiles(new Directory(directory));
    }

    /** Files held in memory, path to text: as a book was kept. */
    public static PolicyFiles of(Map<String, String> texts) {
        return new PolicyFiles(new InMemory(Map.copyOf(texts)));
    }

    /** All paths, sorted, with {@code /} between names. */
    public List<String> paths() {
        return paths;
    }

    /** The text of a file, or empty with a problem noted when it is missing, too long or not UTF-8. */
    public Optional<String> text(String path) {
        try {
            var bytes = place.read(path);
            if (bytes.length > FILE_MAX) {
                problems.add(new Problem(
                        "policy.file.too-long", path, bytes.length + " bytes", "At most 4 MiB.", "Split the file."));
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            problems.add(new Problem("policy.file.encoding", path, "", "UTF-8 text.", "Save the file as UTF-8."));
            return Optional.empty();
        } catch (IOException e) {
            problems.add(new Problem(
                    "policy.file.unreadable", path, "", "A file that can be read.", "Check its permissions."));
            return Optional.empty();
        }
    }

    /**
     * What was read of all files: for reporting everything at once. Only contents without problems may decide.
     *
     * @param contents what is good
     * @param problems what is not, by file and line
     */
    public record Reading(PolicyBook.Contents contents, List<Problem> problems) {}

    /** Reads everything and keeps what is good, with every problem of the rest. */
    public Reading read() {
        return read(_ -> true);
    }

    /** Everything, proved: the contents of a book with nothing adopted, or every problem of every file. */
    public Checked<PolicyBook.Contents> all() {
        return load(_ -> true);
    }

    /** Only what governs one place: its own layer and those above it. */
    public Checked<PolicyBook.Contents> governing(String jurisdiction) {
        return load(layer -> jurisdiction.equals(layer) || jurisdiction.startsWith(layer + "/"));
    }

    private Checked<PolicyBook.Contents> load(Predicate<String> wanted) {
        var read = read(wanted);
        return read.problems().isEmpty() ? new Checked.Good<>(read.contents()) : new Checked.Bad<>(read.problems());
    }

    private Reading read(Predicate<String> wanted) {
        problems.clear();
        lists.clear();
        var tables = new ArrayList<DecisionTable>();
        var orders = new ArrayList<CourtOrder>();
        var reader = new TableReader(this::list);
        for (var path : paths) {
            var slash = path.lastIndexOf('/');
            if (slash < 0 || !wanted.test(path.substring(0, slash))) {
                continue;
            }
            if (path.endsWith(".md")) {
                text(path).ifPresent(text -> keep(reader.read(path, text), tables));
            } else if (path.endsWith(ORDERS)) {
                text(path).ifPresent(text -> {
                    switch (CsvFiles.orders(path, text)) {
                        case Checked.Good<List<CourtOrder>>(var found) -> orders.addAll(found);
                        case Checked.Bad<List<CourtOrder>>(var bad) -> problems.addAll(bad);
                    }
                });
            }
        }
        var zones = paths.contains("zones.csv") ? zones() : Map.<String, java.time.ZoneId>of();
        var zoneData = ZoneRulesProvider.getVersions("America/New_York").lastKey();
        return new Reading(
                new PolicyBook.Contents(tables, orders, new Adoptions.None(), List.of(), zones, zoneData),
                problems.stream().distinct().toList());
    }

    private Map<String, java.time.ZoneId> zones() {
        var text = text("zones.csv");
        if (text.isEmpty()) {
            return Map.of();
        }
        return switch (CsvFiles.zones("zones.csv", text.get())) {
            case Checked.Good<Map<String, java.time.ZoneId>>(var found) -> found;
            case Checked.Bad<Map<String, java.time.ZoneId>>(var bad) -> {
                problems.addAll(bad);
                yield Map.of();
            }
        };
    }

    private void keep(Checked<DecisionTable> read, List<DecisionTable> tables) {
        switch (read) {
            case Checked.Good<DecisionTable>(var table) -> tables.add(table);
            case Checked.Bad<DecisionTable>(var bad) -> problems.addAll(bad);
        }
    }

    /** The reports that the law of these layers asks for, superior first, or every problem of their files. */
    public Checked<List<ReportDefinition>> reports(Predicate<String> wanted) {
        problems.clear();
        var found = new ArrayList<ReportDefinition>();
        for (var path : paths) {
            if (path.endsWith(REPORTS) && wanted.test(path.substring(0, path.length() - REPORTS.length()))) {
                text(path).ifPresent(text -> {
                    switch (CsvFiles.reports(path, text)) {
                        case Checked.Good<List<ReportDefinition>>(var reports) -> found.addAll(reports);
                        case Checked.Bad<List<ReportDefinition>>(var bad) -> problems.addAll(bad);
                    }
                });
            }
        }
        return problems.isEmpty() ? new Checked.Good<>(List.copyOf(found)) : new Checked.Bad<>(List.copyOf(problems));
    }

    /** How long these layers keep records, or every problem of their files. */
    public Checked<RetentionSchedule> retention(Predicate<String> wanted) {
        var wrong = new ArrayList<Problem>();
        var found = new ArrayList<RetentionRule>();
        for (var path : paths) {
            if (path.endsWith(RETENTION) && wanted.test(path.substring(0, path.length() - RETENTION.length()))) {
                text(path).ifPresent(text -> {
                    switch (CsvFiles.retention(path, text)) {
                        case Checked.Good<List<RetentionRule>>(var rules) -> found.addAll(rules);
                        case Checked.Bad<List<RetentionRule>>(var bad) -> wrong.addAll(bad);
                    }
                });
            }
        }
        return wrong.isEmpty() ? new Checked.Good<>(new RetentionSchedule(found)) : new Checked.Bad<>(wrong);
    }

    /** Whether a file beside the tables is a statute list. */
    static boolean isList(String path) {
        return path.endsWith(".csv")
                && path.contains("/")
                && !path.endsWith(ORDERS)
                && !path.endsWith(REPORTS)
                && !path.endsWith(RETENTION);
    }

    /** A statute list by its path without extension. */
    public Optional<StatuteList> list(String name) {
        var known = lists.get(name);
        if (known != null) {
            return known;
        }
        var path = name + ".csv";
        var found = Optional.<StatuteList>empty();
        if (paths.contains(path)) {
            var text = text(path);
            if (text.isPresent()) {
                switch (CsvFiles.list(path, text.get())) {
                    case Checked.Good<StatuteList>(var list) -> found = Optional.of(list);
                    case Checked.Bad<StatuteList>(var bad) -> problems.addAll(bad);
                }
            }
        }
        lists.put(name, found);
        return found;
    }

    /** Files on the class path, named by {@code policies/index.txt}: a class path cannot be listed. */
    private static final class ClassPath implements Place {
        @Override
        public List<String> paths() {
            try {
                return new String(read("index.txt"), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException("The program's own policies are missing from its class path", e);
            }
        }

        @Override
        public byte[] read(String path) throws IOException {
            var loader = PolicyFiles.class.getClassLoader();
            try (var in = loader == null ? null : loader.getResourceAsStream("policies/" + path)) {
                if (in == null) {
                    throw new IOException("no such resource");
                }
                return in.readNBytes(FILE_MAX + 1);
            }
        }
    }

    private record InMemory(Map<String, String> texts) implements Place {
        @Override
        public List<String> paths() {
            return texts.keySet().stream().sorted().toList();
        }

        @Override
        public byte[] read(String path) throws IOException {
            var text = texts.get(path);
            if (text == null) {
                throw new IOException("no such file");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Directory(Path root) implements Place {
        @Override
        public List<String> paths() {
            try (var files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file)
                                .toString()
                                .replace(file.getFileSystem().getSeparator(), "/"))
                        .filter(path -> path.endsWith(".md") || path.endsWith(".csv") || path.endsWith(".jsonl"))
                        .filter(path -> path.contains("/") || path.equals("zones.csv"))
                        .filter(path ->
                                !new HashSet<>(List.of(path.split("/", -1))).removeAll(List.of("src", "target")))
                        .sorted()
                        .collect(Collectors.toCollection(ArrayList::new));
            } catch (IOException e) {
                throw new UncheckedIOException("The directory of tables cannot be read: " + root, e);
            }
        }

        @Override
        public byte[] read(String path) throws IOException {
            try (var in = Files.newInputStream(root.resolve(path))) {
                return in.readNBytes(FILE_MAX + 1);
            }
        }
    }
}
