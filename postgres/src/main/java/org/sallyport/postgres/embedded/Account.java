package org.sallyport.postgres.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs the PostgreSQL processes. PostgreSQL refuses to run as root, so root hands it to an account of its own, by
 * {@code setpriv}, which needs no user namespace.
 *
 * <p>The account is {@code sallyport} where the machine has one. Otherwise it is the bare number {@value #OWN_ID}: it
 * lies between 60706 and 61183, which systemd's table of uid ranges marks as unused and Debian assigns to no package,
 * and below 65536, so that it exists in a rootless container too. It is not {@code nobody}, which other programs share.
 * Only {@code initdb} insists on a name in {@code /etc/passwd}; that first second runs as {@code daemon}, which every
 * Linux has, in a folder closed to everyone else, and the files change hands before the server ever starts.
 *
 * @param own        whose processes and files they are; absent when PostgreSQL runs as whoever runs Sallyport
 * @param initialise who runs {@code initdb}; absent likewise
 */
record Account(Optional<Ids> own, Optional<Ids> initialise) {
    static final int OWN_ID = 60870;

    /** A user and its group, by number. */
    record Ids(int uid, int gid) {}

    static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    static Account here() {
        if (!isRoot()) {
            return new Account(Optional.empty(), Optional.empty());
        }
        if (setpriv().isEmpty()) {
            throw new ServerUnavailable("PostgreSQL refuses to run as root and setpriv (util-linux) was not found:"
                    + " run Sallyport as an ordinary user, or install util-linux.");
        }
        var passwd = accounts();
        var named = Optional.ofNullable(passwd.get("sallyport"));
        if (named.isPresent()) {
            return new Account(named, named);
        }
        var first = Optional.ofNullable(passwd.get("daemon")).or(() -> Optional.ofNullable(passwd.get("nobody")));
        if (first.isEmpty()) {
            throw new ServerUnavailable("PostgreSQL refuses to run as root and /etc/passwd names neither sallyport nor"
                    + " daemon: create a system account called sallyport.");
        }
        return new Account(Optional.of(new Ids(OWN_ID, OWN_ID)), first);
    }

    /** A command as {@code who} would run it. */
    static List<String> command(Optional<Ids> who, List<String> words) {
        var all = new ArrayList<String>();
        who.ifPresent(ids -> all.addAll(List.of(
                setpriv().orElseThrow().toString(),
                "--reuid=" + ids.uid(),
                "--regid=" + ids.gid(),
                "--clear-groups",
                "--no-new-privs",
                "--")));
        all.addAll(words);
        return all;
    }

    /** Gives a file, or a folder with everything in it, to {@code who}. */
    static void give(Optional<Ids> who, Path what) throws IOException {
        if (who.isEmpty()) {
            return;
        }
        var ids = who.get();
        Files.walkFileTree(what, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) throws IOException {
                return hand(dir);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) throws IOException {
                return hand(file);
            }

            private FileVisitResult hand(Path path) throws IOException {
                Files.setAttribute(path, "unix:gid", ids.gid(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:uid", ids.uid(), LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Refuses a place the account could not even walk to. */
    void mustReach(Path place) throws IOException {
        if (own.isEmpty()) {
            return;
        }
        for (var dir = place.toRealPath(); dir != null; dir = dir.getParent()) {
            if (!Files.getPosixFilePermissions(dir).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new ServerUnavailable("The folder " + dir + " is closed to the account that runs PostgreSQL"
                        + " (number " + own.get().uid() + "), so " + place + " cannot be used:"
                        + " choose a place such as /var/lib/sallyport, or allow others to pass (chmod o+x).");
            }
        }
    }

    private static Optional<Path> setpriv() {
        return List.of("/usr/bin/setpriv", "/bin/setpriv", "/usr/local/bin/setpriv").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Map<String, Ids> accounts() {
        try (var lines = Files.lines(Path.of("/etc/passwd"))) {
            var found = new java.util.HashMap<String, Ids>();
            lines.map(line -> line.split(":", -1))
                    .filter(f -> f.length >= 4)
                    .forEach(f -> found.put(f[0], new Ids(Integer.parseInt(f[2]), Integer.parseInt(f[3]))));
            return found;
        } catch (IOException e) {
            throw new ServerUnavailable("The accounts of this machine (/etc/passwd) cannot be read.", e);
        }
    }
}
