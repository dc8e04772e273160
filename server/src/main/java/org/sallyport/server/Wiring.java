package org.sallyport.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.postgres.Upkeep;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.phone.PhoneSheets;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.problem.Checked;
import org.sallyport.server.api.AccessApi;
import org.sallyport.server.api.Bodies;
import org.sallyport.server.api.CaseApi;
import org.sallyport.server.api.Commands;
import org.sallyport.server.api.ExpungementApi;
import org.sallyport.server.api.FacilityApi;
import org.sallyport.server.api.FeedApi;
import org.sallyport.server.api.LinkPage;
import org.sallyport.server.api.MatchApi;
import org.sallyport.server.api.NoticeApi;
import org.sallyport.server.api.PolicyApi;
import org.sallyport.server.api.ReceiptApi;
import org.sallyport.server.api.ReceiptDesk;
import org.sallyport.server.api.RequestApi;
import org.sallyport.server.api.RequestIntakeDesk;
import org.sallyport.server.api.RetentionApi;
import org.sallyport.server.api.StatusApi;
import org.sallyport.server.api.UpkeepApi;
import org.sallyport.server.audit.LogApi;
import org.sallyport.server.audit.LogBook;
import org.sallyport.server.audit.LogHealth;
import org.sallyport.server.audit.LogWatch;
import org.sallyport.server.audit.LogWorker;
import org.sallyport.server.audit.WitnessHealth;
import org.sallyport.server.audit.WitnessWorker;
import org.sallyport.server.channel.Mailer;
import org.sallyport.server.channel.NoticeChannels;
import org.sallyport.server.channel.ReminderChannel;
import org.sallyport.server.channel.RoleChannel;
import org.sallyport.server.channel.Router;
import org.sallyport.server.channel.Webhooks;
import org.sallyport.server.console.Console;
import org.sallyport.server.feed.FeedIntake;
import org.sallyport.server.feed.RosterIntake;
import org.sallyport.server.keeping.Forgetting;
import org.sallyport.server.keeping.Retention;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusals;
import org.sallyport.server.security.CallLimits;
import org.sallyport.server.security.Keys;
import org.sallyport.server.security.NoticeLinks;
import org.sallyport.server.security.People;
import org.sallyport.server.security.SecurityRules;
import org.sallyport.server.worker.FrontDesk;
import org.sallyport.server.worker.NoticeMeters;
import org.sallyport.server.worker.PhoneCalls;
import org.sallyport.server.worker.Reconciler;
import org.sallyport.server.worker.RecordWatch;
import org.sallyport.server.worker.Workers;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * How the server is put together, top to bottom: what it stands on, the desk, the ways out, the ways in. Nothing is
 * found by scanning; what is not named here is not part of it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({
    SecurityRules.class,
    Refusals.class,
    FeedApi.class,
    NoticeApi.class,
    LinkPage.class,
    RequestApi.class,
    MatchApi.class,
    CaseApi.class,
    PolicyApi.class,
    FacilityApi.class,
    AccessApi.class,
    StatusApi.class,
    UpkeepApi.class,
    ExpungementApi.class,
    RetentionApi.class,
    Description.class,
    FaultPage.class,
    AccessLog.class,
    FeedHealth.class,
    DatabaseHealth.class,
    LogApi.class,
    LogHealth.class,
    WitnessHealth.class,
    ReceiptApi.class,
    Console.class,
})
class Wiring {
    // What it stands on.

    @Bean
    Store store(Parts parts) {
        return parts.store();
    }

    @Bean
    Lists lists(Parts parts) {
        return parts.lists();
    }

    @Bean
    Quarantine quarantine(Parts parts) {
        return parts.quarantine();
    }

    @Bean
    PolicyFiles tables(Parts parts) {
        return parts.tables();
    }

    @Bean
    InstantSource realTime(Parts parts) {
        return parts.realTime();
    }

    @Bean
    Keys keys(Parts parts) {
        return new Keys(parts.access(), parts.realTime());
    }

    @Bean
    People people(Parts parts) {
        return new People(parts.access(), parts.realTime());
    }

    @Bean
    CallLimits callLimits(Parts parts, Settings settings, MeterRegistry meters) {
        return new CallLimits(settings.limits(), parts.realTime(), meters);
    }

    @Bean
    NoticeLinks noticeLinks(Parts parts, Address address) {
        return new NoticeLinks(parts.linkKey(), address.known());
    }

    @Bean
    LogBook logBook(Parts parts) {
        return new LogBook(parts.log());
    }

    @Bean(destroyMethod = "close")
    LogWorker logWorker(LogBook book, MeterRegistry meters) {
        return new LogWorker(book, meters);
    }

    @Bean(destroyMethod = "close")
    WitnessWorker witnessWorker(LogBook book, MeterRegistry meters) {
        return new WitnessWorker(book, meters);
    }

    @Bean(destroyMethod = "close")
    LogWatch logWatch(LogBook book, LogWorker worker, Desk desk, Lists lists, MeterRegistry meters) {
        return new LogWatch(book, worker, desk, lists, meters);
    }

    // The ways out.

    @Bean
    PhoneSheets phoneSheets(Parts parts) {
        return parts.phoneSheets();
    }

    @Bean(destroyMethod = "close")
    Webhooks webhooks(Parts parts) {
        return new Webhooks(parts.realTime());
    }

    @Bean(destroyMethod = "close")
    Router router(
            Settings settings,
            Webhooks webhooks,
            PhoneSheets sheets,
            NoticeLinks links,
            Store store,
            MeterRegistry meters) {
        Optional<Mailer> mailer = settings.mail().map(Mailer::new);
        return new Router(
                new NoticeChannels(webhooks, mailer, sheets, links),
                new ReminderChannel(webhooks, mailer),
                new RoleChannel(mailer, links),
                businessTime(store),
                meters);
    }

    // The desk, and what it owes when a moment comes.

    @Bean
    Desk desk(Store store) {
        return new Desk(store);
    }

    @Bean
    DeliveryRound deliveryRound(Desk desk, Router router) {
        return new DeliveryRound(desk, router);
    }

    @Bean
    FrontDesk frontDesk(Desk desk, DeliveryRound round) {
        return new FrontDesk(desk, round);
    }

    @Bean(destroyMethod = "close")
    Workers workers(DeliveryRound round, Router router, MeterRegistry meters, Settings settings) {
        return new Workers(round, router, meters, settings.pause());
    }

    @Bean(destroyMethod = "close")
    RecordWatch recordWatch(
            Lists lists, DeliveryRound round, Router router, InstantSource realTime, MeterRegistry meters) {
        return new RecordWatch(lists, round, router, realTime, meters);
    }

    @Bean(destroyMethod = "close")
    NoticeMeters noticeMeters(Lists lists, Store store, MeterRegistry meters) {
        return new NoticeMeters(lists, businessTime(store), meters);
    }

    @Bean(destroyMethod = "close")
    Forgetting forgetting(Desk desk, Lists lists, Quarantine quarantine, Parts parts) {
        return new Forgetting(desk, lists, quarantine, parts.rosters(), Upkeep.of(parts.store()));
    }

    @Bean(destroyMethod = "close")
    Reconciler reconciler(FrontDesk desk, Lists lists, MeterRegistry meters) {
        return new Reconciler(desk, lists, meters);
    }

    @Bean
    Retention retention(Desk desk, Forgetting forgetting, PolicyFiles tables) {
        return switch (tables.retention(_ -> true)) {
            case Checked.Good<RetentionSchedule>(var schedule) -> new Retention(desk, forgetting, schedule);
            case Checked.Bad<RetentionSchedule>(var problems) ->
                throw new IllegalStateException(problems.getFirst().sentence());
        };
    }

    // The ways in.

    @Bean
    FeedIntake feedIntake(FrontDesk desk, Quarantine quarantine, Store store, MeterRegistry meters) {
        return new FeedIntake(desk, quarantine, businessTime(store), meters);
    }

    @Bean
    RosterIntake rosterIntake(FeedIntake feeds, Desk desk, Parts parts) {
        return new RosterIntake(feeds, desk, parts.rosters(), businessTime(parts.store()));
    }

    @Bean
    PhoneCalls phoneCalls(PhoneSheets sheets, FrontDesk desk, Store store) {
        return new PhoneCalls(sheets, desk, store);
    }

    @Bean
    Commands commands(FrontDesk desk, Store store) {
        return new Commands(desk, store);
    }

    @Bean
    ReceiptDesk receiptDesk(Commands commands, Lists lists, LogBook book) {
        return new ReceiptDesk(commands, lists, book.log().map(OpenLog::receipts));
    }

    @Bean
    RequestIntakeDesk requestIntakeDesk(Commands commands, Lists lists) {
        return new RequestIntakeDesk(commands, lists);
    }

    @Bean
    RequestApi.ReceiptDelay receiptDelay(Settings settings) {
        return new RequestApi.ReceiptDelay(settings.receiptAfter());
    }

    @Bean
    Bodies bodies(Settings settings) {
        return new Bodies(settings.bodyMost());
    }

    /** The store's own clock, the one by which everything is decided. */
    private static InstantSource businessTime(Store store) {
        return () -> store.transact(Transaction::now);
    }
}
