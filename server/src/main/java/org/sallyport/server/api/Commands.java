package org.sallyport.server.api;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.FrontDesk;

/**
 * Finds what a command is about, checks that the caller may give it, and gives it. What is not the caller's to see is
 * answered as if it were not there.
 */
public final class Commands {
    private final FrontDesk front;
    private final Store store;

    /** Commands to this desk. */
    public Commands(FrontDesk front, Store store) {
        this.front = front;
        this.store = store;
    }

    /** A case and where it is. */
    public record Found(FacilityId facility, EpisodeId episode, NoticeCase of) {}

    /** The case, if the caller speaks for its agency or works at its facility. */
    Found caseOf(Caller caller, CaseId id) {
        return findCase(caller, id).orElseThrow(() -> Refusal.unknown("case"));
    }

    /** The case of a notice, if the caller speaks for its agency or works at its facility. */
    Found noticeOf(Caller caller, NoticeId id) {
        return findNotice(caller, id).orElseThrow(() -> Refusal.unknown("notice"));
    }

    /** As {@link #caseOf}, empty where that refuses. */
    Optional<Found> findCase(Caller caller, CaseId id) {
        return find(caller, tx -> tx.placeOf(id), c -> c.id().equals(id));
    }

    /** As {@link #noticeOf}, empty where that refuses. */
    Optional<Found> findNotice(Caller caller, NoticeId id) {
        return find(caller, tx -> tx.placeOf(id), c -> c.notice(id).isPresent());
    }

    private Optional<Found> find(
            Caller caller, Function<Transaction, Optional<Transaction.Place>> place, Predicate<NoticeCase> which) {
        var found = store.transact(tx -> place.apply(tx)
                .flatMap(p -> tx.episode(p.episode()).cases().values().stream()
                        .filter(which)
                        .findFirst()
                        .map(c -> new Found(p.facility(), p.episode(), c))));
        return found.filter(f -> concerns(caller, f));
    }

    private static boolean concerns(Caller caller, Found found) {
        return caller.may(Role.AGENCY, found.of().agency()) || atDesk(caller, found.facility());
    }

    /** Whether the caller works at the facility's desk, supervises it or advises it. */
    static boolean atDesk(Caller caller, FacilityId facility) {
        return caller.mayAny(facility, Role.DESK, Role.SUPERVISOR, Role.COUNSEL);
    }

    /** Refuses whoever has none of these roles at the facility. */
    static void require(Caller caller, FacilityId facility, Role... roles) {
        if (!caller.mayAny(facility, roles)) {
            throw Refusal.forbidden();
        }
    }

    /** Gives a command; a refusal by the rules becomes 409. */
    void done(Function<Desk, Reply> command) {
        switch (front.command(command)) {
            case Reply.Done _ -> {}
            case Reply.Refused(var code)
            when code.endsWith(".unknown") && !code.contains("hand-over") && !code.contains("outcome") ->
                throw Refusal.unknown(code.substring(0, code.indexOf('.')));
            case Reply.Refused(var code) -> throw Refusal.conflict(code);
        }
    }

    /** The desk, for what owes nothing to channels. */
    FrontDesk front() {
        return front;
    }

    /** Reads in one transaction. */
    <T> T read(Function<Transaction, T> work) {
        return store.transact(work);
    }
}
