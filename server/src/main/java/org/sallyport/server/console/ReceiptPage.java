package org.sallyport.server.console;

import org.sallyport.server.api.ReceiptDesk;
import org.sallyport.server.security.Caller;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Receipts of record to download: for whoever works at the facility, and for the agency that asked. */
@Controller
class ReceiptPage {
    private final ReceiptDesk desk;

    ReceiptPage(ReceiptDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/receipts/{what}/{name}")
    ResponseEntity<byte[]> take(
            @AuthenticationPrincipal Caller reader, @PathVariable String what, @PathVariable String name) {
        var file = desk.take(what, name, "", reader);
        var named = ContentDisposition.attachment()
                .filename("receipt-" + what + "-" + name + ".json")
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, named.toString())
                .cacheControl(CacheControl.noStore())
                .body(file);
    }
}
