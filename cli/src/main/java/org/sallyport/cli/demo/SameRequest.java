package org.sallyport.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.cli.text.Paint;
import org.sallyport.cli.text.Sheet;
import org.sallyport.formats.policy.FactsReader;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

/**
 * One and the same request about one and the same person, put before the tables of the four counties: a detainer for
 * someone convicted of a felony theft, due for release on the same morning.
 */
final class SameRequest {
    private static final LocalDateTime AS_OF = LocalDateTime.of(2026, 9, 2, 12, 0);

    private final PolicyBook book;

    /** Answers by these tables, each adopted. */
    SameRequest(PolicyBook.Contents shipped) {
        this.book = switch (PolicyBook.of(shipped.withAdoptions(new Adoptions.All()))) {
            case Checked.Good<PolicyBook>(var good) -> good;
            case Checked.Bad<PolicyBook>(var problems) ->
                throw new IllegalStateException("The shipped tables do not go together: "
                        + problems.getFirst().code());
        };
    }

    /** The facts in one county, as {@code sallyport policy explain --facts} reads them. */
    static String facts(County county) {
        var offset = AS_OF.atZone(county.facility().zone()).getOffset();
        return """
                {"id":"same-request","asOf":"%s:00%s",
                 "facility":{"jurisdiction":"%s","kind":"county-jail"},
                 "request":{"form":"I-247A","edition":"02/17","requester":"immigration","issuedOn":"2026-09-01",
                   "asks":["notice"],"leadTime":"PT48H","basis":["pc-final-order"],
                   "attachments":[{"type":"I-205","issuer":"immigration-officer","issuedOn":"2026-08-30"}],
                   "served":{"on":"2026-09-02","how":"in-person","language":"es"},
                   "officer":{"name":"Test Officer","signed":true}},
                 "person":{"minor":"no","citizenship":"none","lawfulStatus":"none","possibleProtectedPerson":"no",
                   "sexOffenderRegistry":"no","initialCustodian":"yes"},
                 "charges":[{"id":"1","description":"Felony theft","nibrs":"23H","severity":"felony",
                   "disposition":"convicted","on":"2026-06-01","sentence":{"days":730,"suspendedDays":365}}],
                 "release":{"at":"2026-09-10T08:00:00%s","basis":"sentence-end"}}
                """.formatted(AS_OF, offset, county.facility().jurisdiction(), offset);
    }

    /** The answer in one county. */
    Determination answer(County county) {
        return switch (new FactsReader().read(facts(county))) {
            case Checked.Good<Facts>(var facts) -> book.decide(facts);
            case Checked.Bad<Facts>(var problems) ->
                throw new IllegalStateException("The facts of the demonstration are wrong: "
                        + problems.getFirst().code());
        };
    }

    /**
     * The four answers, and how to have each explained.
     *
     * @param folder where the facts are left for the commands, one file a county
     * @throws IOException when they cannot be written there
     */
    List<String> lines(Path folder, int width, Paint paint) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(paint.strong("The same request in the four counties (a detainer; convicted of felony theft)"));
        var answers = new Sheet("  ");
        var commands = new ArrayList<String>();
        for (var county : County.ALL) {
            var answer = answer(county);
            var row = decided(answer);
            answers.row(
                    county.shortName(),
                    answer.outcome().word().replace('-', ' '),
                    row.table() + " row " + row.row(),
                    row.clause());
            var file = folder.resolve(county.facility().jurisdiction().replace('/', '-') + ".json");
            Files.writeString(file, facts(county));
            commands.add("  sallyport policy explain --adopted all --facts " + file);
        }
        lines.addAll(answers.lines(width));
        lines.add("Each explained, down to row and clause:");
        lines.addAll(commands);
        return List.copyOf(lines);
    }

    /** The last row that gave the answer, which is the most local one that did. */
    private static Determination.Reason decided(Determination answer) {
        return answer.reasons().getLast();
    }
}
