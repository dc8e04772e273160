package org.sallyport.request;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.problem.Given;
import org.sallyport.problem.Problem;

/** Reads single fields of a draft and collects every problem. What may be personal is never repeated. */
final class DraftCheck {
    /** Nobody alive was born earlier, and no paper of ours is older. */
    private static final int YEARS_BACK_MAX = 130;

    private static final Duration LEAD_TIME_MAX = Duration.ofDays(366);

    private final List<Problem> found = new ArrayList<>();

    List<Problem> problems() {
        return List.copyOf(found);
    }

    void problem(String code, String field, String given, String expected, String remedy) {
        found.add(new Problem("request." + code, field, Given.shown(given), expected, remedy));
    }

    /** A code out of a list; an empty one is a problem. */
    String code(String field, String given, List<String> known) {
        if (given.isBlank()) {
            problem(bare(field) + ".missing", field, "", oneOf(known), "Add it.");
            return "";
        }
        return optionalCode(field, given, known);
    }

    /** A code out of a list, or nothing. */
    String optionalCode(String field, String given, List<String> known) {
        if (given.isEmpty() || known.contains(given)) {
            return given;
        }
        problem(bare(field) + ".unknown", field, given, "is no such code. " + oneOf(known), "Use one of these codes.");
        return "";
    }

    List<String> codes(String field, List<String> given, List<String> known) {
        var read = new ArrayList<String>();
        for (int i = 0; i < given.size(); i++) {
            var one = code(field + "[" + i + "]", given.get(i), known);
            if (!one.isEmpty()) {
                read.add(one);
            }
        }
        return read;
    }

    /** A calendar day; {@code personal} keeps it out of the message. */
    Optional<LocalDate> day(String field, String given, LocalDate today, boolean personal) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.parse(given);
            if (day.isBefore(today.minusYears(YEARS_BACK_MAX)) || day.isAfter(today.plusYears(YEARS_BACK_MAX))) {
                problem(
                        bare(field) + ".implausible",
                        field,
                        personal ? "" : given,
                        "lies more than " + YEARS_BACK_MAX + " years from the day of receipt.",
                        "Check the year.");
                return Optional.empty();
            }
            return Optional.of(day);
        } catch (DateTimeParseException _) {
            problem(
                    bare(field) + ".malformed",
                    field,
                    personal ? "" : given,
                    "is no calendar day. Write year, month and day, such as 2026-09-01.",
                    "Write the day in that form.");
            return Optional.empty();
        }
    }

    /** Elapsed time before a release, above zero. */
    Optional<Duration> leadTime(String given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            var read = Duration.parse(given);
            if (read.isPositive() && read.compareTo(LEAD_TIME_MAX) <= 0) {
                return Optional.of(read);
            }
            problem(
                    "leadTime.range",
                    "leadTime",
                    given,
                    "is not above zero and at most 366 days. Write a duration such as PT48H.",
                    "Write how long before the release notice is asked for.");
        } catch (DateTimeParseException | ArithmeticException _) {
            var digits = given.chars().allMatch(c -> c >= '0' && c <= '9');
            problem(
                    digits ? "leadTime.unit" : "leadTime.malformed",
                    "leadTime",
                    given,
                    (digits ? "has no unit. " : "is no duration. ") + "Write an ISO 8601 duration, such as PT48H.",
                    "");
        }
        return Optional.empty();
    }

    /** Text that only has to be short enough; control characters are refused. */
    String text(String field, String given, int max, boolean personal) {
        var clean = given.strip();
        if (clean.length() > max || clean.chars().anyMatch(Character::isISOControl)) {
            problem(
                    bare(field) + ".text",
                    field,
                    personal ? "" : given,
                    "is longer than " + max + " characters or holds control characters.",
                    "Shorten it.");
            return "";
        }
        return clean;
    }

    /** The field without list positions, for the code. */
    private static String bare(String field) {
        var kept = new StringBuilder(field.length());
        var depth = 0;
        for (int i = 0; i < field.length(); i++) {
            var c = field.charAt(i);
            depth += c == '[' ? 1 : 0;
            if (depth == 0) {
                kept.append(c);
            }
            depth -= c == ']' ? 1 : 0;
        }
        return kept.toString();
    }

    private static String oneOf(List<String> known) {
        return "Expected is one of " + String.join(", ", known) + ".";
    }
}
