package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
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
 * A headless browser. Tests are skipped if none is installed; with {@code
 * -Dtagline.browser=required} they fail instead.
 */
final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final Pattern RAW_VALUE =
      Pattern.compile("\\b(undefined|null|NaN|Infinity|Invalid Date|true|false)|\\[object ");
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
          "no browser is installed; install one with: apt-get install chromium chromium-driver");
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
    // Changing only the fragment would not reload the page.
    driver.get("about:blank");
    driver.get(address.toString());
  }

  /** Sets the width of the viewport; the window itself cannot be as narrow as a phone. */
  void width(int pixels) {
    Map<String, Object> metrics =
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
  }

  /** Waits for an element and returns the first one that matches. */
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
        css + " containing \"" + words + "\"",
        () -> driver.findElement(By.cssSelector(css)).getText().contains(words));
  }

  /** Sends keys to the focused element. */
  void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(driver).sendKeys(key).perform();
    }
  }

  /** Runs a script and returns its result; waits for it if it is a promise. */
  Object script(String source) {
    return driver.executeScript(source);
  }

  /** Asserts that the page shows no raw value, such as undefined, and that no script failed. */
  void assertClean() {
    assertThat(driver.findElement(By.tagName("body")).getText()).doesNotContainPattern(RAW_VALUE);
    assertThat(errors()).isEmpty();
  }

  private List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  private void until(String description, BooleanSupplier condition) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
        Thread.sleep(50);
      } catch (NoSuchElementException | StaleElementReferenceException e) {
        // The page is still rendering; try again.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError(
        "timed out waiting for "
            + description
            + " in: "
            + driver.findElement(By.tagName("body")).getText());
  }

  @Override
  public void close() {
    driver.quit();
  }
}
