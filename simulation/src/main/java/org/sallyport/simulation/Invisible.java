package org.sallyport.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;

/** S8: what reaches the person, counsel and other requesters holds nothing of a victim's request. */
final class Invisible {
    private Invisible() {}

    static List<String> check(Evidence evidence) {
        var victims = new HashMap<CaseId, String>();
        var numbers = new HashSet<String>();
        var found = Replay.over(evidence, (entry, before, out) -> {
            if (entry.event() instanceof EpisodeEvent.CaseOpened opened
                    && opened.requester().equals("victim")) {
                victims.put(opened.caseId(), opened.agency());
            }
            if (entry.event() instanceof EpisodeEvent.CopyOwed owed && victims.containsKey(owed.caseId())) {
                out.add("notice " + owed.notice().number() + ": a copy to the person would tell of a victim's request");
            }
            if (entry.event() instanceof EpisodeEvent.CopyGiven given && victims.containsKey(given.caseId())) {
                out.add("notice " + given.notice().number() + ": a copy told of a victim's request");
            }
        });
        var whole = Replay.whole(evidence);
        whole.requests
                .values()
                .forEach(r -> r.file.request().filter(q -> q.fromVictim()).ifPresent(q -> numbers.add(q.number())));
        for (var got : evidence.received()) {
            var content = got.content();
            var owner = whole.cases.get(content.caseId());
            if (owner == null || !owner.agency.equals(got.agency())) {
                found.add("notice " + content.notice().number() + " reached " + got.agency()
                        + ", which does not own its case");
            }
            boolean victims1 = victims.containsKey(content.caseId());
            if (!victims1 && numbers.contains(content.request())) {
                found.add("notice " + content.notice().number() + " to " + got.agency() + " names a victim's request");
            }
        }
        for (var got : evidence.reminded()) {
            var reminder = got.reminder();
            boolean own = whole.requests.values().stream()
                    .flatMap(r -> r.file.request().stream())
                    .anyMatch(q ->
                            q.number().equals(reminder.request()) && q.agency().equals(got.agency()));
            boolean asksWhatWasDone = reminder.kind().equals("outcome");
            if (!own || numbers.contains(reminder.request()) && asksWhatWasDone) {
                found.add("a reminder of request " + reminder.request() + " reached " + got.agency());
            }
        }
        return found;
    }
}
