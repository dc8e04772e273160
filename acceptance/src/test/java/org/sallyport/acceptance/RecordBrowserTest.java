package org.sallyport.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.desk.LogTrouble;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.problem.Checked;
import org.sallyport.server.RecordScene;
import org.sallyport.server.TestWitness;

/** What proves the record, in a real browser: receipts to download at the desk, and the audit log for an auditor. */
class RecordBrowserTest {
    private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

    @TempDir
    private Path downloads;

    private RecordScene scene;
    private Browser browser;

    @BeforeEach
    void open() throws InterruptedException {
        Browser.assumed();
        scene = new RecordScene();
        browser = Browser.open(downloads);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void counsel_downloads_receipts_that_hold_and_sees_none_of_a_victims_request() throws IOException {
        browser.logIn(scene.address(), "test-counsel", scene.account("test-counsel", "desk", "counsel"), "Board");
        var driver = browser.driver();
        driver.findElement(By.cssSelector("tbody th a")).sendKeys(Keys.ENTER);
        browser.shows("Stay E-");
        var links = driver.findElements(By.cssSelector("a[href^='/receipts/']"));
        assertEquals(
                List.of("acknowledgement", "determination", "notice", "request", "sending"),
                links.stream()
                        .map(a -> a.getDomAttribute("href").split("/")[2])
                        .sorted()
                        .toList(),
                "of the agency's case, and of the victim's none");
        for (WebElement link : links) {
            link.sendKeys(Keys.ENTER);
        }
        browser.until(_ -> receipts().size() == links.size());
        receipts()
                .forEach((name, receipt) -> assertInstanceOf(
                        RecordReceipt.Verdict.Holds.class,
                        receipt.check(scene.log().signer().key(), List.of(), LATER),
                        name));
    }

    private Map<String, RecordReceipt> receipts() {
        var read = new TreeMap<String, RecordReceipt>();
        try (var files = Files.newDirectoryStream(downloads, "receipt-*.json")) {
            for (var file : files) {
                read.put(
                        file.getFileName().toString(),
                        switch (ReceiptFile.read(Files.readAllBytes(file))) {
                            case Checked.Good<RecordReceipt>(var receipt) -> receipt;
                            case Checked.Bad<RecordReceipt>(var problems) -> fail(problems.toString());
                        });
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return read;
    }

    @Test
    void an_auditor_sees_the_log_its_witnesses_and_the_last_check_and_no_person() throws IOException {
        browser.logIn(scene.address(), "test-auditor", scene.account("test-auditor", "auditor"), "Audit log");
        var driver = browser.driver();
        assertTrue(driver.findElement(By.id("no-witness")).getText().startsWith("None. Only the operator vouches"));
        assertTrue(Integer.parseInt(driver.findElement(By.id("size")).getText()) > 5);
        try (var paper = new TestWitness("paper.example/w", scene.log().signer().key(), Optional.empty())) {
            scene.log().witnesses().set(List.of(paper.named()));
            browser.until(b -> {
                b.navigate().refresh();
                var text = b.findElement(By.id("main")).getText();
                return text.contains("paper.example/w") && text.contains("cosigns");
            });
        }
        browser.noBarrier("log");
        browser.phone();
        browser.noBarrier("log-phone");
        assertTrue(!browser.scrollsSideways(), "it scrolls sideways on a phone");
        assertTrue(!driver.getPageSource().contains("Person 1"), "an auditor sees no person");
    }

    @Test
    void what_is_wrong_with_the_log_stands_on_every_page_of_the_desk() {
        scene.trouble(LogTrouble.REWRITTEN);
        browser.logIn(scene.address(), "test-desk", scene.account("test-desk", "desk"), "Board");
        var driver = browser.driver();
        var banner = driver.findElement(By.className("banner"));
        assertTrue(banner.getText().contains("A witness has cosigned other entries"), banner.getText());
        banner.findElement(By.tagName("a")).sendKeys(Keys.ENTER);
        browser.shows("Audit log");
    }
}
