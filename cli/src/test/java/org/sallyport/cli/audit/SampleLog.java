package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.Tile;

/** A log of invented entries, in memory: its files by path, as a server publishes them. */
record SampleLog(Map<String, byte[]> files) {
    static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");
    static final NoteSigner LOG = signer("jail.example/audit", NoteKey.Kind.SIGNER, 1);
    static final NoteSigner WITNESS = signer("paper.example/witness", NoteKey.Kind.COSIGNER, 2);

    static NoteSigner signer(String name, NoteKey.Kind kind, int first) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return new NoteSigner(name, kind, seed);
    }

    /**
     * A log.
     *
     * @param other an entry that is another one than usual; none if negative
     */
    static SampleLog of(int size, int other) {
        var tree = new Frontier();
        var entries = new ArrayList<byte[]>();
        var hashes = new HashMap<Tile, byte[]>();
        for (int i = 0; i < size; i++) {
            var entry = Hash.sha256(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i == other ? 1 : 0)})
                    .bytes();
            entries.add(entry);
            tree.append(Hash.leaf(entry), (level, index, hash) -> {
                if (level % Tile.HEIGHT == 0) {
                    var tile = new Tile(level / Tile.HEIGHT, index / Tile.FULL, Tile.FULL);
                    hash.copyTo(
                            hashes.computeIfAbsent(tile, _ -> new byte[Tile.FULL * Hash.BYTES]),
                            (int) (index % Tile.FULL) * Hash.BYTES);
                }
            });
        }
        var files = new HashMap<String, byte[]>();
        for (var tile : LogFolder.tiles(size)) {
            files.put(
                    tile.path(),
                    tile.level() == Tile.ENTRIES
                            ? EntryBundle.write(entries.subList(
                                    (int) tile.index() * Tile.FULL, (int) tile.index() * Tile.FULL + tile.width()))
                            : java.util.Arrays.copyOf(
                                    hashes.get(new Tile(tile.level(), tile.index(), Tile.FULL)),
                                    tile.width() * Hash.BYTES));
        }
        var text = new Checkpoint(LOG.key().name(), tree.head()).text();
        var note = new SignedNote(text, List.of()).with(LOG.sign(text, NOON)).with(WITNESS.sign(text, NOON));
        files.put("checkpoint", note.toString().getBytes(UTF_8));
        files.put("key", (LOG.key() + "\n").getBytes(UTF_8));
        return new SampleLog(files);
    }

    static SampleLog of(int size) {
        return of(size, -1);
    }

    /** Writes it as a copy. */
    Path write(Path folder) throws IOException {
        var copy = new LogFolder(folder, 0);
        for (var file : files.entrySet()) {
            copy.write(file.getKey(), file.getValue());
        }
        return folder;
    }

    /** Publishes it on loopback; {@code spoil} sees each file before it is sent. */
    Published publish(BiFunction<String, byte[], byte[]> spoil) {
        return new Published(this, spoil);
    }

    static final class Published implements AutoCloseable {
        private final HttpServer server;

        private Published(SampleLog log, BiFunction<String, byte[], byte[]> spoil) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/audit/", exchange -> {
                try (exchange) {
                    var path = exchange.getRequestURI().getPath().substring("/audit/".length());
                    var bytes = log.files().get(path);
                    if (bytes == null) {
                        exchange.sendResponseHeaders(404, -1);
                        return;
                    }
                    var sent = spoil.apply(path, bytes);
                    exchange.sendResponseHeaders(200, sent.length);
                    exchange.getResponseBody().write(sent);
                }
            });
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/audit");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
