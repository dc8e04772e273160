package org.sallyport.cli.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the demonstration came to. Counts depend on nothing but the seed, the days and the counties.
 *
 * @param seed           what everything was drawn from
 * @param days           how many days of jail life
 * @param from           the first moment (UTC instant)
 * @param until          the moment at which it stopped (UTC instant)
 * @param feed           what the four feeds said
 * @param requests       what became of the requests
 * @param determinations how often the law was asked, and the answer in force of each case
 * @param notices        notices that left, by kind
 * @param timing         how they stood to their deadlines
 * @param leadTime       how long before people really left their first notice was taken
 * @param leadTimeFrom   the same from each of four times: {@code happened entered received acted}
 * @param replies        what receivers answered
 * @param deliveries     what channels and receivers counted
 * @param alarms         alarms to named roles, by kind
 * @param journal        entries of the journal
 * @param promises       each promise: {@code holds}, or the exact counter-example
 */
record Summary(
        long seed,
        int days,
        Instant from,
        Instant until,
        Feed feed,
        Requests requests,
        Determinations determinations,
        Map<String, Long> notices,
        Timing timing,
        LeadTime leadTime,
        Map<String, LeadTime> leadTimeFrom,
        Replies replies,
        Deliveries deliveries,
        Map<String, Long> alarms,
        long journal,
        Map<String, String> promises) {

    /** What the feeds said: events without heartbeats, people booked, stays that ended. */
    record Feed(long events, long heartbeats, long booked, long released) {}

    /**
     * What became of the requests.
     *
     * @param received  taken in and receipted
     * @param refused   not taken in, by the code of the first problem
     * @param bound     applied to a stay
     * @param proposed  put before a person because the match was weak
     * @param confirmed of those, confirmed by the person
     * @param defects   with a defect of form that a person had to look at
     * @param withdrawn taken back by the agency
     * @param cancelled cancelled by a later form
     * @param expired   ended by their own date, or unbound too long
     */
    record Requests(
            long received,
            Map<String, Long> refused,
            long bound,
            long proposed,
            long confirmed,
            long defects,
            long withdrawn,
            long cancelled,
            long expired) {}

    /**
     * What the law answered.
     *
     * @param made           determinations recorded
     * @param byJurisdiction the answer in force of each case: jurisdiction to outcome to count
     * @param byRequester    the same: kind of requester to jurisdiction to outcome to count
     */
    record Determinations(
            long made,
            Map<String, Map<String, Long>> byJurisdiction,
            Map<String, Map<String, Map<String, Long>>> byRequester) {}

    /**
     * How advance notices stood to their deadlines.
     *
     * @param onTime        taken by a provider by the deadline
     * @param shortByCause  sent with less than the lead time, by cause
     * @param late          knowable in time and yet taken after the deadline
     * @param notSentByCause no notice left before the person did, by cause
     * @param undecided     no notice because nobody answered the question that waited
     */
    record Timing(
            long onTime, Map<String, Long> shortByCause, long late, Map<String, Long> notSentByCause, long undecided) {}

    /** Lead time in hours, over the cases whose person has left; quantiles are absent without any. */
    record LeadTime(long cases, Optional<Double> p10, Optional<Double> p50, Optional<Double> p90) {}

    /** What receivers answered: notices acknowledged by answer, and how many a named role had to take over. */
    record Replies(long acknowledged, Map<String, Long> answers, long escalated) {}

    /**
     * What channels and receivers counted.
     *
     * @param attempts   hand-overs begun
     * @param failed     of those, not taken
     * @param webhooks   signed webhooks received and verified
     * @param keys       different keys among them
     * @param mails      e-mails to agencies
     * @param calls      notices read out by telephone
     * @param unverified webhooks whose signature did not verify
     * @param roleMails  e-mails to named roles of the facilities
     */
    record Deliveries(
            long attempts,
            long failed,
            long webhooks,
            long keys,
            long mails,
            long calls,
            long unverified,
            long roleMails) {}

    /** Whether every promise holds. */
    boolean kept() {
        return promises.values().stream().allMatch("holds"::equals);
    }

    /** The promises that do not hold. */
    List<String> broken() {
        return promises.entrySet().stream()
                .filter(p -> !p.getValue().equals("holds"))
                .map(Map.Entry::getKey)
                .toList();
    }
}
