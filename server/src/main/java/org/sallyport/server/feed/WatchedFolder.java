package org.sallyport.server.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.ExpungementScope;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.feed.FeedIntake.EventReply;
import org.sallyport.server.feed.FeedIntake.Fate;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.worker.Looks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in files of events and rosters that a jail's system lays into a folder: below the watched one, a folder named
 * for the facility's path ({@code us/md/montgomery/mcdc}). A file is read once its size has stood still from one look
 * to the next; then it moves to {@code done}, or to {@code quarantined} with its problems beside it in
 * {@code NAME.problems.txt}. A file read twice after a crash changes nothing. A file that speaks of a stay that was
 * destroyed is not kept.
 */
public final class WatchedFolder implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String EVENTS = ".+\\.(jsonl|json|ndjson)(\\.gz)?";
    private static final String ROSTERS = ".+\\.csv(\\.gz)?";
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

    private record Seen(long size, FileTime changed) {}

    private final Path folder;
    private final FeedIntake intake;
    private final RosterIntake rosters;
    private final Lists lists;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Looks looks = new Looks("watched-folder", PAUSE, this::look);

    /** Watches this folder. */
    public WatchedFolder(Path folder, FeedIntake intake, RosterIntake rosters, Lists lists) {
        this.folder = folder;
        this.intake = intake;
        this.rosters = rosters;
        this.lists = lists;
    }

    /** Starts looking, on a thread of its own. */
    public void start() {
        looks.start();
    }

    /** One look: takes in every file that has stood still since the look before. Returns how many. */
    public int look() {
        int taken = 0;
        for (var facility : lists.facilities()) {
            var place = folder.resolve(facility.id().path());
            if (Files.isDirectory(place)) {
                taken += look(place, facility);
            }
        }
        return taken;
    }

    private int look(Path place, Facility facility) {
        int taken = 0;
        try {
            for (var file : oldestFirst(place)) {
                if (stands(file)) {
                    take(file, facility);
                    taken++;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "The watched folder of {} gave {}",
                    facility.id(),
                    e.getClass().getName());
        }
        return taken;
    }

    /** The oldest first: a roster taken in after a newer one would say nothing. */
    private static List<Path> oldestFirst(Path place) throws IOException {
        record Dated(FileTime written, Path file) {}
        var found = new ArrayList<Dated>();
        try (var files = Files.newDirectoryStream(place)) {
            for (var file : files) {
                if (Files.isRegularFile(file) && file.getFileName().toString().matches(EVENTS + "|" + ROSTERS)) {
                    found.add(new Dated(Files.getLastModifiedTime(file), file));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Dated::written).thenComparing(Dated::file))
                .map(Dated::file)
                .toList();
    }

    private boolean stands(Path file) throws IOException {
        var now = new Seen(Files.size(file), Files.getLastModifiedTime(file));
        return now.equals(seen.put(file, now));
    }

    private void take(Path file, Facility facility) throws IOException {
        var read = file.getFileName().toString().matches(ROSTERS) ? rosters(file, facility) : events(file, facility);
        var to = file.resolveSibling(read.problems().isEmpty() ? "done" : "quarantined");
        Files.createDirectories(to);
        if (!read.problems().isEmpty()) {
            Files.writeString(to.resolve(file.getFileName() + ".problems.txt"), read.problems(), UTF_8);
        }
        if (read.ofDestroyed()) {
            Files.delete(file);
        } else {
            Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        seen.remove(file);
    }

    /** What was not taken, in words, and whether the file speaks of what was destroyed. */
    private record Read(String problems, boolean ofDestroyed) {}

    private Read events(Path file, Facility facility) throws IOException {
        List<EventReply> replies;
        try (var in = Files.newInputStream(file)) {
            replies = intake.file(facility, in);
        }
        var bad = replies.stream()
                .filter(r -> r.fate() == Fate.QUARANTINED || r.fate() == Fate.REFUSED)
                .toList();
        LOG.info("Feed file of {}: {} events, {} not taken", facility.id(), replies.size(), bad.size());
        var text = new StringBuilder();
        for (var reply : bad) {
            say(text, "event " + reply.place() + ": " + reply.fate().word(), reply.problems());
        }
        return new Read(text.toString(), replies.stream().anyMatch(EventReply::ofDestroyed));
    }

    /** Takes in rosters; one whose mapping names no snapshot column was taken when its file was last changed. */
    private Read rosters(Path file, Facility facility) throws IOException {
        var text = new StringBuilder();
        boolean ofDestroyed = false;
        try (var in = Files.newInputStream(file)) {
            var written = Files.getLastModifiedTime(file).toInstant();
            switch (rosters.file(facility, in, Optional.of(written))) {
                case Checked.Bad<List<RosterReply>>(var problems) -> say(text, "not read", problems);
                case Checked.Good<List<RosterReply>>(var replies) -> {
                    LOG.info("Roster file of {}: {} rosters", facility.id(), replies.size());
                    for (var reply : replies) {
                        ofDestroyed |= reply.ofDestroyed();
                        if (!reply.good()) {
                            say(text, reply.toString(), reply.problems());
                        }
                    }
                }
            }
        }
        return new Read(text.toString(), ofDestroyed);
    }

    private static void say(StringBuilder text, String what, List<Problem> problems) {
        text.append(what).append('\n');
        problems.forEach(p -> text.append("  ").append(p.sentence()).append('\n'));
    }

    /**
     * Takes out of the files kept below {@code done} and {@code quarantined} every line that speaks of these; a file
     * that is not read line by line, or is packed, goes as a whole.
     */
    public void forget(FacilityId facility, Collection<ExpungementScope> scopes) {
        for (var kept : List.of("done", "quarantined")) {
            var place = folder.resolve(facility.path()).resolve(kept);
            if (Files.isDirectory(place)) {
                try (var files = Files.newDirectoryStream(place, Files::isRegularFile)) {
                    for (var file : files) {
                        forget(file, text -> scopes.stream().anyMatch(s -> s.isIn(text)));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("A kept feed file could not be written again.", e);
                }
            }
        }
    }

    private static void forget(Path file, Predicate<String> speaks) throws IOException {
        var name = file.getFileName().toString();
        byte[] bytes;
        try (var raw = Files.newInputStream(file);
                var in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            bytes = in.readAllBytes();
        }
        var text = new String(bytes, UTF_8);
        if (!speaks.test(text)) {
            return;
        }
        if (!name.matches(".+\\.(jsonl|ndjson|csv)")) {
            Files.delete(file);
            return;
        }
        var left = text.lines().filter(line -> !speaks.test(line)).toList();
        var beside = file.resolveSibling(name + ".new");
        Files.write(beside, left, UTF_8);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where files of a facility are laid. */
    public Path folderOf(FacilityId facility) {
        return folder.resolve(facility.path());
    }

    @Override
    public void close() {
        looks.close();
    }
}
