package org.sallyport.cli.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.custody.CustodyFold;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.notice.CaseFacts;
import org.sallyport.notice.CaseId;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Explanation;
import org.sallyport.policy.Outcome;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Question;

/**
 * Puts every stay of a feed before the tables with one complete request of each kind, everything adopted, and
 * counts which questions the feed left open and how many cases went to a person for it.
 */
final class AskShare {
    private final Facility facility;
    private final PolicyBook book;
    private final Map<String, Asked> questions = new TreeMap<>();
    private final Map<String, Cases> cases = new TreeMap<>();

    AskShare(Facility facility, PolicyBook book) {
        this.facility = facility;
        this.book = book.withAdoptions(new Adoptions.All());
    }

    /**
     * How often a question was asked and how often the feed left it open.
     *
     * @param by    the kinds of request that ask it
     * @param needs the fields of the facts it reads
     */
    static final class Asked {
        private final List<String> by = new ArrayList<>();
        private final List<String> needs;
        private long times;
        private long open;

        Asked(List<String> needs) {
            this.needs = needs;
        }

        List<String> by() {
            return by;
        }

        List<String> needs() {
            return needs;
        }

        long times() {
            return times;
        }

        long open() {
            return open;
        }

        boolean never() {
            return times > 0 && open == times;
        }
    }

    /** How many cases of a kind of request there are, go to a person, and do so while the feed left a question open. */
    static final class Cases {
        private long all;
        private long ask;
        private long askedForFeed;

        long all() {
            return all;
        }

        long ask() {
            return ask;
        }

        long askedForFeed() {
            return askedForFeed;
        }
    }

    /** Puts one stay before the tables, as of its last event. */
    void stay(List<FeedEvent> events) {
        var last = events.stream()
                .map(FeedEvent::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        var stay = CustodyFold.fold(facility.ordering(), events);
        var day = LocalDate.ofInstant(last, facility.zone());
        StandardRequests.of(facility, day).forEach((kind, request) -> {
            var id = CaseId.of(request.id(), new EpisodeId(new java.util.UUID(0, 0)));
            count(kind, book.explain(CaseFacts.of(id, request, stay, facility, last)));
        });
    }

    private void count(String kind, Explanation said) {
        boolean open = false;
        for (var answers : said.answers().values()) {
            for (var answered : answers) {
                open |= count(kind, answered.question(), answered.answer());
            }
        }
        var sum = cases.computeIfAbsent(kind, _ -> new Cases());
        sum.all++;
        if (said.determination().outcome() == Outcome.ASK) {
            sum.ask++;
            sum.askedForFeed += open ? 1 : 0;
        }
    }

    /** Counts one answer; whether the feed left it open. */
    private boolean count(String kind, Question question, String answer) {
        var needs =
                question.needs().stream().filter(AskShare::fromFeed).sorted().toList();
        if (needs.isEmpty()) {
            return false;
        }
        var asked = questions.computeIfAbsent(question.text(), _ -> new Asked(needs));
        asked.times++;
        if (!asked.by.contains(kind)) {
            asked.by.add(kind);
        }
        boolean open = answer.equals("unknown");
        asked.open += open ? 1 : 0;
        return open;
    }

    private static boolean fromFeed(String field) {
        return !field.startsWith("request") && !field.startsWith("asOf") && !field.startsWith("facility");
    }

    /** The questions the feed has to answer, by their text. */
    Map<String, Asked> questions() {
        return questions;
    }

    /** The cases by kind of request. */
    Map<String, Cases> cases() {
        return cases;
    }
}
