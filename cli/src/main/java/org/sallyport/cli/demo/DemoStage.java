package org.sallyport.cli.demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.phone.InMemoryPhoneSheets;
import org.sallyport.problem.Checked;
import org.sallyport.server.RealTime;
import org.sallyport.server.channel.MailSettings;
import org.sallyport.server.channel.Mailer;
import org.sallyport.server.channel.NoticeChannels;
import org.sallyport.server.channel.ReminderChannel;
import org.sallyport.server.channel.RoleChannel;
import org.sallyport.server.channel.Router;
import org.sallyport.server.channel.Webhooks;
import org.sallyport.server.security.NoticeLinks;
import org.sallyport.simulation.jail.Agencies;

/**
 * Everything a demonstration stands on: a PostgreSQL of its own, the production desk and channels, and the receivers of
 * all agencies on this machine. Closing it takes all of it down.
 */
final class DemoStage implements AutoCloseable {
    private static final String AGENCY_MAIL = "agency.example";
    private static final String ROLE_MAIL = "jail.example";
    private static final int LINK_KEY_BYTES = 32;

    /** When the warrant unit near King is out of order, counted from the start: two days of 503 answers. */
    private static final Duration OUTAGE_FROM = Duration.ofHours(2 * 24 + 8);

    private static final Duration OUTAGE_TO = Duration.ofHours(4 * 24 + 8);

    private final long seed;
    private final int days;
    private final SteppedClock clock;
    private final Instant from;
    private final PostgresBacking backing;
    private final WebhookInbox webhooks;
    private final MailInbox mail;
    private final Webhooks sender;
    private final Router router;
    private final Witness witness;
    private final Tally tally;
    private final List<Setting.Adopted> adopted;
    private final DemoRun run;

    /** Sets everything up; the run has not begun. */
    DemoStage(long seed, int days, Map<String, String> environment) {
        this.seed = seed;
        this.days = days;
        this.from = DemoRun.from(County.ALL.getFirst().facility().zone());
        this.clock = new SteppedClock(from);
        this.backing = PostgresBacking.start(environment, clock, PolicyBook.empty());
        this.witness = new Witness(clock);
        var received = new Inboxes();
        this.mail = new MailInbox(AGENCY_MAIL, received::received);
        this.webhooks = inbox(received);
        var requesters = new Requesters(webhooks.address(), AGENCY_MAIL);
        received.requesters = Optional.of(requesters);
        this.sender = new Webhooks(new RealTime());
        this.router = router();
        var desk = new Desk(backing.store());
        var flights = new Flights(router, witness::taken);
        var round = new DeliveryRound(desk, flights);
        witness.book(PolicyBook.empty());
        this.adopted = new Setting(desk, shipped(), ROLE_MAIL, witness::book).set();
        requesters.all().forEach(agency -> desk.enrol(agency, "demo-administrator"));
        this.tally = new Tally();
        this.run = new DemoRun(
                new DemoRun.Parts(backing, desk, round, flights, clock, new Agenda(), requesters, tally, witness),
                seed,
                days);
        received.people = Optional.of(run.people());
    }

    /** What receivers bring what they got to, once both are there. */
    private static final class Inboxes {
        private volatile Optional<Requesters> requesters = Optional.empty();
        private volatile Optional<People> people = Optional.empty();

        String secretOf(String agency) {
            return requesters.map(r -> r.secretOf(agency)).orElse("");
        }

        void received(NoticeId notice, String agency) {
            people.ifPresent(p -> p.received(notice, agency));
        }
    }

    private WebhookInbox inbox(Inboxes received) {
        var unit = Agencies.around(County.ALL.get(2).id()).warrants();
        var outageFrom = from.plus(OUTAGE_FROM);
        var outageTo = from.plus(OUTAGE_TO);
        try {
            return new WebhookInbox(
                    received::secretOf,
                    (agency, _) -> agency.equals(unit)
                            && !clock.get().isBefore(outageFrom)
                            && clock.get().isBefore(outageTo),
                    received::received);
        } catch (IOException e) {
            throw new Unavailable("No port of this machine could be had for the receiver of webhooks.", e);
        }
    }

    /** How the demonstration's e-mail leaves: to the receiver on this machine. */
    private MailSettings mailSettings() {
        return new MailSettings(
                "127.0.0.1",
                mail.port(),
                MailSettings.Tls.WHERE_OFFERED,
                "notices@sallyport.example",
                "",
                "",
                Optional.empty());
    }

    /** Starts the console over this journal. */
    DemoConsole console() {
        return new DemoConsole(backing.store(), mailSettings());
    }

    private Router router() {
        var key = new byte[LINK_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var links = new NoticeLinks(key, () -> URI.create("http://localhost/"));
        var mailer = Optional.of(new Mailer(mailSettings()));
        InstantSource business = clock::get;
        return new Router(
                new NoticeChannels(sender, mailer, new InMemoryPhoneSheets(), links),
                new ReminderChannel(sender, mailer),
                new RoleChannel(mailer, links),
                business,
                new SimpleMeterRegistry());
    }

    static PolicyBook.Contents shipped() {
        return switch (PolicyFiles.shipped().all()) {
            case Checked.Good<PolicyBook.Contents>(var contents) -> contents;
            case Checked.Bad<PolicyBook.Contents>(var problems) ->
                throw new IllegalStateException(
                        "The shipped tables are wrong: " + problems.getFirst().code());
        };
    }

    /** The run. */
    DemoRun run() {
        return run;
    }

    /** Where the journal is kept. */
    PostgresBacking backing() {
        return backing;
    }

    /** The business clock. */
    SteppedClock clock() {
        return clock;
    }

    /** What was adopted where, for the screen. */
    List<Setting.Adopted> adopted() {
        return adopted;
    }

    /** The sum of what happened so far, with every promise checked. */
    Summary summary() {
        var journal = new ArrayList<Envelope>();
        for (var next = backing.after(0);
                !next.isEmpty();
                next = backing.after(journal.getLast().position())) {
            journal.addAll(next);
        }
        return tally.summary(
                new Tally.Header(seed, days, from, clock.get()),
                run.files(),
                new Tally.Received(
                        webhooks.verified(),
                        webhooks.keys(),
                        webhooks.unverified(),
                        mail.toAgencies(),
                        0,
                        mail.toRoles()),
                witness.judge(journal, PolicyBook.empty()));
    }

    @Override
    public void close() {
        router.close();
        sender.close();
        webhooks.close();
        mail.close();
        backing.close();
    }
}
