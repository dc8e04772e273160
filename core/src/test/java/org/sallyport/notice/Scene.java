package org.sallyport.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;
import org.sallyport.policy.Outcome;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;

/** One stay, one request, one law that a test sets: given facts, when a moment is looked at, then events. */
final class Scene {
    static final Facility JAIL =
            Facility.usual(new FacilityId("zz/county/jail"), "zz/county", "county-jail", ZoneId.of("America/New_York"));
    static final Instant MON_08 = Instant.parse("2026-09-07T12:00:00Z");
    static final EpisodeId STAY = new EpisodeId(UUID.fromString("00000000-0000-0000-0000-000000000001"));
    static final RequestId REQUEST = new RequestId(UUID.fromString("00000000-0000-0000-0000-000000000002"));
    static final CaseId CASE = CaseId.of(REQUEST, STAY);

    private EpisodeFile file = EpisodeFile.none(STAY);
    private RequestFile request = RequestFile.none(REQUEST);
    private Determination law = may();
    private Mode mode = Mode.AUTOMATIC;
    private boolean stopped;
    private Breaker breaker = Breaker.USUAL;
    private boolean burst;
    private int feedNumber;

    Scene() {
        request = request.apply(new RequestEvent.Received(REQUEST, asked("immigration"), List.of(), MON_08))
                .apply(new RequestEvent.Bound(STAY, "booking", MON_08));
        fact(
                MON_08,
                new CustodyFact.Booked(
                        new Person(
                                "",
                                new PersonName("Test", "Person 1"),
                                List.of(),
                                Optional.empty(),
                                "M",
                                "",
                                List.of()),
                        MON_08,
                        "",
                        Known.UNKNOWN));
        file = file.apply(
                new EpisodeEvent.CaseOpened(CASE, REQUEST, "zz-agency", "immigration", Optional.empty(), MON_08));
    }

    static NotificationRequest asked(String requester) {
        return new NotificationRequest(
                "R-1",
                "zz-agency",
                JAIL.id(),
                "I-247A",
                "02/17",
                requester,
                Optional.empty(),
                Set.of("notice"),
                Optional.of(Duration.ofHours(48)),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Subject(new PersonName("Test", "Person 1"), List.of(), Optional.empty(), "M", List.of()),
                Map.of("eventNo", "E-77"),
                Optional.empty(),
                Optional.empty());
    }

    static Determination may() {
        return determination(Outcome.MAY, Notify.YES);
    }

    static Determination determination(Outcome outcome, Notify toDo) {
        return new Determination(
                "c",
                outcome,
                toDo,
                Optional.of(Duration.ofHours(48)),
                Optional.empty(),
                Map.of(Act.NOTICE, outcome, Act.AFTER_RELEASE, outcome, Act.EVENT_DEATH, outcome),
                Map.of(Act.NOTICE, toDo, Act.AFTER_RELEASE, toDo, Act.EVENT_DEATH, toDo),
                List.of("release-date"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "sha256:book",
                "1",
                Optional.empty());
    }

    Scene law(Determination next) {
        law = next;
        return this;
    }

    Scene mode(Mode next) {
        mode = next;
        return this;
    }

    Scene stopped(boolean next) {
        stopped = next;
        return this;
    }

    Scene burst(boolean next) {
        burst = next;
        return this;
    }

    Scene decidePaused(boolean send, Instant through) {
        breaker = breaker.decide(send, through);
        return this;
    }

    Scene fact(Instant at, CustodyFact fact) {
        feedNumber++;
        file = file.apply(new EpisodeEvent.FactReceived(new FeedEvent(
                "e" + feedNumber, "/zz", JAIL.id(), "B1", Optional.empty(), at, Optional.empty(), at, fact)));
        return this;
    }

    Scene request(RequestEvent event) {
        request = request.apply(event);
        return this;
    }

    Scene recorded(EpisodeEvent event) {
        file = file.apply(event);
        return this;
    }

    Scene command(CaseCommand command, Instant at) {
        switch (CaseDecider.decide(noticeCase(), command, at)) {
            case CaseDecider.Outcome.Accepted(var events) -> events.forEach(this::recorded);
            case CaseDecider.Outcome.Refused(var code) -> throw new AssertionError("refused: " + code);
        }
        return this;
    }

    /** Looks at the case at a moment, records what follows, and returns it. A second look must yield nothing. */
    List<EpisodeEvent> look(Instant at) {
        var events = CaseReview.review(noticeCase(), situation(at));
        events.forEach(this::recorded);
        var again = CaseReview.review(noticeCase(), situation(at));
        assertEquals(List.of(), again, "a second look at the same moment");
        return events;
    }

    /** The events' names, with the kind of notice where there is one: {@code NoticePlanned advance}. */
    List<String> names(Instant at) {
        var names = new ArrayList<String>();
        for (var event : look(at)) {
            names.add(name(event));
        }
        return names;
    }

    static String name(EpisodeEvent event) {
        var plain = event.getClass().getSimpleName();
        return switch (event) {
            case EpisodeEvent.NoticePlanned e ->
                plain + " " + e.content().kind().word();
            case EpisodeEvent.AttemptStarted e ->
                plain + " " + e.content().kind().word() + " " + e.attempt();
            case EpisodeEvent.NoticeDropped e -> plain + " " + e.why();
            case EpisodeEvent.NotSentInTime e -> plain + " " + e.cause();
            case EpisodeEvent.DecisionAsked e -> plain + " " + e.question() + " " + e.role();
            case EpisodeEvent.AlarmRaised e -> plain + " " + e.alarm().kind();
            case EpisodeEvent.CaseClosed e -> plain + " " + e.outcome();
            default -> plain;
        };
    }

    NoticeCase noticeCase() {
        return file.cases().get(CASE);
    }

    NoticeState current() {
        return noticeCase().current().orElseThrow();
    }

    Optional<Instant> nextWake(Instant now) {
        return NextWake.of(file, JAIL, now);
    }

    EpisodeFile file() {
        return file;
    }

    private Situation situation(Instant at) {
        return new Situation(
                at,
                JAIL,
                file,
                file.custody(JAIL.ordering()),
                request,
                there -> there.path().startsWith("zz/"),
                List.of("webhook", "email"),
                mode,
                stopped,
                breaker,
                () -> burst,
                (Facts _) -> law);
    }
}
