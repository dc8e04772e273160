package org.sallyport.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.sallyport.server.console.ConsoleScene;

/** The console in a real browser: by keyboard alone, on a phone's width, and without a barrier that axe knows. */
class ConsoleBrowserTest {
    @TempDir
    private Path downloads;

    private ConsoleScene scene;
    private Browser browser;

    @BeforeEach
    void open() {
        Browser.assumed();
        scene = new ConsoleScene();
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

    private void logInByKeyboard() {
        browser.logIn(scene.address(), "test-counsel", scene.password(), "Board");
    }

    @Test
    void every_page_is_free_of_barriers_and_fits_a_phone() throws IOException {
        var driver = browser.driver();
        driver.get(scene.address().toString());
        browser.noBarrier("login");
        logInByKeyboard();
        for (var page : List.of("board", "stay", "requests", "policy", "facility", "records")) {
            switch (page) {
                case "board" -> driver.get(scene.address().resolve("/").toString());
                case "stay" -> driver.findElement(By.cssSelector("tbody th a")).click();
                default -> driver.get(scene.address().resolve("/" + page).toString());
            }
            browser.noBarrier(page);
            browser.phone();
            browser.noBarrier(page + "-phone");
            assertTrue(!browser.scrollsSideways(), page + " scrolls sideways on a phone");
            browser.desk();
            if (page.equals("stay")) {
                continue;
            }
            driver.get(scene.address().resolve("/").toString());
        }
    }

    @Test
    void a_case_is_decided_by_keyboard_alone() {
        logInByKeyboard();
        var driver = browser.driver();
        driver.findElement(By.cssSelector("tbody th a")).sendKeys(Keys.ENTER);
        browser.shows("Stay E-");
        driver.findElement(By.name("reason")).sendKeys("test", Keys.TAB, Keys.ENTER);
        browser.until(b -> b.findElement(By.className("message")).getText().contains("Recorded."));
        assertTrue(driver.findElement(By.className("story")).getText().contains("Decided yes as counsel: test"));
    }

    @Test
    void sending_is_stopped_by_one_key() {
        logInByKeyboard();
        browser.driver().findElement(By.cssSelector("button.stop")).sendKeys(Keys.ENTER);
        browser.until(b -> b.findElement(By.className("stopped")).getText().contains("All sending is stopped"));
    }
}
