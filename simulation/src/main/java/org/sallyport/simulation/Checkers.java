package org.sallyport.simulation;

import java.util.List;

/**
 * The promises of the product, each a named function over the evidence. None asks the deciders: each works out from
 * what was recorded and received whether the promise held.
 */
public final class Checkers {
    private Checkers() {}

    /** A disclosing notice cites an active request and a determination valid when the attempt started. */
    public static final Checker S1 = new Checker("S1", "no notice without authority", Authority::check);

    /** A notice holds only what its determination discloses; receipts and take-backs disclose nothing. */
    public static final Checker S2 = new Checker("S2", "nothing beyond the determination", Disclosure::check);

    /** Only the jail's own feed says when somebody leaves. */
    public static final Checker S3 = new Checker("S3", "release is untouchable", ReleaseTimes::check);

    /** A request binds by itself only at its addressee, by a strong identifier that nothing contradicts. */
    public static final Checker S4 = new Checker("S4", "right person, right jail", Binding::check);

    /** A past determination recomputes from the facts and the book it names. */
    public static final Checker S5 = new Checker("S5", "same facts, same answer", Recomputing::check);

    /** No attempt starts after a stop is on record. */
    public static final Checker S6 = new Checker("S6", "stops stop", Stopping::check);

    /** Nothing about a victim's request reaches anybody else. */
    public static final Checker S8 = new Checker("S8", "victims are invisible", Invisible::check);

    /** No improbable burst of notices leaves without a person's word. */
    public static final Checker BREAKER = new Checker("BREAKER", "a burst waits for a person", Bursts::check);

    /** What is owed is handed to a channel by its deadline, or at once. */
    public static final Checker L1 = new Checker("L1", "on time when knowable", OnTime::owed);

    /** What was told is what the facts now say, or was taken back. */
    public static final Checker L2 = new Checker("L2", "dates move, notices follow", OnTime::follows);

    /** Each notice ends acknowledged or with a named role told in time. */
    public static final Checker L3 = new Checker("L3", "delivered or someone knows", Delivered::check);

    /** Every request and every case ends with its outcome recorded. */
    public static final Checker L4 = new Checker("L4", "every request ends", Ended::check);

    /** Two missed intervals raise an alarm. */
    public static final Checker L5 = new Checker("L5", "silence is heard", Silence::check);

    /** What Sallyport said it has is in the journal, once; a matching request is bound or asked about. */
    public static final Checker KEPT =
            new Checker("KEPT", "nothing acknowledged is lost, nobody is missed", Kept::check);

    /** What must hold at every moment, whatever goes wrong. */
    public static final List<Checker> SAFETY = List.of(S1, S2, S3, S4, S5, S6, S8, BREAKER);

    /** What must hold once faults have stopped. */
    public static final List<Checker> LIVENESS = List.of(L1, L2, L3, L4, L5, KEPT);
}
