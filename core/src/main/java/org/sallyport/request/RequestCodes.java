package org.sallyport.request;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The codes a request may use, spelled as in {@code docs/formats/request.md}. */
final class RequestCodes {
    static final List<String> FORMS = List.of(
            "I-247A",
            "I-247G",
            "I-247N",
            "I-247D",
            "I-247",
            "I-247X",
            "warrant",
            "hold",
            "probation",
            "parole",
            "iad",
            "victim",
            "consular",
            "other");
    static final List<String> REQUESTERS =
            List.of("immigration", "law-enforcement", "court", "supervision", "other-state", "victim", "consulate");
    static final List<String> ASKS = List.of("notice", "hold", "transfer", "interview", "relay", "event-notice");
    static final List<String> BASIS =
            List.of("pc-final-order", "pc-proceedings", "pc-biometric", "pc-statements-evidence", "dhs-transfer");
    static final List<String> PAPERS =
            List.of("I-200", "I-205", "I-203", "I-286", "judicial-warrant", "court-order", "subpoena", "affidavit");
    static final List<String> ISSUERS = List.of(
            "immigration-officer",
            "immigration-judge",
            "federal-district-judge",
            "federal-magistrate",
            "state-judge",
            "state-magistrate",
            "dc-superior-court");
    static final List<String> PURPOSES =
            List.of("criminal-immigration-offence", "immigration-custody", "other-criminal", "other");
    static final List<String> GRADES = List.of("felony", "misdemeanor");
    static final List<String> SERVED_HOW = List.of("in-person", "mail", "other");
    static final List<String> YES_NO = List.of("yes", "no");
    static final List<String> BOXES = List.of("1", "2");
    static final List<String> IDENTIFIERS = List.of("booking", "sid", "ucn", "fbi", "a-number", "other");

    /** Forms of one requester only. */
    static final Map<String, String> REQUESTER_OF_FORM = Map.of(
            "I-247A", "immigration",
            "I-247G", "immigration",
            "I-247N", "immigration",
            "I-247D", "immigration",
            "I-247", "immigration",
            "I-247X", "immigration",
            "victim", "victim",
            "consular", "consulate");

    /** Forms no longer issued, of which old ones may still stand (F-13). */
    static final Set<String> LEGACY = Set.of("I-247", "I-247D", "I-247N", "I-247X");

    /** Forms that never ask for a hold, whatever an operator keys (F-12). */
    static final Set<String> WITHOUT_HOLD = Set.of("I-247G", "I-247N");

    private RequestCodes() {}

    static boolean immigrationForm(String form) {
        return form.startsWith("I-247");
    }
}
