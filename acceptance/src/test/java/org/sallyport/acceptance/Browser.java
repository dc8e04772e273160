package org.sallyport.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser without a window, as wide as a desk's screen or a phone. */
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Dimension PHONE = new Dimension(375, 800);
    private static final Dimension DESK = new Dimension(1280, 900);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where there is no browser. */
    static void assumed() {
        assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "no Chromium with its driver on this machine");
    }

    /** Opens one; what it downloads goes into a folder. */
    static Browser open(Path downloads) {
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
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
        var browser = new Browser(new ChromeDriver(service, options));
        browser.desk();
        return browser;
    }

    ChromeDriver driver() {
        return driver;
    }

    void desk() {
        driver.manage().window().setSize(DESK);
    }

    void phone() {
        driver.manage().window().setSize(PHONE);
    }

    /** Logs in by keyboard with a one-time password, and chooses another. */
    void logIn(URI address, String name, String password, String title) {
        var own = "a password of my own";
        driver.get(address.toString());
        driver.findElement(By.id("username")).sendKeys(name, Keys.TAB, password, Keys.ENTER);
        shows("Choose your password");
        driver.findElement(By.id("old")).sendKeys(password, Keys.TAB, own, Keys.TAB, own, Keys.ENTER);
        shows(title);
    }

    /** Waits for a page of this title. */
    void shows(String title) {
        until(b -> b.findElement(By.tagName("h1")).getText().startsWith(title));
    }

    /** Waits until something is so. */
    void until(Function<ChromeDriver, Boolean> so) {
        new WebDriverWait(driver, SOON)
                .ignoring(StaleElementReferenceException.class) // the page before may go while it is read
                .until(_ -> so.apply(driver));
    }

    /** The page has no barrier that axe knows, and takes a picture of it. */
    void noBarrier(String page) throws IOException {
        var found = new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                .analyze(driver)
                .getViolations();
        var folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve(page + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        assertEquals(
                List.of(),
                found.stream().map(v -> v.getId() + ": " + v.getHelp()).toList(),
                page);
    }

    boolean scrollsSideways() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
