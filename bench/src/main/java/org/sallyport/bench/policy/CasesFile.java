package org.sallyport.bench.policy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.formats.policy.FactsDigest;

/**
 * Writes a JSON Lines file of invented cases for {@code policy decide} and {@code study}.
 *
 * <p>Arguments: the file, cases (default 1,320,000: everyone in US jails, two requests each), seed (default 1).
 */
public final class CasesFile {
    private CasesFile() {}

    /** Writes it. */
    public static void main(String[] args) throws IOException {
        var cases = args.length > 1 ? Integer.parseInt(args[1]) : 1_320_000;
        var source = new JailCases(Shipped.contents(), args.length > 2 ? Long.parseLong(args[2]) : 1);
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[0]))) {
            for (var n = 0; n < cases; n++) {
                out.write(FactsDigest.canonical(source.next()));
                out.write('\n');
            }
        }
    }
}
