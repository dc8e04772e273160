package org.sallyport.tidy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules about single lines. */
final class Lines {
    private static final Set<String> PURE = Set.of("core", "formats", "simulation", "policies");

    /** The rules themselves hold the words they look for. */
    private static final String THIS = "core/src/test/java/org/sallyport/tidy/";

    /** Files whose work it is to read the machine's clock, each behind a port that everything else is given. */
    static final Set<String> CLOCKS = Set.of("server/src/main/java/org/sallyport/server/RealTime.java");

    /**
     * Quoted titles and defined terms that hold a word the style guide keeps out. Each stands here as its source
     * prints it; outside these words the rule applies.
     */
    private static final List<String> TITLES = List.of(
            "sexOffenderRegistry",
            "sex[- ]offender[- ]registry",
            "Criminal (Law|Procedure|Code|Justice)",
            "Code of Criminal Procedure");

    private static final Predicate<SourceFile> JAVA = SourceFile::isJava;
    private static final Predicate<SourceFile> OURS = file -> !file.path().startsWith(THIS)
            && (JAVA.test(file) || file.path().endsWith(".html") || file.path().endsWith(".sql"));
    private static final Predicate<SourceFile> MAIN = file -> JAVA.test(file) && file.isMain();
    private static final Predicate<SourceFile> TESTS = file -> JAVA.test(file) && file.isTest();
    private static final Predicate<SourceFile> DECIDING = file -> MAIN.test(file) && PURE.contains(file.module());
    private static final Predicate<SourceFile> WORKING =
            file -> MAIN.test(file) && !PURE.contains(file.module()) && !CLOCKS.contains(file.path());
    private static final Predicate<SourceFile> PROSE_TOO = file -> !file.path().endsWith(".sh")
            && file.path().contains(".")
            && !file.path().startsWith(".ci/");

    /** In tests a text block may be as wide as the file it stands for, so only their code is measured. */
    private static final Predicate<SourceFile> WIDE = file -> !TESTS.test(file)
            && (JAVA.test(file)
                    || file.path().matches(".*\\.(html|sql|sh)")
                    || !file.path().contains("."));

    private static final String CLOCK =
            "\\b(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime|Year|YearMonth)\\s*\\.now\\("
                    + "|\\bClock\\.system\\w*|\\bSystem\\.currentTimeMillis\\b|\\bnew Date\\(\\)";
    private static final String ZONE = "\\bZoneId\\.systemDefault\\b|\\bTimeZone\\.getDefault\\b";

    private Lines() {}

    static List<LineRule> rules() {
        return List.of(
                LineRule.code(DECIDING, CLOCK, "$0 reads the clock", "take the moment as an argument"),
                LineRule.code(
                        DECIDING,
                        "\\bSystem\\.nanoTime\\b|\\bThread\\.sleep\\b",
                        "$0 depends on real time",
                        "take the moment as an argument"),
                LineRule.code(
                        DECIDING,
                        "\\bUUID\\.randomUUID\\b|\\bMath\\.random\\b|\\bThreadLocalRandom\\b"
                                + "|\\bnew (Secure)?Random\\(\\)",
                        "$0 draws from nowhere",
                        "take the number, or a seeded source, as an argument"),
                LineRule.code(
                        WORKING,
                        CLOCK,
                        "$0 reads the clock",
                        "ask the clock port you were given, or list the file in Lines.CLOCKS if it is that port"),
                LineRule.code(MAIN, ZONE, "$0 is the machine's zone", "use the facility's zone, or ZoneOffset.UTC"),
                LineRule.code(
                        MAIN,
                        "\\bLocale\\.getDefault\\b|\\.to(Lower|Upper)Case\\(\\)",
                        "$0 leans on the machine's locale",
                        "say Locale.ROOT"),
                LineRule.code(
                        MAIN,
                        "\\bString\\.format\\(\\s*\"|\\.printf\\(\\s*\"",
                        "$0 leans on the machine's locale",
                        "begin with Locale.ROOT"),
                LineRule.code(
                        DECIDING,
                        "\\.formatted\\(",
                        "$0 leans on the machine's locale",
                        "write String.format(Locale.ROOT, ...)"),
                LineRule.code(
                        MAIN,
                        "\\bprintStackTrace\\(\\)",
                        "$0 shows more than anyone asked for",
                        "hand the exception up"),
                LineRule.code(
                        TESTS,
                        CLOCK + "|\\bUUID\\.randomUUID\\b|\\bMath\\.random\\b|\\bnew Random\\(\\)",
                        "$0 makes this test another test each time",
                        "write the value as a literal or draw it from a seed"),
                LineRule.code(
                        TESTS,
                        "\\bThread\\.sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\b",
                        "$0 waits and hopes",
                        "poll for the condition, with a bound (LockSupport.parkNanos between two looks)"),
                LineRule.code(
                        TESTS,
                        "@Disabled\\b|\\bassumeTrue\\(\\s*false\\b",
                        "$0 hides a test",
                        "make it pass or take it out"),
                LineRule.code(
                        TESTS,
                        "\\bimport (static )?(org\\.mockito|org\\.easymock|net\\.jqwik)\\b[\\w.]*",
                        "$0 is not used here",
                        "give the code a value, an honest in-memory port, or a seeded generator"),
                LineRule.words(
                        OURS,
                        "\\b(TODO|FIXME|XXX)\\b(?! ?\\(#\\d+\\)|\\])",
                        "$0 without an issue",
                        "do it, or name the issue: TODO(#12)"),
                LineRule.words(WIDE, "^.{121,}", "a line of more than 120 columns", "break it"),
                LineRule.code(TESTS, "^.{120,}\\S", "a line of more than 120 columns", "break it"),
                words("\\bsanctuary\\b", "say what the law does: forbids, permits or requires notice"),
                words(
                        "\\billegals?\\b(?! (state|argument|character|escape|reflective|access|monitor|thread))",
                        "name the fact; of an act, unlawful"),
                words("\\bcriminals\\b|(?<!-)\\bcriminal\\b(?![- ](\\w|&))", "say person in custody"),
                words(
                        "\\b(comply|complies|complied|complying|defy|defies|defied|defying)\\b",
                        "say what was done: followed, answered, declined"),
                words("\\b(offenders?|perpetrators?)\\b", "say person in custody, or the charge"),
                words("\\binmates?\\b(?!\")", "say person in custody"),
                words("\\baliens?\\b(?![-\"’'])", "say person; a form's own field stays in quotation marks"),
                words("\\b(whitelist|blacklist)\\w*", "say allow list, deny list"),
                LineRule.words(
                        PROSE_TOO,
                        "(^|[^A-Za-z0-9_.])/(work|tmp|farm|root|home/\\w+)/[A-Za-z.]",
                        "a path of one machine",
                        "say it from the root of the checkout, or leave it out"));
    }

    private static LineRule words(String pattern, String instead) {
        return LineRule.words(OURS, "(?i)" + pattern, "the word \"$0\"", instead)
                .except(Pattern.compile("(?i)" + String.join("|", TITLES)));
    }
}
