package org.sallyport.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.cli.text.Paint;

/** Lets a person watch a run: the clock goes at a pace, the screen is drawn anew, keys pause and end it. */
final class Watching {
    private static final long FRAME_NANOS = Duration.ofMillis(100).toNanos();

    private final DemoStage stage;
    private final Board board;
    private final double hoursPerSecond;
    private final String words;
    private boolean paused;
    private boolean ended;

    Watching(DemoStage stage, Paint paint, double hoursPerSecond, String words) {
        this.words = words;
        this.stage = stage;
        this.board = new Board(paint);
        this.hoursPerSecond = hoursPerSecond;
        stage.run().watch(board::see);
    }

    /** On a terminal that can be drawn on. */
    void onScreen() throws IOException, InterruptedException {
        try (var screen = Screen.open()) {
            stage.run().connect();
            var shown = stage.clock().get();
            long frame = System.nanoTime();
            while (!ended) {
                int key = screen.key();
                if (key == ' ') {
                    paused = !paused;
                } else if (key == 'q' || key == 'Q') {
                    return;
                }
                stage.run().look();
                long now = System.nanoTime();
                if (!paused) {
                    shown = shown.plusNanos((long) ((now - frame) * hoursPerSecond * 3600));
                    liveUntil(shown);
                }
                frame = now;
                screen.draw(board.screen(
                        stage.clock().get(),
                        (paused ? "paused; space goes on, q ends; " : "space pauses, q ends; ") + words,
                        screen.width(),
                        screen.height()));
                LockSupport.parkNanos(FRAME_NANOS);
            }
        }
    }

    /** Line by line, where nothing can be drawn. */
    void lineByLine(PrintWriter out) throws InterruptedException {
        stage.run()
                .watch(_ -> board.newest().ifPresent(line -> {
                    out.println(line);
                    out.flush();
                }));
        stage.run().connect();
        var shown = stage.clock().get();
        long frame = System.nanoTime();
        while (!ended && !Thread.interrupted()) {
            LockSupport.parkNanos(FRAME_NANOS);
            long now = System.nanoTime();
            shown = shown.plusNanos((long) ((now - frame) * hoursPerSecond * 3600));
            frame = now;
            liveUntil(shown);
        }
    }

    /** Lives what happens until then; a pace the machine cannot keep up with is not kept. */
    private void liveUntil(Instant shown) throws InterruptedException {
        long end = System.nanoTime() + FRAME_NANOS * 2;
        while (System.nanoTime() < end) {
            var next = stage.run().next();
            if (next.isPresent()
                    && next.get().isAfter(shown)
                    && !shown.isAfter(stage.run().until())) {
                return;
            }
            if (!stage.run().step()) {
                ended = true;
                return;
            }
        }
    }
}
