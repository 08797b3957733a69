package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.tagline.catalogue.Flag;

/** Uses the page in a real browser. */
class PageTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static RunningServer server;

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open();
    server = new RunningServer(folder.resolve("catalogue"));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void theBrowserReportedNoError() {
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aTextIsTaggedAndItsEvidenceMarked() {
    browser.go(server.at("/#/tag"));
    browser.find("textarea").sendKeys(SmallHome.GHOST, Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.untilText(".said", "paranormal");
    browser.untilText(".facts", "read all");
    browser.find(".reading mark");
    assertThat(browser.find(".bars button[aria-pressed=true]").getText()).contains("paranormal");
    browser.find(".bars li:nth-child(2) button").click();
    browser.untilText(".why b", "dramatic");
  }

  @Test
  void aFileIsTagged() throws Exception {
    Path file = Files.writeString(folder.resolve("synopsis.txt"), SmallHome.GHOST);
    browser.go(server.at("/#/tag"));
    browser.find("#file").sendKeys(file.toString());
    browser.untilText(".said", "paranormal");
  }

  @Test
  void aBinaryFileIsRefusedWithAMessage() throws Exception {
    Path file = Files.write(folder.resolve("picture.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    browser.go(server.at("/#/tag"));
    browser.find("#file").sendKeys(file.toString());
    browser.untilText(".text", "is no UTF-8 text");
  }

  @Test
  void twoTaggersAreShownSideBySide() {
    browser.go(server.at("/#/film/0"));
    browser.find("#beside option[value=second]").click();
    browser.untilText(".verdict > div:nth-child(2) .who", "second");
    assertThat(browser.count(".bars.two li")).isEqualTo(2);
    browser.find("#beside option[value='']").click();
  }

  @Test
  void aWrongPredictionIsFlaggedWithTwoKeysAndAccepted() {
    browser.go(server.at("/#/film/1"));
    browser.untilText(".said", "paranormal");
    browser.press("f", "1");
    browser.untilText("#toast", "Flagged: dramatic instead of paranormal");
    browser.go(server.at("/#/flags"));
    browser.untilText(".flags li", "Film 1");
    browser.press("a");
    browser.untilText("#toast", "Accepted");
    browser.find(".tabs button:nth-child(2)").click();
    browser.untilText(".row", "1 labelled film");
    browser.find(".row button").click();
    browser.untilText(".row", "first is right on 0 of 1");
    assertThat(server.catalogue.flags().list(Flag.State.ACCEPTED, 0, 10).flags())
        .singleElement()
        .satisfies(flag -> assertThat(flag.correct()).containsExactly("dramatic"));
  }

  @Test
  void filmsAreFoundAndOpenedByKeyboard() {
    browser.go(server.at("/#/catalogue"));
    browser.untilText("main > p", "60 films");
    browser.press("judge");
    browser.untilText("main > p", "20 films");
    assertThat(browser.find(".excerpt em").getText()).isEqualTo("judge");
    browser.press(Keys.ARROW_DOWN, Keys.ENTER);
    browser.untilText("h1", "Film");
    browser.untilText(".title", "People say");
    browser.untilText(".said", "dramatic");
  }

  @Test
  void theProfileIsShownWithCharts() {
    browser.go(server.at("/#/data"));
    browser.untilText(".cards dd", "60");
    assertThat(browser.count("canvas")).isEqualTo(4);
    assertThat(browser.script("return Object.keys(Chart.instances).length")).isEqualTo(4L);
  }

  @Test
  void modelCardsAreShown() {
    browser.go(server.at("/#/models"));
    browser.untilText(".board", "first");
    browser.untilText(".prose", "Tags films from their synopses");
    assertThat(browser.count("main > div > .scroll .board tbody tr")).isEqualTo(2);
  }

  @Test
  void aComparisonShowsItsLeaderboard() {
    browser.go(server.at("/#/models"));
    browser.untilText(".comparisons tr.chosen", "winner");
    assertThat(browser.count(".comparisons tbody tr")).isEqualTo(2);
    browser.find("#prefer option[value=speed]").click();
    browser.untilText(".comparisons", "although you prefer speed");
  }

  @Test
  void theInterfaceIsDocumented() {
    browser.go(server.at("/#/api"));
    browser.untilText("main", "/api/predict/batch");
    assertThat(browser.count(".operation")).isEqualTo(23);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tag",
        "catalogue",
        "film/1",
        "check",
        "check/diff",
        "data",
        "models",
        "flags",
        "api"
      })
  void everyViewFitsAPhone(String view) {
    browser.width(390);
    browser.go(server.at("/#/" + view));
    browser.find("main > *");
    // A vertical scroll bar takes some of the inner width.
    assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    browser.width(1280);
  }

  @Test
  void thePageLoadsNothingFromOtherServers() {
    browser.go(server.at("/#/data"));
    browser.untilText(".cards dd", "60");
    assertThat(
            browser.script(
                "return performance.getEntriesByType('resource')"
                    + ".filter(one => !one.name.startsWith(location.origin)).length"))
        .isEqualTo(0L);
  }
}
