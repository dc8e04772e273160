package org.sallyport.policy;

/**
 * What a facility does where the law says {@code may}.
 *
 * @param facility  the facility, as facts name its jurisdiction, or {@link #EVERYWHERE} in studies
 * @param requester the requester it speaks about
 * @param act       the act
 * @param toDo      yes, no, or ask
 */
public record Practice(String facility, Facts.Requester requester, Act act, Notify toDo) {
    /** Stands for every facility that has no practice of its own. */
    public static final String EVERYWHERE = "*";
}
