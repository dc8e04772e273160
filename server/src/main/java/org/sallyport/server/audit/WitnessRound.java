package org.sallyport.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.ConsistencyProof;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.SignedNote.Signed;
import org.sallyport.audit.Submission;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.problem.Checked;

/**
 * Submits the newest checkpoint to a witness (C2SP tlog-witness, read 2026-11-25), with the proof that it continues
 * what the witness cosigned last, and keeps what it signs.
 */
final class WitnessRound implements AutoCloseable {
    /** The witness saw more entries than the log has: an older state was restored, or entries were taken away. */
    static final String SHRUNK = "log-shrunk";

    /** The witness saw other entries than the log has: they were altered, or lost and others put in their place. */
    static final String REWRITTEN = "log-rewritten";

    /** The witness does not follow this log, or knows it by another key. */
    static final String NOT_FOLLOWED = "not-followed";

    /** No answer, or one that is none of a witness. */
    static final String UNREACHABLE = "unreachable";

    private final OpenLog log;
    private final Duration answer;
    private final HttpClient http;
    private final Set<NoteKey> asked = ConcurrentHashMap.newKeySet();

    /** Rounds for a log; a witness has so long to answer. */
    WitnessRound(OpenLog log, Duration answer) {
        this.log = log;
        this.answer = answer;
        this.http = HttpClient.newBuilder().connectTimeout(answer).build();
    }

    /** Whether a fault of this code means that the log is not what the witness saw: an alarm, not a delay. */
    static boolean isAlarm(String fault) {
        return fault.equals(SHRUNK) || fault.equals(REWRITTEN);
    }

    /**
     * Asks a witness, if there is anything new for it, and once after each start: whoever restored an older state
     * learns of it at once.
     */
    void ask(Witnesses.Kept witness) throws InterruptedException {
        var newest = log.log().checkpoint().flatMap(WitnessRound::read);
        boolean news = newest.filter(n -> n.checkpoint().head().size() != witness.size()
                        || !witness.fault().isEmpty()
                        || !asked.contains(witness.named().key()))
                .isPresent();
        if (news && log.witnesses().turn(witness.named().key())) {
            asked.add(witness.named().key());
            submit(witness.named(), witness.size(), newest.get(), true);
        }
    }

    private record Newest(SignedNote note, Checkpoint checkpoint) {}

    private static Optional<Newest> read(String text) {
        return SignedNote.parse(text) instanceof Checked.Good<SignedNote>(var note)
                        && Checkpoint.parse(note.text()) instanceof Checked.Good<Checkpoint>(var checkpoint)
                ? Optional.of(new Newest(note, checkpoint))
                : Optional.empty();
    }

    private void submit(Witnesses.Named witness, long from, Newest newest, boolean again) throws InterruptedException {
        long size = newest.checkpoint().head().size();
        if (from > size) {
            log.witnesses().failed(witness.key(), SHRUNK);
            return;
        }
        var own = newest.note().by(log.signer().key()).stream().toList();
        var note = new SignedNote(newest.note().text(), own);
        var body = new Submission(from, path(from, size), note, newest.checkpoint()).body();
        try {
            var response = http.send(
                    HttpRequest.newBuilder(address(witness.address()))
                            .timeout(answer)
                            .header("content-type", "text/plain; charset=utf-8")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            String said;
            try (var in = response.body()) {
                said = new String(in.readNBytes(SignedNote.CHARACTERS_MOST), UTF_8);
            }
            answered(witness, from, newest, response.statusCode(), said, again);
        } catch (IOException e) {
            log.witnesses().failed(witness.key(), UNREACHABLE);
        }
    }

    private List<Hash> path(long from, long size) {
        return from == 0
                ? List.of()
                : ConsistencyProof.of(from, size, log.log().hashes(size)).path();
    }

    private static URI address(URI before) {
        return URI.create(before.toString().replaceAll("/+$", "") + "/add-checkpoint");
    }

    private void answered(Witnesses.Named witness, long from, Newest newest, int status, String said, boolean again)
            throws InterruptedException {
        long size = newest.checkpoint().head().size();
        switch (status) {
            case 200 -> {
                var line = signed(witness, newest, said);
                if (line.isPresent()) {
                    log.witnesses().cosigned(witness.key(), size, line.get());
                } else {
                    log.witnesses().failed(witness.key(), UNREACHABLE);
                }
            }
            case 409 -> {
                long seen = said.strip().matches("0|[1-9]\\d{0,17}") ? Long.parseLong(said.strip()) : -1;
                if (seen > size) {
                    log.witnesses().failed(witness.key(), SHRUNK);
                } else if (seen == from) {
                    log.witnesses().failed(witness.key(), REWRITTEN);
                } else if (seen < 0 || !again) {
                    log.witnesses().failed(witness.key(), UNREACHABLE);
                } else {
                    log.witnesses().follows(witness.key(), seen);
                    submit(witness, seen, newest, false);
                }
            }
            case 422 -> log.witnesses().failed(witness.key(), REWRITTEN);
            case 403, 404 -> log.witnesses().failed(witness.key(), NOT_FOLLOWED);
            default -> log.witnesses().failed(witness.key(), UNREACHABLE);
        }
    }

    /** The line the witness's own key made over this checkpoint, if the answer has one; all others are ignored. */
    private static Optional<Signed> signed(Witnesses.Named witness, Newest newest, String said) {
        if (!(SignedNote.lines(said) instanceof Checked.Good<List<Signed>>(var lines))) {
            return Optional.empty();
        }
        var answer = new SignedNote(newest.note().text(), lines);
        return answer.verify(List.of(witness.key())) instanceof SignedNote.Verdict.Trusted
                ? answer.by(witness.key())
                : Optional.empty();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
