package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void showsNoRawValueAndNoError() {
    browser.assertClean();
  }

  @Test
  void aTextIsTaggedAndItsEvidenceMarked() {
    browser.go(server.at("/#/tag"));
    browser.find("textarea").sendKeys(SmallHome.GHOST, Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.untilText(".predicted", "paranormal");
    browser.untilText(".facts", "read all");
    browser.find(".marked-text mark");
    assertThat(browser.find(".bars button[aria-pressed=true]").getText()).contains("paranormal");
    browser.find(".bars li:nth-child(2) button").click();
    browser.untilText(".evidence b", "dramatic");
  }

  @Test
  void aFileIsTagged() throws Exception {
    Path file = Files.writeString(folder.resolve("synopsis.txt"), SmallHome.GHOST);
    browser.go(server.at("/#/tag"));
    browser.find("#file").sendKeys(file.toString());
    browser.untilText(".predicted", "paranormal");
  }

  @Test
  void aFileThatIsNotTextIsRejected() throws Exception {
    Path file = Files.write(folder.resolve("picture.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    browser.go(server.at("/#/tag"));
    browser.find("#file").sendKeys(file.toString());
    browser.untilText(".text", "is not UTF-8 text");
  }

  @Test
  void twoTaggersAreShownSideBySide() {
    browser.go(server.at("/#/film/0"));
    browser.find("#compare-with option[value=second]").click();
    browser.untilText(".verdict > div:nth-child(2) .tagger-name", "second");
    assertThat(browser.count(".bars.two li")).isEqualTo(2);
    browser.find("#compare-with option[value='']").click();
  }

  @Test
  void aWrongPredictionIsFlaggedWithTwoKeysAndAccepted() {
    browser.go(server.at("/#/film/1"));
    browser.untilText(".predicted", "paranormal");
    browser.press("f", "1");
    browser.untilText("#toast", "Flagged: dramatic instead of paranormal");
    browser.go(server.at("/#/flags"));
    browser.untilText(".flags li", "Film 1");
    browser.press("a");
    browser.untilText("#toast", "Accepted");
    browser.find(".tabs button:nth-child(2)").click();
    browser.untilText(".row", "1 labelled film");
    browser.find(".row button").click();
    browser.untilText(".row", "first: 0 of 1 correct");
    assertThat(server.catalogue.flags().list(Flag.State.ACCEPTED, 0, 10).flags())
        .singleElement()
        .satisfies(flag -> assertThat(flag.correct()).containsExactly("dramatic"));
  }

  @Test
  void aFlagIsRejectedAndReopened() {
    browser.go(server.at("/#/film/4"));
    browser.untilText(".predicted", "paranormal");
    browser.press("f", "1");
    browser.untilText("#toast", "Flagged");
    browser.go(server.at("/#/flags"));
    browser.untilText(".flags li", "Film 4");
    browser.press("r");
    browser.untilText("#toast", "Rejected");
    browser.go(server.at("/#/flags?state=rejected"));
    browser.untilText(".flags li", "Film 4");
    browser.find(".flags li button").click();
    browser.untilText("#toast", "Reopened");
    assertThat(browser.find("#toast").getText()).isEqualTo("Reopened.");
  }

  @Test
  void missingValuesAreLeftOutOrShownAsADash() {
    browser.go(server.at("/#/tag"));
    assertThat(
            browser.script(
                "return import('/page/dom.js').then(({ h }) => h('p', 'a', false, true, null,"
                    + " undefined, [0, [NaN, 'b']], h('b', 'c')).textContent)"))
        .isEqualTo("a0–bc");
    assertThat(
            browser.script(
                "return import('/page/dom.js').then(({ toast }) => { toast('Done.', false,"
                    + " undefined); return document.getElementById('toast').textContent; })"))
        .isEqualTo("Done.");
    assertThat(
            browser.script(
                "return import('/page/dom.js').then(({ number, fixed, percent, plural, day }) =>"
                    + " [number(NaN), fixed(null, 2), percent('NaN'), plural(undefined, 'film'),"
                    + " day(undefined)].join(' '))"))
        .isEqualTo("– – – – films –");
    assertThat(
            browser.script(
                "return import('/page/dom.js').then(({ h }) => { try { h('p', [{}, 'a']);"
                    + " return 'rendered'; } catch (problem) { return problem.message; } })"))
        .isEqualTo("A child must be text or a node, not [object Object].");
  }

  @Test
  void anEmptyCatalogueIsExplained() throws Exception {
    try (RunningServer empty = RunningServer.withEmptyCatalogue(folder.resolve("empty"))) {
      for (String view : List.of("catalogue", "data")) {
        browser.go(empty.at("/#/" + view));
        browser.untilText("main", "The catalogue is empty. Import films with: tagline import FILE");
        browser.assertClean();
      }
      browser.go(empty.at("/#/check"));
      browser.find("main .empty");
      browser.assertClean();
      // The page must not poll the server while it stops.
      browser.go(server.at("/#/tag"));
    }
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
    browser.untilText(".title", "Catalogue tags");
    browser.untilText(".predicted", "dramatic");
  }

  @Test
  void theCatalogueIsCountedAndDrawn() {
    browser.go(server.at("/#/data"));
    browser.untilText(".cards dd", "60");
    assertThat(browser.count("canvas")).isEqualTo(4);
    assertThat(browser.script("return Object.keys(Chart.instances).length")).isEqualTo(4L);
  }

  @Test
  void theTaggersHaveModelCards() {
    browser.go(server.at("/#/taggers"));
    browser.untilText(".board", "first");
    browser.untilText(".prose", "Tags films from their synopses");
    assertThat(browser.count("main > div > .scroll .board tbody tr")).isEqualTo(2);
  }

  @Test
  void aComparisonHasALeaderboard() {
    browser.go(server.at("/#/taggers"));
    browser.untilText(".comparisons tr.chosen", "winner");
    assertThat(browser.count(".comparisons tbody tr")).isEqualTo(2);
    browser.find("#prefer option[value=speed]").click();
    browser.untilText(".comparisons", "although you prefer speed");
  }

  @Test
  void theApiIsDescribed() {
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
        "taggers",
        "flags",
        "api"
      })
  void everyViewFitsAPhone(String view) {
    browser.width(390);
    browser.go(server.at("/#/" + view));
    browser.find("main > *");
    // innerWidth includes the vertical scroll bar.
    assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    browser.width(1280);
  }

  @Test
  void onlyThisServerIsContacted() {
    browser.go(server.at("/#/data"));
    browser.untilText(".cards dd", "60");
    assertThat(
            browser.script(
                "return performance.getEntriesByType('resource')"
                    + ".filter(one => !one.name.startsWith(location.origin)).length"))
        .isEqualTo(0L);
  }
}
