package org.sallyport.formats.study;

import java.util.List;
import java.util.Map;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Severity;

/**
 * The offence category of the FBI's NIBRS (User Manual, section 2) that a charge's code falls in. Of several charges
 * the gravest counts; of equally grave ones the first.
 */
final class OffenceClass {
    static final String NONE = "no NIBRS code";

    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("09", "homicide"),
            Map.entry("10", "kidnapping"),
            Map.entry("11", "sex offences"),
            Map.entry("12", "robbery"),
            Map.entry("13", "assault"),
            Map.entry("20", "arson"),
            Map.entry("21", "extortion"),
            Map.entry("22", "burglary"),
            Map.entry("23", "larceny"),
            Map.entry("24", "motor vehicle theft"),
            Map.entry("25", "counterfeiting"),
            Map.entry("26", "fraud"),
            Map.entry("27", "embezzlement"),
            Map.entry("28", "stolen property"),
            Map.entry("29", "vandalism"),
            Map.entry("35", "drugs"),
            Map.entry("36", "sex offences, nonforcible"),
            Map.entry("37", "obscene material"),
            Map.entry("39", "gambling"),
            Map.entry("40", "prostitution"),
            Map.entry("51", "bribery"),
            Map.entry("52", "weapons"),
            Map.entry("64", "human trafficking"),
            Map.entry("72", "animal cruelty"),
            Map.entry("90", "other (Group B)"));

    private OffenceClass() {}

    static String of(List<Charge> charges) {
        var found = NONE;
        var gravest = Integer.MAX_VALUE;
        for (var charge : charges) {
            var rank = rank(charge.severity());
            if (rank < gravest) {
                gravest = rank;
                found = category(charge.nibrs());
            }
        }
        return found;
    }

    private static int rank(Severity severity) {
        return switch (severity) {
            case FELONY -> 0;
            case WOBBLER -> 1;
            case MISDEMEANOR -> 2;
            case INFRACTION -> 3;
            case UNKNOWN -> 4;
        };
    }

    private static String category(String nibrs) {
        return nibrs.length() < 2 ? NONE : CATEGORIES.getOrDefault(nibrs.substring(0, 2), NONE);
    }
}
