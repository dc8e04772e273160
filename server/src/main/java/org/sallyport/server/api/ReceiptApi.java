package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.sallyport.server.security.Caller;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Receipts of record: one entry laid open, with the proof that it stands in the audit log. */
@RestController
@RequestMapping("/api/v1/receipts")
@Tag(name = "receipts")
public class ReceiptApi {
    private final ReceiptDesk desk;

    ReceiptApi(ReceiptDesk desk) {
        this.desk = desk;
    }

    @Operation(
            summary = "The receipt of record of one thing (docs/formats/receipt-of-record.md)",
            description = "what: request (a number), notice, sending, acknowledgement (a notice's name),"
                    + " determination (a notice's or case's name; determination: its own name). An agency gets those of"
                    + " its own requests and notices, the facility those and determinations.")
    @GetMapping(value = "/{what}/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> take(
            @PathVariable String what,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String determination,
            @AuthenticationPrincipal Caller caller) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(desk.take(what, name, determination, caller));
    }
}
