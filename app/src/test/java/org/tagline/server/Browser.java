package org.tagline.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless browser. Its tests are skipped with a message if no browser is installed; with {@code
 * -Dtagline.browser=required} they fail instead.
 */
final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open() {
    Path browser = BROWSERS.stream().filter(Files::isExecutable).findFirst().orElse(null);
    boolean installed = browser != null && Files.isExecutable(DRIVER);
    if (!"required".equals(System.getProperty("tagline.browser"))) {
      Assumptions.assumeTrue(
          installed,
          "no browser found; install one with: apt-get install chromium chromium-driver");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(String.valueOf(browser));
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .withSilent(true)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().window().setSize(new Dimension(1280, 900));
    return new Browser(driver);
  }

  void go(URI address) {
    // A change of only the fragment would not reload the page.
    driver.get("about:blank");
    driver.get(address.toString());
  }

  /** Emulates a screen size, because a window cannot be as narrow as a phone. */
  void width(int pixels) {
    Map<String, Object> measures =
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", measures);
  }

  /** Waits for an element and returns the first. */
  WebElement find(String css) {
    until(css, () -> !driver.findElements(By.cssSelector(css)).isEmpty());
    return driver.findElement(By.cssSelector(css));
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  /** Waits until an element's text contains the words. */
  void untilText(String css, String words) {
    until(
        css + " has \"" + words + "\"",
        () -> driver.findElement(By.cssSelector(css)).getText().contains(words));
  }

  /** Presses keys on the element that has the focus. */
  void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(driver).sendKeys(key).perform();
    }
  }

  Object script(String source) {
    return driver.executeScript(source);
  }

  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  private void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
        Thread.sleep(50);
      } catch (NoSuchElementException | StaleElementReferenceException e) {
        // The page is being rendered; try again.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError(
        "waited in vain for " + what + " in: " + driver.findElement(By.tagName("body")).getText());
  }

  @Override
  public void close() {
    driver.quit();
  }
}
