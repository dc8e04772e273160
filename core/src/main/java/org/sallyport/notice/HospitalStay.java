package org.sallyport.notice;

import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.CustodyFact;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;

/** Tells of a stay in hospital. */
final class HospitalStay {
    private final CaseInHand at;
    private final Situation s;
    private final Telling telling;

    HospitalStay(CaseInHand at, Telling telling) {
        this.at = at;
        this.s = at.s();
        this.telling = telling;
    }

    /**
     * A stay in hospital is told beside the release, once each time, where its own table lets it: it neither replaces
     * what was told of the release nor is taken back when the person returns.
     */
    void tell(Determination law) {
        boolean away = s.stay().phase() instanceof Phase.Away out && out.reason() == CustodyFact.LeaveReason.HOSPITAL;
        if (!away || !s.applies() || s.stay().sealed()) {
            at.c().notices().stream()
                    .filter(n -> n.content().kind().aside() && n.pending() && n.attempts() == 0)
                    .forEach(n -> at.drop(n, "back-from-hospital"));
            return;
        }
        var since = s.stay().phase() instanceof Phase.Away out ? out.since() : s.now();
        var told = at.c().notices().stream()
                .filter(n -> n.content().kind() == NoticeKind.HOSPITAL && !n.dropped())
                .toList();
        boolean known = told.stream().anyMatch(n -> !n.content().fixedAt().isBefore(since));
        var allowed = Permission.of(Act.EVENT_HOSPITAL, at.c(), s, law);
        if (allowed == Permission.YES && !known) {
            var tell = new Wanted.Tell(
                    Act.EVENT_HOSPITAL,
                    NoticeKind.HOSPITAL,
                    Optional.empty(),
                    "happened",
                    "hospital",
                    "",
                    s.now(),
                    s.now());
            var content = telling.content(
                    NoticeKind.HOSPITAL, told.size() + 1, Optional.of(tell), Optional.empty(), List.of());
            at.then(new EpisodeEvent.NoticePlanned(at.c().id(), content, s.now(), s.now(), s.now()));
        } else if (allowed != Permission.YES) {
            told.stream().filter(n -> n.pending() && n.attempts() == 0).forEach(n -> at.drop(n, allowed.why()));
            if (allowed == Permission.ASK && !known && at.c().asked().isEmpty()) {
                Permission.ask(Act.EVENT_HOSPITAL, s.now().plus(Permission.QUESTION_AFTER), at.c(), s, law)
                        .forEach(at::then);
            }
        }
    }
}
