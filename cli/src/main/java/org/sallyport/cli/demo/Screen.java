package org.sallyport.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal: a screen that is drawn over, and keys read one by one. Closing it restores everything. */
final class Screen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final int KEY_WAIT_MILLIS = 1;

    private final Terminal terminal;
    private final Attributes before;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, _ -> stopped.set(true));
        write(ENTER);
    }

    /** Takes over the terminal. */
    static Screen open() throws IOException {
        return new Screen(TerminalBuilder.builder().system(true).dumb(false).build());
    }

    private void write(String text) {
        PrintWriter out = terminal.writer();
        out.print(text);
        out.flush();
    }

    int width() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : 80;
    }

    int height() {
        return terminal.getHeight() > 0 ? terminal.getHeight() : 24;
    }

    /** Draws these lines over what was there. */
    void draw(List<String> lines) {
        var text = new StringBuilder(HOME);
        for (var line : lines) {
            text.append(line).append(REST_OF_LINE).append("\r\n");
        }
        write(text.append(REST_OF_SCREEN).toString());
    }

    /** The key pressed, -1 for none; Ctrl-C counts as q. */
    int key() throws IOException {
        if (stopped.get()) {
            return 'q';
        }
        int key = terminal.reader().read(KEY_WAIT_MILLIS);
        return key == 3 ? 'q' : key;
    }

    @Override
    public void close() throws IOException {
        write(LEAVE);
        terminal.setAttributes(before);
        terminal.close();
    }
}
