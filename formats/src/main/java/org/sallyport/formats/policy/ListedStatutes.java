package org.sallyport.formats.policy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statute list may name: places of the United States, sections with a number, and NIBRS offence codes. */
final class ListedStatutes {
    private static final Pattern WORDS = Pattern.compile(" ");

    /** Postal codes of the states, the District of Columbia and the territories. */
    private static final Set<String> STATES = Set.of(WORDS.split("al ak az ar ca co ct de fl ga hi id il in ia ks ky la"
            + " me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok"
            + " or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr gu vi as mp"));

    /** The FBI's NIBRS offence codes, groups A and B, as SEARCH keeps the list (NOTICE). */
    private static final Set<String> NIBRS =
            Set.of(WORDS.split("09A 09B 09C 100 101 103 11A 11B 11C 11D 120 13A 13B 13C "
                    + "200 210 220 23A 23B 23C 23D 23E 23F 23G 23H 240 250 26A "
                    + "26B 26C 26D 26E 26F 26G 26H 270 280 290 30A 30B 30C 30D "
                    + "35A 35B 36A 36B 370 39A 39B 39C 39D 40A 40B 40C 49A 49B "
                    + "49C 510 520 521 522 526 58A 58B 61A 61B 620 64A 64B 720 "
                    + "90A 90B 90C 90D 90E 90F 90G 90H 90I 90J 90K 90L 90M 90Z"));

    private ListedStatutes() {}

    /** Whether this names federal law or a state's, such as {@code us/md}. */
    static boolean isPlace(String jurisdiction) {
        var parts = jurisdiction.split("/", -1);
        return parts[0].equals("us") && (parts.length == 1 || STATES.contains(parts[1]));
    }

    /** Whether this can be a section: it has a number. */
    static boolean isSection(String section) {
        return section.chars().anyMatch(Character::isDigit);
    }

    /** Whether the FBI's list has the code. */
    static boolean isNibrs(String code) {
        return NIBRS.contains(code.toUpperCase(Locale.ROOT));
    }
}
