package org.sallyport.cli.text;

import java.util.Map;

/** Colours for a terminal that has them; plain text elsewhere. Colour only repeats what a word says. */
public final class Paint {
    private final boolean on;

    private Paint(boolean on) {
        this.on = on;
    }

    /** Paint for standard output: only on a terminal that has colours, never where NO_COLOR is set (no-color.org). */
    public static Paint of(Map<String, String> environment, boolean terminal) {
        return new Paint(terminal && !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM")));
    }

    /** No paint at all. */
    public static Paint none() {
        return new Paint(false);
    }

    public String strong(String words) {
        return with("1", words);
    }

    public String faint(String words) {
        return with("2", words);
    }

    public String good(String words) {
        return with("32", words);
    }

    public String warning(String words) {
        return with("33", words);
    }

    public String bad(String words) {
        return with("1;31", words);
    }

    private String with(String code, String words) {
        return on ? "\u001b[" + code + "m" + words + "\u001b[0m" : words;
    }
}
