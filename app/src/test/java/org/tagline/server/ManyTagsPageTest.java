package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
import org.tagline.cli.ManyTagFilms;
import org.tagline.cli.Run;
import org.tagline.dataset.Film;

/** Tests the page in a real browser with a linear multi-label tagger of 14 tags. */
class ManyTagsPageTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static RunningServer server;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.open();
    Path home = folder.resolve("home");
    done("import", ManyTagFilms.write(folder.resolve("films.csv")), "--home", home);
    done("train", "--as", "many", "--base", "linear", "--c", 5, "--home", home);
    done("train", "--as", "blind", "--base", "majority", "--home", home);
    server = new RunningServer(folder.resolve("served"), home, List.of("many", "blind"));
  }

  private static void done(Object... arguments) {
    Run run = Run.tagline(arguments);
    assertThat(run.status()).as(run.err()).isZero();
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
  void predictedTagsComeFirstAndOthersAreFound() {
    browser.go(server.at("/#/tag"));
    browser
        .find("textarea")
        .sendKeys(
            "The captain steers his ship through waves. A rocket circles the red planet.",
            Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.untilText(".predicted", "sea");
    assertThat(browser.find(".predicted").getText()).contains("space");
    assertThat(browser.count(".bars li")).isLessThan(14);
    browser.find(".fold button").click();
    browser.untilText(".fold", "Show fewer tags");
    assertThat(browser.count(".bars li")).isEqualTo(14);
    browser.press("danc");
    browser.untilText(".tags", "dance");
    assertThat(browser.count(".tags > div:last-child li")).isEqualTo(1);
  }

  @Test
  void everyTagHasEvidence() {
    browser.go(server.at("/#/tag"));
    browser
        .find("textarea")
        .sendKeys(
            "The captain steers his ship through waves. A rocket circles the red planet.",
            Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.untilText(".predicted", "sea");
    browser.find(".tag[title=sea]").click();
    browser.untilText(".marked-text mark", "captain");
    browser.find(".tag[title=space]").click();
    browser.untilText(".marked-text mark", "rocket");
  }

  @Test
  void aTagMissingInTheCatalogueIsMarked() throws Exception {
    browser.go(server.at("/#/film/" + adrift().id()));
    browser.untilText(".predicted", "sea");
    browser.untilText(".bars .tag[title=sea]", "missing?");
    String own = adrift().tags().get(0);
    browser.untilText(".bars .tag[title='" + own + "']", "✓");
  }

  @Test
  void severalCorrectTagsAreFlaggedByKeyboard() throws Exception {
    Film film = adrift();
    browser.go(server.at("/#/film/" + film.id()));
    browser.untilText(".predicted", "sea");
    browser.press("f");
    browser.find("dialog.flag");
    browser.press("heis", Keys.ENTER, "dance", Keys.ENTER);
    browser.untilText(".chosen", "heist");
    browser.untilText(".chosen", "dance");
    browser.press(Keys.ENTER);
    browser.untilText("#toast", "Flagged");
    assertThat(server.catalogue.flags().list(Flag.State.OPEN, 0, 10).flags())
        .anySatisfy(flag -> assertThat(flag.correct()).contains("sea", "heist", "dance"));
  }

  @Test
  void twoTaggersWithManyTagsAreShownSideBySide() {
    browser.go(server.at("/#/film/0"));
    browser.find("#compare-with option[value=blind]").click();
    browser.untilText(".verdict > div:nth-child(2) .tagger-name", "blind");
    assertThat(browser.count(".bars.two li")).isPositive();
    browser.find("#compare-with option[value='']").click();
  }

  @Test
  void missingTagsAreListedWithLinksToTheirFilms() {
    browser.go(server.at("/#/check"));
    browser.find("#tag option[value=sea]").click();
    browser.untilText(".doubts tbody tr", "adrift");
    browser.untilText(".doubts tbody td", "sea");
    browser.find(".tabs button:nth-child(2)").click();
    browser.untilText(".doubts thead", "Surplus tag");
    browser.find(".doubts tbody a").click();
    browser.untilText(".title", "Catalogue tags");
  }

  @Test
  void switchingTaggersShowsTheChanges() {
    browser.go(server.at("/#/check/diff"));
    browser.untilText("main", "leaves the tags of");
    browser.untilText(".board thead", "Gained");
  }

  @Test
  void scoresByTagAreSortedAndFiltered() {
    browser.go(server.at("/#/taggers/many"));
    browser.untilText(".by-tag", "14 tags");
    browser.find(".by-tag th:first-child .sort").click();
    browser.untilText(".by-tag tbody tr", "comedy");
    browser.find(".by-tag input").sendKeys("win");
    browser.untilText(".by-tag tbody", "winter");
    assertThat(browser.count(".by-tag tbody tr")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"film/0", "check", "check/diff", "taggers/many"})
  void nothingIsWiderThanAPhone(String view) {
    browser.width(390);
    browser.go(server.at("/#/" + view));
    browser.find(view.startsWith("film") ? ".bars" : ".board");
    assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    browser.width(1280);
  }

  /** Returns a film about the sea that lacks the tag and was not used for training. */
  private static Film adrift() throws Exception {
    JsonNode missing;
    do {
      missing = RunningServer.json(server.get("/api/missing?tagger=many&tag=sea"));
      Thread.sleep(50);
    } while (missing.get("toRead").asInt(-1) != 0);
    String id = missing.at("/doubts/0/id").asText();
    Film film = server.catalogue.find(id).orElseThrow();
    assertThat(ManyTagFilms.lacksSea(film.title())).isTrue();
    return film;
  }
}
