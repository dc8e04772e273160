package org.sallyport.formats.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * Reads a file of adopted content hashes: {@code sha256:} and 64 digits, one a line; what follows a {@code #} is a
 * remark.
 */
public final class AdoptedFile {
    private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");

    private AdoptedFile() {}

    /** Reads the file; a line without a hash is a problem. */
    public static Checked<Adoptions.Everywhere> read(String name, String text) {
        var adopted = new HashSet<String>();
        var problems = new ArrayList<Problem>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var said = line.replaceFirst("#.*", "").strip();
            if (said.isEmpty()) {
                continue;
            }
            var hash = HASH.matcher(said);
            if (hash.find()) {
                adopted.add(hash.group());
            } else {
                problems.add(new Problem(
                        "adopted.hash",
                        name + ":" + number,
                        "",
                        "A content hash, sha256: and 64 hexadecimal digits, as \"policy show\" prints it.",
                        "Correct the line."));
            }
        }
        return problems.isEmpty()
                ? new Checked.Good<>(new Adoptions.Everywhere(adopted))
                : new Checked.Bad<>(List.copyOf(problems));
    }

    /**
     * Adopted hashes that name nothing in a book, sorted: most often tables that were changed since, and so un-adopted.
     */
    public static List<String> unknown(Adoptions.Everywhere adopted, PolicyBook.Contents book) {
        var known = new HashSet<String>();
        book.tables().forEach(t -> known.add(t.version()));
        book.orders().forEach(o -> known.add(o.version()));
        return adopted.versions().stream()
                .filter(v -> !known.contains(v))
                .sorted()
                .toList();
    }
}
