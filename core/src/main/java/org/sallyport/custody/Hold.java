package org.sallyport.custody;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded reason to involve another agency before release. Sallyport records holds and places none.
 *
 * @param holdId     the facility's number for it
 * @param instrument the paper it rests on, such as {@code I-247A} or {@code warrant}
 * @param agency     who asked
 * @param from       since when (UTC instant)
 * @param endedAt    when it ended, absent while it stands
 */
public record Hold(String holdId, String instrument, String agency, Instant from, Optional<Instant> endedAt) {
    private static final Set<String> FORMS = Set.of("247", "200", "203", "205", "286");
    private static final Set<String> AUTHORITIES = Set.of("ICE", "ERO", "CBP", "DHS", "INS", "USCIS", "IMMIGRATION");

    /**
     * Whether the paper is an administrative immigration paper: a form I-247 of any letter, I-200, I-203, I-205 or
     * I-286, however written, or a detainer, hold or administrative warrant of immigration authorities. A judge's
     * warrant or order is none, whoever asked for it.
     */
    public boolean immigrationPaper() {
        var paper = instrument.toUpperCase(Locale.ROOT);
        if (namesForm(paper)) {
            return true;
        }
        var ofJudge = (paper.contains("WARRANT") && !paper.contains("ADMIN"))
                || paper.contains("JUDICIAL")
                || paper.contains("COURT");
        return namesAuthority(paper)
                ? !ofJudge || paper.contains("IMMIGRATION WARRANT")
                : !ofJudge && namesAuthority(agency.toUpperCase(Locale.ROOT));
    }

    /** The same hold, ended; one already ended keeps its moment. */
    Hold ended(Instant at) {
        return endedAt.isPresent() ? this : new Hold(holdId, instrument, agency, from, Optional.of(at));
    }

    /** Finds the letter I, at most one other character, and the number of a form, with nothing longer around them. */
    private static boolean namesForm(String paper) {
        for (int i = 0; i < paper.length(); i++) {
            if (paper.charAt(i) == 'I' && (i == 0 || !Character.isLetterOrDigit(paper.charAt(i - 1)))) {
                var number = i + 1;
                if (number < paper.length() && !Character.isLetterOrDigit(paper.charAt(number))) {
                    number++;
                }
                var end = number + 3;
                if (end <= paper.length()
                        && FORMS.contains(paper.substring(number, end))
                        && (end == paper.length() || !Character.isDigit(paper.charAt(end)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean namesAuthority(String text) {
        var start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !Character.isLetterOrDigit(text.charAt(i))) {
                if (i > start && AUTHORITIES.contains(text.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
