package org.sallyport.policy;

/** What a facility might do for a requester. Each act has its own tables; none is inferred from another. */
public enum Act implements Worded {
    /** Tell the requester of a projected release. */
    NOTICE("notice"),
    /** Tell of a release that is possible but not projected: bond set, hearing. */
    POSSIBLE_RELEASE("possible-release"),
    /** Tell that the person has left. */
    AFTER_RELEASE("after-release"),
    /** Tell of a death in custody. */
    EVENT_DEATH("event-notice.death"),
    /** Tell of a stay in hospital. */
    EVENT_HOSPITAL("event-notice.hospital"),
    /** Tell of a transfer to another facility. */
    EVENT_TRANSFER("event-notice.transfer"),
    /** Tell of an escape. */
    EVENT_ESCAPE("event-notice.escape"),
    /** Pass the request on to the facility the person moves to. */
    RELAY("relay"),
    /** Let the requester take the person over inside the facility, no later than the release. */
    HAND_OVER("hand-over"),
    /** Disclose personal information other than the release. */
    PERSONAL_INFORMATION("personal-information"),
    /** Let the requester interview the person. */
    INTERVIEW("interview"),
    /** Custody past release. A recorded limit of the law only: nothing in the product holds anyone. */
    HOLD("hold"),
    /** Give the person a copy of the request. */
    COPY_TO_PERSON("copy-to-person");

    private final String word;

    Act(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
