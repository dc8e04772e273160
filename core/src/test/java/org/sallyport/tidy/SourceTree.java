package org.sallyport.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every text file of the checkout that a person of this project wrote. */
record SourceTree(List<SourceFile> files) {
    private static final Set<String> ENDINGS = Set.of(
            "java", "html", "sql", "sh", "md", "xml", "yaml", "yml", "properties", "json", "css", "js", "csv", "txt");
    private static final Set<String> PROGRAMS = Set.of("sallyport", "verify", "run");
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", "node_modules", "vendor", "data");

    /** Reads the tree that this module lies in. */
    static SourceTree ofThisCheckout() {
        return read(root());
    }

    /** The root of the checkout. */
    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run this test inside a checkout of Sallyport");
        }
        return folder;
    }

    private static SourceTree read(Path root) {
        var files = new ArrayList<SourceFile>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = folder.equals(root) ? "" : folder.getFileName().toString();
                    return SKIPPED.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    var name = file.getFileName().toString();
                    if (attributes.isRegularFile()
                            && (PROGRAMS.contains(name)
                                    || ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)))) {
                        var path = root.relativize(file).toString().replace('\\', '/');
                        files.add(SourceFile.of(path, Files.readString(file, StandardCharsets.UTF_8)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.sort(Comparator.comparing(SourceFile::path));
        return new SourceTree(List.copyOf(files));
    }

    Stream<SourceFile> java() {
        return files.stream().filter(SourceFile::isJava);
    }
}
