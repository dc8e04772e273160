package org.sallyport.custody;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The forms in which numbers and names are compared. Two writings of one number, or of one name, have one normal form;
 * every normal form holds only upper-case letters and digits, without spaces, punctuation or diacritics.
 *
 * <p>Characters are first put in Unicode form NFKD and their combining marks dropped, so that full-width digits,
 * ligatures and accented letters compare with their plain writing.
 */
public final class NormalForm {
    private static final String PLAIN_LETTERS_OF = "\u00d8\u0110\u0141\u0126\u0166\u00c6\u0152\u00de\u00d0\u0131";
    private static final List<String> PLAIN_LETTERS = List.of("O", "D", "L", "H", "T", "AE", "OE", "TH", "D", "I");

    private NormalForm() {}

    /**
     * A booking number: case, spaces and punctuation folded. Leading zeros are kept, since each facility numbers as it
     * likes and no standard speaks of them.
     */
    public static String booking(String written) {
        return squeeze(written);
    }

    /**
     * A fingerprint-based FBI number or universal control number (UCN): one number space, since the FBI renamed the
     * former into the latter. Leading zeros are padding: such a number never begins with one.
     */
    public static String ucn(String written) {
        return unpad(squeeze(written), 0);
    }

    /**
     * A fingerprint-based state number (SID), led by the two letters of its state. A number written without them is the
     * state's where it was written. Zeros between the state and the number are padding.
     *
     * @param written as received
     * @param state   two capital letters for the state of the facility, or empty where the facility lies in none
     */
    public static String stateId(String written, String state) {
        var plain = squeeze(written);
        if (plain.isEmpty()) {
            return plain;
        }
        var led = isDigit(plain.charAt(0)) ? state + plain : plain;
        var number = 0;
        while (number < led.length() && number < 2 && !isDigit(led.charAt(number))) {
            number++;
        }
        return unpad(led, number);
    }

    /** A number of immigration authorities: the letter A and leading zeros before it are padding. */
    public static String alienNumber(String written) {
        var plain = squeeze(written);
        return unpad(plain.startsWith("A") ? plain.substring(1) : plain, 0);
    }

    /** One part of a name, all its words run together. */
    public static String name(String written) {
        return squeeze(written);
    }

    /**
     * The words of one part of a name, each folded; hyphens and spaces part words, apostrophes and full stops do not.
     */
    public static List<String> words(String written) {
        var words = new ArrayList<String>(2);
        var start = -1;
        for (int i = 0; i <= written.length(); i++) {
            var parts = i == written.length()
                    || Character.isWhitespace(written.charAt(i))
                    || Character.isSpaceChar(written.charAt(i))
                    || Character.getType(written.charAt(i)) == Character.DASH_PUNCTUATION
                    || written.charAt(i) == ',';
            if (!parts && start < 0) {
                start = i;
            } else if (parts && start >= 0) {
                var word = squeeze(written.substring(start, i));
                if (!word.isEmpty()) {
                    words.add(word);
                }
                start = -1;
            }
        }
        return List.copyOf(words);
    }

    /** The two capital letters of the state a facility lies in, or an empty string when its path names none. */
    public static String state(FacilityId facility) {
        var path = facility.path();
        var named = path.length() >= 5 && path.startsWith("us/") && (path.length() == 5 || path.charAt(5) == '/');
        return named ? path.substring(3, 5).toUpperCase(Locale.ROOT) : "";
    }

    private static String squeeze(String written) {
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) > 127) {
                return squeezeUnicode(written);
            }
        }
        return squeezeAscii(written);
    }

    private static String squeezeAscii(String written) {
        var kept = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            var c = written.charAt(i);
            if (c >= 'a' && c <= 'z') {
                kept.append((char) (c - 'a' + 'A'));
            } else if ((c >= 'A' && c <= 'Z') || isDigit(c)) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static String squeezeUnicode(String written) {
        var apart = Normalizer.normalize(written, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
        var kept = new StringBuilder(apart.length());
        apart.codePoints().filter(Character::isLetterOrDigit).forEach(c -> {
            var plain = PLAIN_LETTERS_OF.indexOf(c);
            if (plain >= 0) {
                kept.append(PLAIN_LETTERS.get(plain));
            } else if (Character.isDigit(c)) {
                kept.append(Character.digit(c, 10));
            } else {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    private static String unpad(String plain, int from) {
        var first = from;
        while (first < plain.length() && plain.charAt(first) == '0') {
            first++;
        }
        return first == from ? plain : plain.substring(0, from) + plain.substring(first);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
