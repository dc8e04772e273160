package org.sallyport.bench.live;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.bench.Figures;
import org.sallyport.custody.FeedEvent;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.server.DatabaseParts;

/**
 * Serving processes and PostgreSQL are killed (SIGKILL) again and again while a jail's system posts events; afterwards
 * the journal must hold every acknowledged event once, and the receiver every notice owed under one key with one
 * content.
 *
 * <p>Arguments: nodes (1: the embedded server, owned by the node; more: one server for all; default 1), rounds, each
 * with a kill of a node and a kill of PostgreSQL (default 3).
 */
public final class CrashBench {
    /** Under which all nodes are reached, as if behind one proxy; links in notices begin with it. */
    private static final URI ADDRESS = URI.create("http://127.0.0.1:9/");

    private static final int WANTED_EVERY = 10;
    private static final int REQUESTS = 600;
    private static final long BETWEEN_NANOS = 3_000_000_000L;
    private static final long SETTLE_NANOS = 180_000_000_000L;

    private CrashBench() {}

    /** Runs it, prints one line a figure, and fails when anything was lost or sent under a second key. */
    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        try (var receiver = Receiver.start();
                var installation = count == 1 ? Installation.Embedded.make() : Installation.Shared.make()) {
            var keys = installation.directly(parts -> Harris.enter(parts, receiver.address()));
            var load = new Load();
            var nodes = new ArrayList<Node>();
            try (var caller = new Caller(keys)) {
                for (int i = 0; i < count; i++) {
                    nodes.add(Node.start(
                            installation.folder().resolve("node-" + i + ".log"), installation.environment(), ADDRESS));
                }
                caller.fileAll(nodes.getFirst().address(), 0, REQUESTS);
                run(installation, nodes, caller, load, rounds);
                settle(receiver, load);
            } finally {
                nodes.forEach(Node::close);
            }
            report(receiver, load, installation.directly(CrashBench::recorded), nodes.size());
        }
    }

    /** What was acknowledged, and through which node. */
    private static final class Load {
        final Set<String> acknowledged = new ConcurrentSkipListSet<>();
        final AtomicInteger nextCohort = new AtomicInteger();
        final AtomicLong refused = new AtomicLong();
        final AtomicIntegerArray byNode = new AtomicIntegerArray(16);
        volatile boolean stopping;

        Set<String> owed() {
            var owed = new TreeSet<String>();
            for (var id : acknowledged) {
                if (id.startsWith("projected-")) {
                    owed.add("EV-" + id.substring("projected-".length()));
                }
            }
            return owed;
        }
    }

    private static void run(Installation installation, List<Node> nodes, Caller caller, Load load, int rounds)
            throws Exception {
        try (var posters = Executors.newFixedThreadPool(2 * nodes.size())) {
            for (int i = 0; i < 2 * nodes.size(); i++) {
                int first = i;
                posters.submit(() -> post(nodes, caller, load, first));
            }
            try {
                for (int round = 0; round < rounds; round++) {
                    LockSupport.parkNanos(BETWEEN_NANOS);
                    nodes.get(round % nodes.size()).killAndStart();
                    LockSupport.parkNanos(BETWEEN_NANOS);
                    installation.killPostgres();
                }
                LockSupport.parkNanos(2 * BETWEEN_NANOS);
            } finally {
                load.stopping = true;
            }
        }
    }

    /** Books ten people at a time and says when one of them will leave, each batch until it is acknowledged. */
    private static boolean post(List<Node> nodes, Caller caller, Load load, int first) throws InterruptedException {
        int at = first;
        while (!load.stopping) {
            int cohort = load.nextCohort.getAndIncrement();
            var batch = new ArrayList<FeedEvent>();
            for (int i = 0; i < WANTED_EVERY - 1; i++) {
                int other = 1_000_000 + cohort * WANTED_EVERY + i;
                batch.add(i == 0 && cohort < REQUESTS ? Harris.booked(cohort) : Harris.booked(other));
            }
            if (cohort < REQUESTS) {
                batch.add(Harris.projected(cohort));
            }
            var body = Harris.body(batch);
            while (!accepted(caller, nodes.get(at % nodes.size()).address(), body)) {
                load.refused.incrementAndGet();
                LockSupport.parkNanos(50_000_000);
                at++;
                if (Thread.interrupted()) {
                    return false;
                }
            }
            batch.forEach(e -> load.acknowledged.add(e.id()));
            load.byNode.incrementAndGet(at % nodes.size());
        }
        return true;
    }

    private static boolean accepted(Caller caller, URI server, byte[] body) throws InterruptedException {
        try {
            return caller.feed(server, body) == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static void settle(Receiver receiver, Load load) {
        long end = System.nanoTime() + SETTLE_NANOS;
        var owed = load.owed();
        while (System.nanoTime() < end && !about(receiver).keySet().containsAll(owed)) {
            LockSupport.parkNanos(200_000_000);
        }
    }

    private static Map<String, Set<String>> about(Receiver receiver) {
        var keys = new HashMap<String, Set<String>>();
        receiver.notices()
                .forEach(n ->
                        keys.computeIfAbsent(n.about(), _ -> new TreeSet<>()).add(n.key()));
        return keys;
    }

    /** How often each event of the feed stands in the journal. */
    private static Map<String, Integer> recorded(DatabaseParts parts) {
        var found = new HashMap<String, Integer>();
        long after = 0;
        List<Envelope> page;
        do {
            long from = after;
            page = parts.store().transact(tx -> tx.read(from, 5_000));
            for (var e : page) {
                if (e.event() instanceof EpisodeEvent.FactReceived(var fact)) {
                    found.merge(fact.id(), 1, Integer::sum);
                }
                after = e.position();
            }
        } while (!page.isEmpty());
        return found;
    }

    private static void report(Receiver receiver, Load load, Map<String, Integer> recorded, int nodes) {
        var lost = new TreeSet<>(load.acknowledged);
        lost.removeAll(recorded.keySet());
        long twice = recorded.values().stream().filter(n -> n > 1).count();
        var keys = about(receiver);
        var unsent = new TreeSet<>(load.owed());
        unsent.removeAll(keys.keySet());
        long secondKeys = keys.values().stream().filter(k -> k.size() > 1).count();
        Figures.print("events acknowledged", load.acknowledged.size());
        for (int i = 0; i < nodes; i++) {
            Figures.print("batches acknowledged by node " + i, load.byNode.get(i));
        }
        Figures.print("calls that failed and were made again", load.refused.get());
        Figures.print("acknowledged events lost", lost.size());
        Figures.print("events recorded twice", twice);
        Figures.print("notices owed", load.owed().size());
        Figures.print("notices lost", unsent.size());
        Figures.print("notices under a second key", secondKeys);
        Figures.print("keys with two contents", receiver.otherBytes().size());
        if (lost.size()
                        + twice
                        + unsent.size()
                        + secondKeys
                        + receiver.otherBytes().size()
                > 0) {
            throw new IllegalStateException("A crash left something behind.");
        }
    }
}
