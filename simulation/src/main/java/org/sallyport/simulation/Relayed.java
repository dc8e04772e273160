package org.sallyport.simulation;

import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.notice.CaseFacts;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;

/**
 * S1 and S4 of a request that follows someone: both facilities' tables let it at that moment, or people said yes; what
 * is taken back stands no more.
 */
final class Relayed {
    private Relayed() {}

    static List<String> check(Evidence evidence) {
        return Replay.over(evidence, (entry, before, found) -> {
            var id = new RequestId(entry.stream().id());
            if (entry.event() instanceof RequestEvent.Offered offered) {
                refusal(offered, before)
                        .ifPresent(why -> found.add("request "
                                + offered.request().number() + " passed on at " + offered.at() + ": " + why));
            }
            var asked = before.requests.get(id);
            if (entry.event() instanceof RequestEvent.Received received && asked != null && !asked.file.takenIn()) {
                found.add("request " + received.request().number() + " stands since " + received.at()
                        + " and nobody took it in who was asked");
            }
            if (entry.event() instanceof EpisodeEvent.RelayEnded ended
                    && ended.why().equals("taken-back")
                    && before.requests.values().stream().anyMatch(r -> standsAs(r, ended.number()))) {
                found.add("request " + ended.number() + " was taken back at " + ended.at() + " and still stands");
            }
        });
    }

    private static boolean standsAs(Ledger.Asked asked, String number) {
        return asked.file.request().filter(r -> r.number().equals(number)).isPresent()
                && (asked.stands() || asked.file.offered());
    }

    private static Optional<String> refusal(RequestEvent.Offered offered, Ledger before) {
        var first = before.requests.get(offered.from().request());
        if (first == null || !first.stands()) {
            return Optional.of("the request it cites does not stand");
        }
        var there = offered.request().addressee();
        var c = before.cases.values().stream()
                .filter(x -> x.request.equals(offered.from().request()))
                .filter(x -> wentTo(before, x, there.path()))
                .findFirst();
        if (c.isEmpty()) {
            return Optional.of("nobody it applied to was transferred there");
        }
        var stay = before.stayOf(c.get());
        if (before.mode(stay.facility, c.get().requester) == Mode.SHADOW) {
            return Optional.of(stay.facility + " lets nothing leave");
        }
        var here = before.law(c.get(), offered.at());
        boolean open = here.toDo(Act.RELAY) == Notify.ASK
                || !first.file.defects().isEmpty()
                || before.mode(stay.facility, c.get().requester) == Mode.ASSISTED;
        if (!lets(here) || open && !Authority.approved(c.get(), here, Act.RELAY)) {
            return Optional.of("the law of " + stay.facility + " did not let it");
        }
        var law = before.book()
                .decide(CaseFacts.there(
                        c.get().id, first.file, before.custody(stay), before.facility(there.path()), offered.at()));
        boolean asks = law.toDo(Act.RELAY) == Notify.ASK;
        return lets(law) && asks != offered.role().isEmpty()
                ? Optional.empty()
                : Optional.of("the law of " + there + " did not let it");
    }

    private static boolean lets(Determination law) {
        return law.acts().containsKey(Act.RELAY) && law.toDo(Act.RELAY) != Notify.NO;
    }

    private static boolean wentTo(Ledger before, Ledger.Case c, String there) {
        return before.custody(before.stayOf(c)).phase() instanceof Phase.Released gone
                && gone.reason() == ReleaseReason.TRANSFER
                && gone.to().replaceFirst("^/", "").equals(there);
    }
}
