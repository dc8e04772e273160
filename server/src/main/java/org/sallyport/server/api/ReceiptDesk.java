package org.sallyport.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeId;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.audit.Receipts;
import org.sallyport.postgres.audit.Receipts.Pick;
import org.sallyport.postgres.audit.Receipts.Wanted;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.lists.RequestRow;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;

/**
 * Gives receipts of record to those who may have them. What the caller may not have, what was destroyed, everything of
 * a victim's request (promise S8) and what does not exist at all are answered alike.
 */
public final class ReceiptDesk {
    private static final String VICTIM = "victim";

    private final Commands commands;
    private final Lists lists;
    private final Optional<Receipts> receipts;

    /** A desk over these lists; without a log there is no receipt. */
    public ReceiptDesk(Commands commands, Lists lists, Optional<Receipts> receipts) {
        this.commands = commands;
        this.lists = lists;
        this.receipts = receipts;
    }

    /** What a receipt can be of. */
    public enum Of {
        REQUEST,
        NOTICE,
        SENDING,
        ACKNOWLEDGEMENT,
        DETERMINATION;

        /** As addresses write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Of word(String word) {
            for (var of : values()) {
                if (of.word().equals(word)) {
                    return of;
                }
            }
            throw nothing();
        }
    }

    private static Refusal nothing() {
        return Refusal.unknown("receipt");
    }

    /**
     * Takes a receipt, as a file.
     *
     * @param what          a word of {@link Of}
     * @param name          a request's number or name; a notice's name; for a determination a notice's or a case's
     * @param determination the determination's own name; empty for the one the notice cites, or the case's present one
     * @throws Refusal 404 unless the caller may have it; 409 while it is in no checkpoint yet
     */
    public byte[] take(String what, String name, String determination, Caller caller) {
        var wanted = switch (Of.word(what)) {
            case REQUEST -> request(name, caller);
            case NOTICE ->
                ofNotice(
                        name,
                        caller,
                        "episode.attempt-started",
                        Pick.FIRST,
                        (event, notice) -> event instanceof EpisodeEvent.AttemptStarted e
                                && e.content().notice().equals(notice));
            case SENDING ->
                ofNotice(
                        name,
                        caller,
                        "episode.attempt-ended",
                        Pick.FIRST,
                        (event, notice) -> event instanceof EpisodeEvent.AttemptEnded e
                                && e.taken()
                                && e.notice().equals(notice));
            case ACKNOWLEDGEMENT ->
                ofNotice(
                        name,
                        caller,
                        "episode.acknowledged",
                        Pick.LAST,
                        (event, notice) -> event instanceof EpisodeEvent.Acknowledged e
                                && e.notice().equals(notice));
            case DETERMINATION -> determination(name, determination, caller);
        };
        return switch (receipts.orElseThrow(ReceiptDesk::nothing).of(wanted)) {
            case Receipts.Found.Made(RecordReceipt receipt) -> ReceiptFile.write(receipt);
            case Receipts.Found.NotYet _ -> throw Refusal.conflict("receipt.not-yet");
            case Receipts.Found.Nothing _ -> throw nothing();
        };
    }

    private Wanted request(String name, Caller caller) {
        var row = (name.startsWith("R-") ? lists.request(name) : named(new RequestId(uuid(name))))
                .filter(r -> !r.requester().equals(VICTIM))
                .filter(r -> caller.may(Role.AGENCY, r.agency()) || Commands.atDesk(caller, r.addressee()))
                .orElseThrow(ReceiptDesk::nothing);
        return new Wanted(row.id().value(), "request.received", RequestEvent.Received.class::isInstance, Pick.FIRST);
    }

    private Optional<RequestRow> named(RequestId id) {
        return commands.read(tx -> tx.peek(List.of(id)).values().stream()
                .flatMap(file -> RequestRow.of(file).stream())
                .findFirst());
    }

    private interface About {
        boolean test(Recorded event, NoticeId notice);
    }

    private Wanted ofNotice(String name, Caller caller, String type, Pick pick, About about) {
        var notice = new NoticeId(uuid(name));
        var found = shown(commands.findNotice(caller, notice));
        return new Wanted(found.episode().value(), type, event -> about.test(event, notice), pick);
    }

    /** Holds more than a notice may tell, so it is for the facility alone (promise S2). */
    private Wanted determination(String name, String determination, Caller caller) {
        var id = uuid(name);
        var notice = new NoticeId(id);
        var byNotice = commands.findNotice(caller, notice);
        var found = shown(byNotice.or(() -> commands.findCase(caller, new CaseId(id))));
        if (!Commands.atDesk(caller, found.facility())) {
            throw nothing();
        }
        var cited = byNotice.flatMap(f -> f.of().notice(notice))
                .map(n -> n.content().determination());
        var meant = determination.isEmpty() ? cited : Optional.of(determination);
        var of = found.of().id();
        Predicate<Recorded> which = event -> event instanceof EpisodeEvent.Determined e
                && e.caseId().equals(of)
                && meant.filter(m -> !m.equals(e.determinationId())).isEmpty();
        return new Wanted(found.episode().value(), "episode.determined", which, Pick.LAST);
    }

    private static Commands.Found shown(Optional<Commands.Found> found) {
        return found.filter(f -> !f.of().requester().equals(VICTIM)).orElseThrow(ReceiptDesk::nothing);
    }

    private static UUID uuid(String name) {
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException _) {
            throw nothing();
        }
    }
}
