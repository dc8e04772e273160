package org.sallyport.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.sallyport.cli.demo.PostgresBacking;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeState;

/**
 * The state a replay ended in.
 *
 * @param stays   stays recorded
 * @param notices notices that left
 * @param digest  SHA-256 of stays, cases, notices and their times; the same in every database
 */
record ReplayState(int stays, long notices, String digest) {
    private static final int AT_ONCE = 250;

    /** Reads it from the journal and the records. */
    static ReplayState of(PostgresBacking backing, Facility facility) {
        var stays = new TreeSet<EpisodeId>();
        long from = 0;
        for (var next = backing.after(from); !next.isEmpty(); next = backing.after(from)) {
            for (var entry : next) {
                from = entry.position();
                if (entry.event() instanceof EpisodeEvent) {
                    stays.add(new EpisodeId(entry.stream().id()));
                }
            }
        }
        long notices = 0;
        var lines = new TreeSet<String>();
        var all = List.copyOf(stays);
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            var some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
            for (var file : backing.store().transact(tx -> tx.episodes(some)).values()) {
                lines.add(line(facility, file));
                notices += left(file).size();
            }
        }
        var digest = sha256();
        lines.forEach(line -> digest.update(line.getBytes(UTF_8)));
        return new ReplayState(stays.size(), notices, HexFormat.of().formatHex(digest.digest()));
    }

    /** A stay without the names of its records, which every database makes with a key of its own. */
    private static String line(Facility facility, EpisodeFile file) {
        var stay = file.custody(facility.ordering());
        var text =
                new StringBuilder().append(stay.bookings().keySet()).append(' ').append(stay.phase());
        for (var c : file.cases().values()) {
            text.append("\n  case ").append(c.closed().orElse("open"));
        }
        for (var n : left(file)) {
            text.append("\n  notice ")
                    .append(n.content().revision())
                    .append(' ')
                    .append(n.content().kind())
                    .append(' ')
                    .append(n.content().releaseAt())
                    .append(n.sentAt())
                    .append(n.acknowledgedAt());
        }
        return text.append('\n').toString();
    }

    private static List<NoticeState> left(EpisodeFile file) {
        return file.cases().values().stream()
                .flatMap(c -> c.notices().stream())
                .filter(NoticeState::mayHaveLeft)
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
