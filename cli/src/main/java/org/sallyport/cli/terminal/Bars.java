package org.sallyport.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bar of long commands, on standard error. */
public final class Bars {
    private Bars() {}

    /** A bar for a task of an unknown length. */
    public static ProgressBar of(String task, String unit, long size) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(1)
                .setUnit(unit, size)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setMaxRenderedLength(80)
                .build();
    }

    /** So much of so much is done. */
    public static void at(ProgressBar bar, long done, long of) {
        bar.maxHint(Math.max(1, Math.max(done, of)));
        bar.stepTo(done);
    }
}
