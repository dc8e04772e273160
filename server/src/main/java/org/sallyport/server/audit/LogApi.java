package org.sallyport.server.audit;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.audit.Tile;
import org.sallyport.postgres.audit.OpenLog;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The audit log as C2SP tlog-tiles publishes it, open to everyone: there is nothing personal in it. A tile never
 * changes, so it may be kept for ever; the checkpoint may not.
 */
@RestController
@RequestMapping("/audit")
@Hidden
public class LogApi {
    private static final MediaType NOTE = MediaType.parseMediaType("text/plain;charset=utf-8");
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Optional<OpenLog> log;

    LogApi(LogBook book) {
        this.log = book.log();
    }

    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        return log.flatMap(l -> l.log().checkpoint())
                .map(note -> ResponseEntity.ok()
                        .contentType(NOTE)
                        .cacheControl(CacheControl.noCache())
                        .body(note))
                .orElseGet(() -> missing("No checkpoint has been signed yet.\n"));
    }

    /** The key that signs the checkpoints, as a line to hand to whoever checks them. */
    @GetMapping("/key")
    ResponseEntity<String> key() {
        return log.map(l -> ResponseEntity.ok()
                        .contentType(NOTE)
                        .cacheControl(CacheControl.noCache())
                        .body(l.signer().key() + "\n"))
                .orElseGet(() -> missing("This server keeps no audit log.\n"));
    }

    @GetMapping("/tile/**")
    ResponseEntity<?> tile(HttpServletRequest request) {
        var path = request.getRequestURI().substring("/audit/".length());
        var bytes = Tile.parse(path).flatMap(tile -> log.flatMap(l -> l.log().tile(tile)));
        return bytes.isPresent()
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .cacheControl(FOR_EVER)
                        .body(bytes.get())
                : missing("The log has no such tile.\n");
    }

    private static ResponseEntity<String> missing(String words) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(NOTE)
                .cacheControl(CacheControl.noStore())
                .body(words);
    }
}
