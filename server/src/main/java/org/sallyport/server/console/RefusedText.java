package org.sallyport.server.console;

/** Says to a person why a command was refused, and what to do instead. */
final class RefusedText {
    private RefusedText() {}

    static String of(String code) {
        return switch (code) {
            case "decision.not-asked" -> "Nothing waits for a decision here any more. Look at the case again.";
            case "decision.counsel-only" ->
                "A table that is not adopted would bar this. Only counsel may answer yes. Ask counsel.";
            case "decision.citation-and-reason" -> "Counsel must give a citation and a reason. Fill in both.";
            case "decision.role" -> "This question is for a supervisor or counsel. Ask one of them.";
            case "staff-action.ahead" -> "That moment is still ahead. Say when the agency was told.";
            case "call.unknown" -> "This call waits no more: it was recorded, or its notice has changed.";
            case "pause.none" -> "No notices wait any more: somebody decided, or the feed took back what it had said.";
            case "match.not-proposed" -> "This match is not proposed any more. Look at the request again.";
            case "request.not-offered" -> "This request waits for no answer any more. Look at it again.";
            case "request.counsel-only" ->
                "A table that is not adopted would bar taking this request in. Only counsel may say yes. Ask counsel.";
            case "request.reason-missing" -> "Say why, in words that name nobody.";
            case "copy.not-owed" -> "No copy is owed any more: it was recorded before.";
            case "expungement.two-persons" -> "You proposed it. Another person confirms it.";
            case "expungement.held" -> "A legal hold covers this stay. Lift the hold first; until then it is kept.";
            case "expungement.open" -> "An expungement of this stay is under way already.";
            case "expungement.stage" -> "It was confirmed or dropped meanwhile. Look at it again.";
            case "expungement.names-person", "legal-hold.names-person" ->
                "Reason and citation stay on record. Write them without a name or number of the person.";
            case "stay.unknown" -> "No such stay here. Copy its name from the address of its page.";
            case "case.moved" -> "The case moved to another stay when records were joined. Look at the board.";
            default -> "Refused (" + code + "). Look at the case again.";
        };
    }
}
