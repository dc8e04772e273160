package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.policy.PolicyBook;
import org.sallyport.simulation.chance.Dice;

/** What all actors share: the time, the agenda, the nodes, the store, and how messages and processes fail. */
final class Stage {
    private static final Duration RETRY_FIRST = Duration.ofSeconds(5);
    private static final Duration RETRY_LONGEST = Duration.ofMinutes(5);

    final Agenda agenda = new Agenda();
    final Log log = new Log();
    final InMemoryStore memory;
    final List<Node> nodes = new ArrayList<>();
    private final Dice dice;
    private final Store store;
    private final Wire wire;
    Faults faults = Faults.NONE;
    Instant now;
    private Optional<Node> acting = Optional.empty();
    private boolean between;
    private boolean pollPlanned;
    private Instant pollAt = Instant.MAX;

    Stage(Instant start, PolicyBook book, Dice dice, Tampering tampering) {
        this.now = start;
        this.dice = dice;
        this.memory = new InMemoryStore(this::clock, book);
        this.store = tampering.store(new Faulty(memory));
        log.books.put(book.hash(), book);
        this.wire = new Wire(this, dice.fork("wire"), tampering);
        for (int i = 0; i < 2; i++) {
            nodes.add(new Node(store, wire));
        }
    }

    /** The way out to agencies and roles. */
    Wire wire() {
        return wire;
    }

    /** The clock as the acting node has it. */
    Instant clock() {
        return now.plus(acting.map(n -> n.clockOff).orElse(Duration.ZERO));
    }

    void at(Instant when, Runnable what) {
        agenda.add(when.isBefore(now) ? now : when, what);
    }

    void after(Duration span, Runnable what) {
        agenda.add(now.plus(span), what);
    }

    /** How long a message takes. */
    Duration delay() {
        if (!faults.delayMax().isZero() && dice.chance(0.1)) {
            return dice.between(Duration.ofSeconds(1), faults.delayMax());
        }
        return Duration.ofMillis(20 + dice.below(180));
    }

    boolean happens(double share) {
        return share > 0 && dice.chance(share);
    }

    /** Says something to Sallyport over the network until it answers; {@code done} gets the answer. */
    <T> void say(Function<Node, T> what, Consumer<T> done) {
        say(what, done, RETRY_FIRST);
    }

    private <T> void say(Function<Node, T> what, Consumer<T> done, Duration retry) {
        Runnable again = () -> say(
                what, done, retry.multipliedBy(2).compareTo(RETRY_LONGEST) > 0 ? RETRY_LONGEST : retry.multipliedBy(2));
        if (happens(faults.dropped())) {
            after(retry, again);
            return;
        }
        if (happens(faults.duplicated())) {
            after(delay().plus(delay()), () -> on(what));
        }
        after(delay(), () -> {
            var answer = on(what);
            if (answer.isEmpty() || happens(faults.unanswered())) {
                after(retry, again);
            } else {
                done.accept(answer.get());
            }
        });
    }

    /** Runs work on some node that is up; empty when none is, or when it died. */
    <T> Optional<T> on(Function<Node, T> what) {
        var up = nodes.stream().filter(n -> n.up).toList();
        if (up.isEmpty()) {
            return Optional.empty();
        }
        return on(dice.pick(up), what);
    }

    /** Runs work on this node; empty when it is down or died. */
    <T> Optional<T> on(Node node, Function<Node, T> what) {
        if (!node.up) {
            return Optional.empty();
        }
        var before = acting;
        acting = Optional.of(node);
        try {
            if (happens(faults.crashed() / 3)) {
                throw new ProcessDied();
            }
            var result = what.apply(node);
            if (happens(faults.crashed() / 3)) {
                throw new ProcessDied();
            }
            return Optional.of(result);
        } catch (ProcessDied died) {
            die(node);
            return Optional.empty();
        } finally {
            acting = before;
        }
    }

    private void die(Node node) {
        node.up = false;
        node.life++;
        after(dice.between(Duration.ofSeconds(2), faults.restartMax().plusSeconds(3)), () -> restart(node));
    }

    private void restart(Node node) {
        node.up = true;
        if (!faults.stepMax().isZero()) {
            long step = faults.stepMax().toMillis();
            long skew = faults.skewMax().toMillis();
            node.clockOff = Duration.ofMillis(
                    dice.chance(0.2) ? dice.below((int) step) - step / 2 : dice.below((int) skew + 1) - skew / 2);
        }
    }

    /** Ends all faults: every node is up, clocks agree. */
    void heal() {
        faults = Faults.NONE;
        for (var node : nodes) {
            node.up = true;
            node.clockOff = Duration.ZERO;
        }
    }

    /** Lets clocks disagree from the start. */
    void setClocks() {
        nodes.forEach(this::restart);
    }

    /** Sees to it that some worker looks when the next thing is due. */
    void planPoll() {
        var due = memory.nextDue();
        if (due.isEmpty()) {
            return;
        }
        var when = (due.get().isBefore(now) ? now : due.get()).plusMillis(50 + dice.below(400));
        if (pollPlanned && !pollAt.isAfter(when)) {
            return;
        }
        pollPlanned = true;
        pollAt = when;
        at(when, () -> {
            if (pollPlanned && pollAt.equals(when)) {
                pollPlanned = false;
                on(n -> n.round().run());
            }
        });
    }

    /** What a wrapped store, channel or book would do: how planted defects get in. Production code stays as it is. */
    record Tampering(UnaryOperator<Store> stores, UnaryOperator<org.sallyport.delivery.Channel> channels) {
        static final Tampering NONE = new Tampering(UnaryOperator.identity(), UnaryOperator.identity());

        Store store(Store honest) {
            return stores.apply(honest);
        }

        org.sallyport.delivery.Channel channel(org.sallyport.delivery.Channel honest) {
            return channels.apply(honest);
        }
    }

    /** A store whose transactions lose races and whose process dies in the middle. */
    private final class Faulty implements Store {
        private final Store honest;

        Faulty(Store honest) {
            this.honest = honest;
        }

        @Override
        public <T> T transact(Function<Transaction, T> work) {
            if (happens(faults.crashed() / 3)) {
                undone(work);
                throw new ProcessDied();
            }
            if (happens(faults.raced()) && !between) {
                undone(work);
                somebodyElse();
            }
            return honest.transact(work);
        }

        /** Runs the work and takes everything back, as a transaction that fails at its commit. */
        private <T> void undone(Function<Transaction, T> work) {
            try {
                honest.transact(tx -> {
                    var _ = work.apply(tx);
                    throw new LostRace();
                });
            } catch (LostRace lost) {
                assert lost.getCause() == null; // nothing remains of it
            }
        }

        /** Another node does what is next, between two tries of this one. */
        private void somebodyElse() {
            var next = agenda.next();
            if (next.isEmpty() || next.get().isAfter(now.plusSeconds(2))) {
                return;
            }
            between = true;
            var mine = acting;
            acting = Optional.empty();
            try {
                agenda.take().run();
            } finally {
                acting = mine;
                between = false;
            }
        }
    }

    private static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostRace() {
            super("another transaction was first", null, false, false);
        }
    }
}
