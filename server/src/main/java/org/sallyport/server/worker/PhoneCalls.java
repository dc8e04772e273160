package org.sallyport.server.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Store;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;
import org.sallyport.postgres.phone.PhoneSheets;
import org.sallyport.postgres.phone.PhoneSheets.Sheet;

/** The phone sheets as the desk works them: which calls are still to be made, and what came of one. */
public final class PhoneCalls {
    /** What those who are called may say; {@code no-answer} when nobody was reached. */
    public static final Set<String> ANSWERS = Set.of("coming", "not-coming", "undecided", "no-answer");

    private final PhoneSheets sheets;
    private final FrontDesk desk;
    private final Store store;

    /** The calls of these sheets. */
    public PhoneCalls(PhoneSheets sheets, FrontDesk desk, Store store) {
        this.sheets = sheets;
        this.desk = desk;
        this.store = store;
    }

    /**
     * The calls a facility's desk has to make, soonest deadline first. The sheet of a notice that was acknowledged by
     * another way, dropped, or planned anew goes.
     */
    public List<Sheet> waiting(FacilityId facility) {
        var needed = new ArrayList<Sheet>();
        for (var sheet : sheets.waiting(facility)) {
            if (needed(sheet)) {
                needed.add(sheet);
            } else {
                sheets.done(sheet.notice());
            }
        }
        return List.copyOf(needed);
    }

    private boolean needed(Sheet sheet) {
        return store.transact(tx -> tx.episode(sheet.episode())).cases().values().stream()
                .filter(c -> c.closed().isEmpty())
                .flatMap(c -> c.notice(sheet.notice()).stream())
                .anyMatch(n -> open(n, sheet));
    }

    private static boolean open(NoticeState n, Sheet sheet) {
        return n.pending() && n.acknowledgedAt().isEmpty() && n.attempts() == sheet.attempt();
    }

    /**
     * Records what came of a call.
     *
     * @param answer one of {@link #ANSWERS}
     * @param spoke  who answered, as the agency's own reference; may be empty
     * @param by     who called
     * @return refused when no such call waits
     */
    public Reply called(FacilityId facility, NoticeId notice, String answer, String spoke, String by) {
        var sheet = sheets.of(notice).filter(s -> s.facility().equals(facility));
        if (sheet.isEmpty()) {
            return new Reply.Refused("call.unknown");
        }
        boolean reached = !answer.equals("no-answer");
        var detail = reached ? "phone-answered" : "phone-no-answer";
        var reply = desk.command((Desk d) -> d.attemptEnded(notice, sheet.get().attempt(), reached, detail));
        if (reached && reply instanceof Reply.Done) {
            reply = desk.command((Desk d) -> d.acknowledge(notice, answer, spoke, by));
        }
        sheets.done(notice);
        return reply;
    }
}
