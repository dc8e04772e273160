package org.sallyport.tidy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules about packages and modules: who may know whom. */
final class Packages {
    private static final Pattern MENTION = Pattern.compile("\\borg\\.sallyport((?:\\.[a-z]\\w*)+)");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\.(service|services|dto|dtos|entity|entities|util|utils|helper|helpers|impl|exception|exceptions|enums"
                    + "|common|misc|manager|managers)(\\.|$)");

    /** What each package of the core may import, besides itself. A package that is not named here is a finding. */
    private static final Map<String, Set<String>> CORE = core();

    /** What each module may import of ours; Maven guards the rest. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "core", Set.of(),
            "formats", Set.of("core"),
            "policies", Set.of("core", "formats"),
            "postgres", Set.of("core", "formats"),
            "server", Set.of("core", "formats", "policies", "postgres"),
            "simulation", Set.of("core", "formats", "policies"));

    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "java.sql", Set.of("postgres", "bench"),
            "javax.sql", Set.of("postgres"),
            "org.postgresql", Set.of("postgres"),
            "com.zaxxer.hikari", Set.of("postgres"),
            "org.springframework", Set.of("server"));

    private Packages() {}

    private static Map<String, Set<String>> core() {
        var allowed = new HashMap<String, Set<String>>();
        allowed.put("problem", Set.of());
        allowed.put("time", Set.of("problem"));
        allowed.put("journal", Set.of("problem", "time"));
        right(allowed, "custody", "journal");
        right(allowed, "request", "custody");
        right(allowed, "policy", "request");
        right(allowed, "notice", "policy");
        right(allowed, "desk", "notice");
        right(allowed, "delivery", "desk");
        right(allowed, "handover", "request");
        right(allowed, "audit", "journal");
        right(allowed, "report", "notice", "handover", "audit");
        return allowed;
    }

    /** Places a package to the right of others: it may import them and all they may import. */
    private static void right(Map<String, Set<String>> allowed, String name, String... of) {
        var all = new TreeSet<String>();
        for (var left : of) {
            all.add(left);
            all.addAll(allowed.getOrDefault(left, Set.of()));
        }
        allowed.put(name, all);
    }

    static Stream<Finding> check(SourceTree tree) {
        return Stream.of(
                        names(tree),
                        unmarked(tree),
                        split(tree),
                        arrows(tree),
                        modules(tree),
                        libraries(tree),
                        cycles(tree))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> names(SourceTree tree) {
        return tree.java()
                .filter(file -> file.declaredPackage()
                        .filter(name -> FORBIDDEN.matcher(name).find())
                        .isPresent())
                .map(file -> new Finding(
                        file.path(),
                        1,
                        "the package is named for a technical kind",
                        "name it for what the facility does"));
    }

    private static Stream<Finding> unmarked(SourceTree tree) {
        var marked = new TreeSet<String>();
        tree.java()
                .filter(file -> file.isMain() && file.path().endsWith("/package-info.java"))
                .filter(file -> file.code().stream().anyMatch(line -> line.startsWith("@NullMarked")))
                .forEach(file -> marked.add(folder(file)));
        var seen = new TreeSet<String>();
        return tree.java()
                .filter(file -> file.isMain() && file.declaredPackage().isPresent())
                .filter(file -> !marked.contains(folder(file)) && seen.add(folder(file)))
                .map(file -> new Finding(
                        folder(file) + "package-info.java",
                        1,
                        "the package is not @NullMarked",
                        "write a package-info.java that says what the package is for, with @NullMarked"));
    }

    private static String folder(SourceFile file) {
        return file.path().substring(0, file.path().lastIndexOf('/') + 1);
    }

    private static Stream<Finding> split(SourceTree tree) {
        var owner = owners(tree);
        return tree.java()
                .filter(SourceFile::isMain)
                .filter(file -> file.declaredPackage()
                        .map(owner::get)
                        .filter(module -> !module.equals(file.module()))
                        .isPresent())
                .map(file ->
                        new Finding(file.path(), 1, "the package lies in two modules", "give it a name of its own"));
    }

    private static Stream<Finding> arrows(SourceTree tree) {
        return mentions(tree)
                .filter(mention -> mention.file.module().equals("core"))
                .flatMap(mention -> {
                    var from = mention.from.substring("org.sallyport.".length());
                    var to = mention.to.substring("org.sallyport.".length());
                    var allowed = CORE.get(from);
                    if (allowed == null) {
                        return Stream.of(mention.found(
                                "the package " + from + " has no place in the order of the core",
                                "give it one in Packages.core and in ARCHITECTURE.md"));
                    }
                    return from.equals(to) || allowed.contains(to)
                            ? Stream.empty()
                            : Stream.of(mention.found(
                                    from + " may not know " + to, "let " + to + " import it, or pass a value in"));
                });
    }

    private static Stream<Finding> modules(SourceTree tree) {
        var owner = owners(tree);
        return mentions(tree).flatMap(mention -> {
            var here = mention.file.module();
            var there = owner.getOrDefault(mention.to, here);
            var allowed = MODULES.get(here);
            return allowed == null || here.equals(there) || allowed.contains(there)
                    ? Stream.empty()
                    : Stream.of(mention.found(
                            "the module " + here + " may not know " + there,
                            "modules point one way: cli -> server -> postgres -> formats -> core"));
        });
    }

    private static Stream<Finding> libraries(SourceTree tree) {
        return tree.java()
                .filter(SourceFile::isMain)
                .flatMap(file -> LIBRARIES.entrySet().stream()
                        .filter(library -> !library.getValue().contains(file.module()))
                        .flatMap(library -> lines(
                                        file, Pattern.compile("\\b" + Pattern.quote(library.getKey()) + "\\b"))
                                .map(line -> new Finding(
                                        file.path(),
                                        line,
                                        library.getKey() + " in " + file.module(),
                                        "only " + String.join(", ", library.getValue())
                                                + " may use it; ask it for what you need"))));
    }

    private static Stream<Integer> lines(SourceFile file, Pattern pattern) {
        return java.util.stream.IntStream.range(0, file.code().size())
                .filter(i -> pattern.matcher(file.code().get(i)).find())
                .mapToObj(i -> i + 1);
    }

    /** Every way round in the graph of packages, once, at the import that begins it. */
    private static Stream<Finding> cycles(SourceTree tree) {
        var edges = new TreeMap<String, Map<String, Mention>>();
        mentions(tree)
                .filter(mention -> !mention.from.equals(mention.to))
                .forEach(mention -> edges.computeIfAbsent(mention.from, _ -> new TreeMap<>())
                        .putIfAbsent(mention.to, mention));
        var found = new ArrayList<Finding>();
        var told = new LinkedHashSet<Set<String>>();
        for (var start : edges.keySet()) {
            var way = wayBack(edges, start);
            if (!way.isEmpty() && told.add(Set.copyOf(way))) {
                var first = edges.getOrDefault(start, Map.of()).get(way.get(1));
                if (first != null) {
                    found.add(first.found(
                            "packages in a circle: " + String.join(" -> ", way), "cut one of these imports"));
                }
            }
        }
        return found.stream();
    }

    /** The shortest way from a package back to itself, both ends included; empty if there is none. */
    private static List<String> wayBack(Map<String, Map<String, Mention>> edges, String start) {
        var ways = new ArrayList<List<String>>(List.of(List.of(start)));
        var seen = new TreeSet<String>();
        for (int i = 0; i < ways.size(); i++) {
            var way = ways.get(i);
            for (var next : edges.getOrDefault(way.getLast(), Map.of()).keySet()) {
                if (next.equals(start)) {
                    return Stream.concat(way.stream(), Stream.of(next)).toList();
                }
                if (seen.add(next)) {
                    ways.add(Stream.concat(way.stream(), Stream.of(next)).toList());
                }
            }
        }
        return List.of();
    }

    private static Map<String, String> owners(SourceTree tree) {
        var owner = new TreeMap<String, String>();
        tree.java()
                .filter(SourceFile::isMain)
                .sorted(Comparator.comparing(SourceFile::path))
                .forEach(file -> file.declaredPackage().ifPresent(name -> owner.putIfAbsent(name, file.module())));
        return owner;
    }

    /** Every place in the program where one of our packages names one of our packages. */
    private static Stream<Mention> mentions(SourceTree tree) {
        return tree.java()
                .filter(SourceFile::isMain)
                .flatMap(file -> file.declaredPackage().stream().flatMap(from -> {
                    var found = new ArrayList<Mention>();
                    for (int i = 0; i < file.code().size(); i++) {
                        var matcher = MENTION.matcher(file.code().get(i));
                        while (matcher.find()) {
                            found.add(new Mention(file, i + 1, from, "org.sallyport" + matcher.group(1)));
                        }
                    }
                    return found.stream();
                }));
    }

    private record Mention(SourceFile file, int line, String from, String to) {
        Finding found(String what, String instead) {
            return new Finding(file.path(), line, what, instead);
        }
    }
}
