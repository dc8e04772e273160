package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.desk.Store;
import org.sallyport.postgres.Upkeep;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.keeping.ExpungedList;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The keys that wrap, and the backup, for administrators. No key leaves by any of these. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "upkeep")
public class UpkeepApi {
    private static final int STEP = 500;

    private final Optional<Upkeep> upkeep;
    private final Store store;
    private final Lists lists;
    private final Bodies bodies;

    UpkeepApi(Store store, Lists lists, Bodies bodies) {
        this.upkeep = Upkeep.of(store);
        this.store = store;
        this.lists = lists;
        this.bodies = bodies;
    }

    @Operation(summary = "How the keys stand: fingerprints, ages, counts; nothing of any key")
    @GetMapping("/keys")
    Upkeep.Keys keys(@AuthenticationPrincipal Caller caller) {
        return upkeep(caller).keys();
    }

    @Operation(
            summary = "Make a new master key",
            description = "Only where this server keeps its master key itself. The one before stays beside it and is"
                    + " needed until nothing is left to wrap again.")
    @PostMapping("/keys/master")
    Upkeep.Keys renew(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        bodies.object(request);
        var keys = upkeep(caller);
        if (!keys.keys().makesItsOwn()) {
            throw Refusal.conflict("keys.environment");
        }
        keys.newMasterKey();
        return keys.keys();
    }

    @Operation(
            summary = "Wrap some keys again under the master key in use",
            description = "Call it until left is 0. It may be stopped at any moment; nothing that was sealed changes.")
    @PostMapping("/keys/wrap")
    Map<String, Object> wrap(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        bodies.object(request);
        var keys = upkeep(caller);
        int done = keys.wrapAgain(STEP);
        return Map.of("done", done, "left", keys.keys().left());
    }

    @Operation(
            summary = "A backup of everything, as of now",
            description = "docs/formats/backup.md. Payloads stay sealed; the master key is not in it. A file cut off"
                    + " is found out when it is read.")
    @GetMapping(value = "/backup", produces = "application/zip")
    void backup(HttpServletResponse response, @AuthenticationPrincipal Caller caller) throws IOException {
        var keeper = upkeep(caller);
        response.setContentType("application/zip");
        keeper.backup(response.getOutputStream(), (_, _) -> {});
    }

    /** The list as it stands in JSON: docs/formats/expunged.md. */
    public record Expunged(int format, List<ExpungedLine> expunged) {}

    /** One expungement that was carried out; {@code stamp} is base64 of the installation's own mark of the rest. */
    public record ExpungedLine(
            String facility,
            UUID id,
            UUID stay,
            String reason,
            String citation,
            String proposedBy,
            String confirmedBy,
            List<UUID> streams,
            String stamp) {}

    @Operation(
            summary = "The expungements carried out so far, to be kept outside backups",
            description = "docs/formats/expunged.md. sallyport restore carries them out again. It names no person.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The whole list.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = Expunged.class))))
    @GetMapping("/expunged")
    ObjectNode expunged(@AuthenticationPrincipal Caller caller) {
        return ExpungedList.write(store, lists, upkeep(caller));
    }

    private Upkeep upkeep(Caller caller) {
        if (!caller.may(Role.ADMINISTRATOR, Grant.ALL)) {
            throw Refusal.forbidden();
        }
        return upkeep.orElseThrow(() -> Refusal.unknown("database"));
    }
}
