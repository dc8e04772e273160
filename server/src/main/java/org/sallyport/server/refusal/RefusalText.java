package org.sallyport.server.refusal;

import java.util.Map;
import org.sallyport.problem.Problem;

/** Says in words what the desk's refusal codes mean. */
public final class RefusalText {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("notice.not-sent", "A notice that was sent; nobody can have this one yet."),
            Map.entry("acknowledgement.answer", "One of coming, not-coming, undecided."),
            Map.entry("decision.not-asked", "A case that waits for a decision."),
            Map.entry("decision.counsel-only", "Counsel: a table that is not yet adopted bars it."),
            Map.entry("decision.citation-and-reason", "A citation and a reason."),
            Map.entry("decision.role", "The role that was asked."),
            Map.entry(
                    "receipt.not-yet",
                    "An entry that stands in a signed checkpoint; this one will within two seconds. Ask again."),
            Map.entry("copy.not-owed", "A copy that is owed and was not given."),
            Map.entry("hand-over.unknown", "One of arrived, transferred, not-arrived, refused."),
            Map.entry(
                    "outcome.unknown",
                    "One of taken-into-custody, declined, released-to-community, removed, released-later,"
                            + " not-reported, other."),
            Map.entry("staff-action.ahead", "A moment that has passed: nobody was told in the future."),
            Map.entry("staff-action.channel", "One of phone, fax, email, in-person, other."),
            Map.entry("pause.none", "Notices that wait for a decision about a burst."),
            Map.entry("call.unknown", "A call that waits."),
            Map.entry("match.not-proposed", "A match that was proposed and waits for a person."),
            Map.entry(
                    "request.not-taken",
                    "A request that this record takes in. Counsel of the facility can say whether that is right."),
            Map.entry("request.idempotency-key", "An Idempotency-Key that was not used with another body."),
            Map.entry("request.not-offered", "A request that another facility passed on and that waits for an answer."),
            Map.entry("request.counsel-only", "Counsel: a table that is not yet adopted bars taking it in."),
            Map.entry("account.name-taken", "A name that no account has."),
            Map.entry("stay.unknown", "A stay of this facility, by the name in the address of its page."),
            Map.entry("expungement.open", "A stay without an expungement under way."),
            Map.entry("expungement.names-person", "A reason and a citation that name nobody and no number of theirs."),
            Map.entry(
                    "expungement.person",
                    "A person's account, by name and password or in the console. No key proposes or confirms an"
                            + " expungement: two people answer for it."),
            Map.entry(
                    "expungement.held", "A stay that no legal hold covers. Lift the hold first; it keeps the record."),
            Map.entry("legal-hold.names-person", "A reason and a citation that name nobody and no number of theirs."),
            Map.entry(
                    "retention.person",
                    "A person's account, by name and password or in the console. No key places or lifts a hold, or"
                            + " runs the schedule: a named person answers for it."),
            Map.entry("retention.report", "The digest of the report as it is now. Read it again: something changed."),
            Map.entry("expungement.two-persons", "Another person than the one who proposed it."),
            Map.entry("expungement.stage", "An expungement that is still proposed."),
            Map.entry(
                    "keys.environment",
                    "A master key this server keeps itself. Put the next one where the environment names it, and the"
                            + " one before into SALLYPORT_MASTER_KEY_ALSO_FILES."),
            Map.entry("case.moved", "The case's present stay; its records were joined or parted. Ask again."));

    private RefusalText() {}

    /** The refusal of this code as a problem. */
    public static Problem of(String code) {
        var expected = WORDS.getOrDefault(code, "A state in which this can be done.");
        return new Problem(code, "", "", expected, "Read its present state, then decide again.");
    }
}
