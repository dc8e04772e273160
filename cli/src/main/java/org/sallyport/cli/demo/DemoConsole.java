package org.sallyport.cli.demo;

import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.desk.Store;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.InMemoryAccess;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.phone.InMemoryPhoneSheets;
import org.sallyport.postgres.quarantine.InMemoryQuarantine;
import org.sallyport.postgres.roster.InMemoryRosters;
import org.sallyport.server.Parts;
import org.sallyport.server.RealTime;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.server.channel.MailSettings;
import org.sallyport.server.lists.JournalLists;

/** The console over a running demonstration: a server on this machine whose accounts last as long as it does. */
final class DemoConsole implements AutoCloseable {
    private final SallyportServer server;
    private final List<Account> accounts;

    /** Someone who can log in, with the password that is good once. */
    record Account(String name, String password, String may) {}

    /** Starts the console over the demonstration's journal. */
    DemoConsole(Store store, MailSettings mail) {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        var parts = new Parts(
                store,
                new JournalLists(store),
                new InMemoryAccess(),
                new InMemoryQuarantine(),
                new InMemoryRosters(),
                new InMemoryPhoneSheets(),
                new RealTime(),
                key);
        this.server =
                SallyportServer.start(Settings.onLoopback(0).steppedByHand().withMail(mail), parts);
        this.accounts = new ArrayList<>();
        account("supervisor", "decides, confirms, stops sending", Role.DESK, Role.SUPERVISOR);
        account("counsel", "adopts tables, answers what law leaves open", Role.COUNSEL);
    }

    private void account(String name, String may, Role... roles) {
        var grants = List.of(roles).stream().map(r -> new Grant(r, Grant.ALL)).toList();
        server.people().create(name, grants).ifPresent(password -> accounts.add(new Account(name, password, may)));
    }

    /** Where it is. */
    URI address() {
        return server.address();
    }

    /** Who can log in. */
    List<Account> accounts() {
        return List.copyOf(accounts);
    }

    @Override
    public void close() {
        server.close();
    }
}
