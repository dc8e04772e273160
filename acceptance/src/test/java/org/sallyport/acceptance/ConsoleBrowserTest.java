package org.sallyport.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.sallyport.server.console.ConsoleScene;

/** The console in a real browser: by keyboard alone, on a phone's width, and without a barrier that axe knows. */
class ConsoleBrowserTest {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Dimension PHONE = new Dimension(375, 800);
    private static final Dimension DESK = new Dimension(1280, 900);

    private ConsoleScene scene;
    private ChromeDriver browser;

    @BeforeEach
    void open() {
        assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "no Chromium with its driver on this machine");
        scene = new ConsoleScene();
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(service, options);
        browser.manage().window().setSize(DESK);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
        if (scene != null) {
            scene.close();
        }
    }

    private void logInByKeyboard() {
        var own = "a password of my own";
        browser.get(scene.address().toString());
        browser.findElement(By.id("username")).sendKeys("test-counsel", Keys.TAB, scene.password(), Keys.ENTER);
        shows("Choose your password");
        browser.findElement(By.id("old")).sendKeys(scene.password(), Keys.TAB, own, Keys.TAB, own, Keys.ENTER);
        shows("Board");
    }

    private void shows(String title) {
        new WebDriverWait(browser, Duration.ofSeconds(20))
                .ignoring(StaleElementReferenceException.class) // the page before may go while it is read
                .until(b -> b.findElement(By.tagName("h1")).getText().startsWith(title));
    }

    private void noBarrier(String page) throws IOException {
        var found = new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                .analyze(browser)
                .getViolations();
        picture(page);
        assertEquals(
                List.of(),
                found.stream().map(v -> v.getId() + ": " + v.getHelp()).toList(),
                page);
    }

    private void picture(String page) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve(page + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private boolean scrollsSideways() {
        return (Boolean) browser.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Test
    void every_page_is_free_of_barriers_and_fits_a_phone() throws IOException {
        browser.get(scene.address().toString());
        noBarrier("login");
        logInByKeyboard();
        for (var page : List.of("board", "stay", "requests", "policy", "facility")) {
            switch (page) {
                case "board" -> browser.get(scene.address().resolve("/").toString());
                case "stay" -> browser.findElement(By.cssSelector("tbody th a")).click();
                default -> browser.get(scene.address().resolve("/" + page).toString());
            }
            noBarrier(page);
            browser.manage().window().setSize(PHONE);
            noBarrier(page + "-phone");
            assertTrue(!scrollsSideways(), page + " scrolls sideways on a phone");
            browser.manage().window().setSize(DESK);
            if (page.equals("stay")) {
                continue;
            }
            browser.get(scene.address().resolve("/").toString());
        }
    }

    @Test
    void a_case_is_decided_by_keyboard_alone() {
        logInByKeyboard();
        var stay = browser.findElement(By.cssSelector("tbody th a"));
        stay.sendKeys(Keys.ENTER);
        shows("Stay E-");
        browser.findElement(By.name("reason")).sendKeys("test", Keys.TAB, Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(20))
                .ignoring(StaleElementReferenceException.class) // the page before may go while it is read
                .until(b -> b.findElement(By.className("message")).getText().contains("Recorded."));
        assertTrue(browser.findElement(By.className("story")).getText().contains("Decided yes as counsel: test"));
    }

    @Test
    void sending_is_stopped_by_one_key() {
        logInByKeyboard();
        browser.findElement(By.cssSelector("button.stop")).sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(20))
                .ignoring(StaleElementReferenceException.class) // the page before may go while it is read
                .until(b -> b.findElement(By.className("stopped")).getText().contains("All sending is stopped"));
    }
}
