package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;

/**
 * Whether the request of a case is passed on to the facility the person was transferred to, as far as the facility that
 * held them is concerned: it must be asked for, its own table must let it, and we must serve the other one. What the
 * other facility's table says is asked when it is passed on.
 */
public final class Relaying {
    /** How long one try may take before it is tried again. */
    static final Duration TRY = Duration.ofSeconds(60);

    private final Situation s;
    private final NoticeCase c;
    private final Determination law;

    Relaying(Situation s, NoticeCase c, Determination law) {
        this.s = s;
        this.c = c;
        this.law = law;
    }

    /** Whether the person went to another facility, the request asks to follow, and that is not settled. */
    static boolean unsettled(Situation s, NoticeCase c) {
        return destination(s)
                .filter(to ->
                        c.relay().filter(r -> r.to().equals(to) && r.settled()).isEmpty())
                .isPresent();
    }

    /**
     * A request that stands or waits where it was passed on to, though the person was not transferred there after all:
     * it is to be taken back. Sending that is stopped does not hold this up, for it discloses nothing.
     */
    static boolean stale(Situation s, NoticeCase c) {
        return c.relay()
                .filter(r -> r.there() && !transferredTo(s).equals(Optional.of(r.to())))
                .isPresent();
    }

    private static List<EpisodeEvent> recall(Situation s, NoticeCase c) {
        var there = c.relay().orElseThrow();
        boolean waits = there.nextTry().filter(at -> at.isAfter(s.now())).isPresent();
        return waits
                ? List.of()
                : List.of(new EpisodeEvent.RelayRecalled(
                        c.id(), there.to(), s.now().plus(TRY), s.now()));
    }

    /**
     * What both laws say as a request is passed on.
     *
     * @param here  the answer of the facility that held the person, which lets it
     * @param there the answer of the facility that holds them now
     */
    public record Laws(EpisodeEvent.Determined here, EpisodeEvent.RelayRuled there) {
        /** Who is asked there, where the table asks. */
        public String role() {
            return Permission.barredElsewhere(there.determination()) ? "counsel" : "supervisor";
        }
    }

    /** The answers of both laws at this moment; empty when what was owed may not be done any more. */
    public static Optional<Laws> laws(NoticeCase c, Situation s, Facility there) {
        var facts = CaseFacts.of(c.id(), s.request(), s.stay(), s.facility(), s.now());
        var law = s.law().apply(facts);
        boolean owed = c.relay().filter(Relay::owed).map(Relay::to).equals(destination(s));
        if (!owed || s.stopped() || new Relaying(s, c, law).permission() != Permission.YES) {
            return Optional.empty();
        }
        var factsThere = CaseFacts.there(c.id(), s.request(), s.stay(), there, s.now());
        var lawThere = s.law().apply(factsThere);
        return Optional.of(new Laws(
                new EpisodeEvent.Determined(c.id(), Ruling.name(c.id(), law, s.now()), law, facts, s.now()),
                new EpisodeEvent.RelayRuled(
                        c.id(),
                        there.id().path(),
                        Ruling.name(c.id(), lawThere, s.now()),
                        lawThere,
                        factsThere,
                        s.now())));
    }

    /** What follows now. */
    List<EpisodeEvent> due() {
        if (stale(s, c)) {
            return recall(s, c);
        }
        var to = destination(s);
        var known = c.relay();
        if (to.isEmpty()) {
            return known.filter(Relay::owed).stream()
                    .map(r -> ended(r.to(), "no-longer-transferred"))
                    .toList();
        }
        if (!unsettled(s, c)) {
            return List.of();
        }
        var there = new FacilityId(to.get());
        if (there.equals(s.facility().id()) || !s.served().test(there)) {
            return List.of(ended(to.get(), "facility-not-served"));
        }
        if (s.mode() == Mode.SHADOW) {
            return List.of(ended(to.get(), "in-shadow"));
        }
        return switch (permission()) {
            case NO -> List.of(ended(to.get(), refused()));
            case ASK -> ask(to.get());
            case YES -> owe(to.get());
        };
    }

    private List<EpisodeEvent> owe(String to) {
        boolean waits = c.relay()
                .filter(r -> r.to().equals(to))
                .flatMap(Relay::nextTry)
                .filter(at -> at.isAfter(s.now()))
                .isPresent();
        return waits || s.stopped()
                ? List.of()
                : List.of(new EpisodeEvent.RelayOwed(c.id(), to, s.now().plus(TRY), s.now()));
    }

    /** A person is asked once no other question waits; nobody answering in time, it is not passed on. */
    private List<EpisodeEvent> ask(String to) {
        if (c.asked().isEmpty()) {
            return Permission.ask(Act.RELAY, s.now(), c, s, law);
        }
        return c.asked().filter(a -> a.by().isAfter(s.now())).isPresent() ? List.of() : List.of(ended(to, "undecided"));
    }

    /** Where nothing leaves by itself, a person says yes first, whatever the table lets. */
    private Permission permission() {
        var permission = Permission.of(Act.RELAY, c, s, law);
        return permission == Permission.YES && s.mode() == Mode.ASSISTED
                ? Permission.decided(Act.RELAY, c, law)
                : permission;
    }

    private String refused() {
        if (!law.acts().containsKey(Act.RELAY)) {
            return "no-table";
        }
        return Permission.decided(Act.RELAY, c, law) == Permission.NO ? "declined" : "not-permitted";
    }

    private EpisodeEvent ended(String to, String why) {
        return new EpisodeEvent.RelayEnded(c.id(), to, why, "", s.now());
    }

    /** The facility the person went to, as the feed names it; empty when the request does not ask to follow there. */
    private static Optional<String> destination(Situation s) {
        boolean asked =
                s.request().request().filter(r -> r.asks().contains("relay")).isPresent();
        return asked && s.applies() && !s.stay().sealed() ? transferredTo(s) : Optional.empty();
    }

    /** The facility the person was transferred to, as the feed names it. */
    private static Optional<String> transferredTo(Situation s) {
        return s.stay().phase()
                                instanceof
                                Phase.Released(Instant _, Instant _, ReleaseReason reason, String to, boolean inError)
                        && reason == ReleaseReason.TRANSFER
                        && !inError
                        && !to.isBlank()
                ? Optional.of(to.startsWith("/") ? to.substring(1) : to)
                : Optional.empty();
    }
}
