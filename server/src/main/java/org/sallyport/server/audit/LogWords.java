package org.sallyport.server.audit;

import org.sallyport.desk.LogTrouble;

/** What is wrong with the audit log, in words for people. */
public final class LogWords {
    private LogWords() {}

    /** Why a witness did not cosign, in words; empty when it did. */
    public static String ofFault(String fault) {
        return switch (fault) {
            case "" -> "";
            case WitnessRound.SHRUNK -> "it has cosigned entries that this log lacks";
            case WitnessRound.REWRITTEN -> "it has cosigned other entries than this log has";
            case WitnessRound.NOT_FOLLOWED -> "it does not follow this log, or knows it by another key";
            default -> "it does not answer";
        };
    }

    /** One sentence, without its full stop. */
    public static String of(LogTrouble trouble) {
        return switch (trouble) {
            case BEHIND -> "The audit log is behind: entries wait for it longer than ten seconds";
            case BROKEN -> "The audit log does not grow: what is kept of it does not fit together";
            case UNCOSIGNED -> "No outside witness has cosigned the audit log for five minutes";
            case SHRUNK ->
                "A witness has cosigned entries that the audit log lacks: an older state was restored, or entries were"
                        + " taken away";
            case REWRITTEN -> "A witness has cosigned other entries than the audit log has: entries were altered";
            case DIFFERS -> "An entry was found that is not what was recorded";
        };
    }
}
