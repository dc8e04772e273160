package org.sallyport.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.SubjectMatch;

/**
 * Brings one request and one stay, both locked, together or apart: by itself only on a strong match (S4), otherwise by
 * asking a person.
 */
final class Matching {
    private static final String BY_PERSON = "confirmed by ";

    private Matching() {}

    static void apply(Transaction tx, FacilityFile at, RequestFile request, EpisodeFile episode, Cause cause) {
        var facility = at.facility().orElseThrow();
        if (!request.active() || episode.absorbedInto().isPresent()) {
            return;
        }
        var asked = request.request().orElseThrow();
        var stay = episode.custody(facility.ordering());
        var bound = Optional.ofNullable(request.bound().get(episode.id()));
        if (bound.isEmpty() && !stay.inCustody()) {
            return;
        }
        switch (SubjectMatch.match(asked, facility.id(), stay)) {
            case SubjectMatch.Strong(var how) -> {
                if (bound.isEmpty() && !request.rejected().contains(episode.id())) {
                    bind(tx, facility, request, episode, how, cause);
                }
            }
            case SubjectMatch.Weak(var reasons) -> propose(tx, facility, request, episode, bound, reasons, cause);
            case SubjectMatch.Contradicted(var reasons) -> {
                if (bound.filter(how -> !how.startsWith(BY_PERSON)).isPresent()) {
                    unbind(tx, facility, request, episode.id(), "contradicted", cause);
                }
                propose(tx, facility, request, episode, Optional.empty(), reasons, cause);
            }
            case SubjectMatch.None _ -> {
                if (bound.filter(how -> !how.startsWith(BY_PERSON)).isPresent()) {
                    unbind(tx, facility, request, episode.id(), "no-longer-matches", cause);
                }
            }
        }
    }

    /** Whether a request and a stay in custody stand to each other otherwise than the facts say. */
    static boolean differs(Facility facility, RequestFile request, EpisodeFile episode) {
        if (!request.active()) {
            return false;
        }
        var bound = Optional.ofNullable(request.bound().get(episode.id()));
        boolean byPerson = bound.filter(how -> how.startsWith(BY_PERSON)).isPresent();
        boolean asked = request.proposed().containsKey(episode.id())
                || request.rejected().contains(episode.id());
        var stay = episode.custody(facility.ordering());
        return switch (SubjectMatch.match(request.request().orElseThrow(), facility.id(), stay)) {
            case SubjectMatch.Strong _ -> bound.isEmpty() && !request.rejected().contains(episode.id());
            case SubjectMatch.Weak _ -> bound.isEmpty() && !asked;
            case SubjectMatch.Contradicted _ -> bound.isPresent() ? !byPerson : !asked;
            case SubjectMatch.None _ -> bound.isPresent() && !byPerson;
        };
    }

    static void bind(
            Transaction tx, Facility facility, RequestFile request, EpisodeFile episode, String how, Cause cause) {
        var asked = request.request().orElseThrow();
        tx.append(
                request.id(),
                facility.id(),
                asked.agency(),
                List.of(new RequestEvent.Bound(episode.id(), how, tx.now())),
                cause);
        var caseId = CaseId.of(request.id(), episode.id());
        if (!episode.cases().containsKey(caseId)) {
            var opened = new EpisodeEvent.CaseOpened(
                    caseId, request.id(), asked.agency(), asked.requester(), lastMoment(asked, facility), tx.now());
            tx.append(episode.id(), facility.id(), List.of(opened), cause);
        }
        var next = tx.request(request.id());
        tx.wakeAt(request.id(), facility.id(), RequestDesk.look(next, facility, tx.now()));
    }

    static void confirm(
            Transaction tx, Facility facility, RequestFile request, EpisodeFile episode, String by, Cause cause) {
        bind(tx, facility, request, episode, BY_PERSON + by, cause);
    }

    static void unbind(
            Transaction tx, Facility facility, RequestFile request, EpisodeId episode, String why, Cause cause) {
        var agency = request.request().orElseThrow().agency();
        tx.append(
                request.id(), facility.id(), agency, List.of(new RequestEvent.Unbound(episode, why, tx.now())), cause);
    }

    private static void propose(
            Transaction tx,
            Facility facility,
            RequestFile request,
            EpisodeFile episode,
            Optional<String> bound,
            List<String> reasons,
            Cause cause) {
        boolean known = bound.isPresent()
                || request.rejected().contains(episode.id())
                || reasons.equals(request.proposed().get(episode.id()));
        if (known) {
            return;
        }
        tx.append(
                request.id(),
                facility.id(),
                request.request().orElseThrow().agency(),
                List.of(new RequestEvent.MatchProposed(episode.id(), reasons, tx.now())),
                cause);
        var alarm = Alarm.raise(
                "match-waits", "desk", request.request().orElseThrow().number(), tx.now());
        if (episode.alarms().stream().noneMatch(a -> a.id().equals(alarm.id()))) {
            tx.append(episode.id(), facility.id(), List.of(new EpisodeEvent.AlarmRaised(alarm)), cause);
        }
    }

    /** The end of the request's own last day in the facility's zone, when it names one. */
    private static Optional<Instant> lastMoment(NotificationRequest asked, Facility facility) {
        return asked.expiresOn()
                .map(day -> day.plusDays(1).atStartOfDay(facility.zone()).toInstant());
    }

    /** Whether the stay is one that can still be found by its keys. */
    static boolean findable(CustodyEpisode stay, EpisodeFile file) {
        return stay.inCustody() && file.absorbedInto().isEmpty();
    }
}
