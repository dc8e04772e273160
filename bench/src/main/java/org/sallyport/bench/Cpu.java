package org.sallyport.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.sallyport.postgres.Database;

/**
 * Processor time used so far, of this program and of the PostgreSQL server it uses: what a figure costs, whatever else
 * the machine does.
 */
record Cpu(Map<Long, Duration> byProcess) {
    static Cpu now(Database database) {
        var found = new HashMap<Long, Duration>();
        var self = ProcessHandle.current();
        found.put(self.pid(), used(self));
        database.transact(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select pid from pg_stat_activity")) {
                while (rows.next()) {
                    ProcessHandle.of(rows.getLong(1)).ifPresent(p -> found.put(p.pid(), used(p)));
                }
                return found.size();
            }
        });
        return new Cpu(found);
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Seconds of this program, and of the server by those of its processes that still run. */
    record Used(double program, double server) {
        double all() {
            return program + server;
        }
    }

    /** What was used since then. */
    Used since(Cpu before) {
        long self = ProcessHandle.current().pid();
        double server = byProcess.keySet().stream()
                .filter(pid -> pid != self)
                .mapToDouble(pid -> since(before, pid))
                .sum();
        return new Used(since(before, self), server);
    }

    private double since(Cpu before, long pid) {
        var now = byProcess.getOrDefault(pid, Duration.ZERO);
        return now.minus(before.byProcess.getOrDefault(pid, Duration.ZERO)).toNanos() / 1e9;
    }
}
