package org.sallyport.bench.live;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A serving process of its own, started as an operator starts it, which can be killed and started again. */
final class Node implements AutoCloseable {
    private static final long READY_NANOS = 120_000_000_000L;

    private final int port;
    private final Path log;
    private final Map<String, String> environment;
    private Process process;

    private Node(int port, Path log, Map<String, String> environment) throws IOException {
        this.port = port;
        this.log = log;
        this.environment = environment;
        this.process = launch();
    }

    /**
     * Starts a node on a free port and waits until it listens.
     *
     * @param log     where what it says goes
     * @param address the public address of the installation
     */
    static Node start(Path log, Map<String, String> environment, URI address) throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var all = new HashMap<>(environment);
        all.put("SALLYPORT_PUBLIC_URL", address.toString());
        var node = new Node(free, log, all);
        node.awaitReady();
        return node;
    }

    private Process launch() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                java,
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sallyport.cli.Main",
                "serve",
                "--port",
                Integer.toString(port)));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Waits until the port answers. */
    void awaitReady() {
        long end = System.nanoTime() + READY_NANOS;
        while (System.nanoTime() < end) {
            try (var _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("A node ended by itself; see " + log + ".", e);
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
        throw new IllegalStateException("A node did not listen in time; see " + log + ".");
    }

    /** Kills the process without a word (SIGKILL) and starts it again. */
    void killAndStart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
        awaitReady();
    }

    /** Ends it politely. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
