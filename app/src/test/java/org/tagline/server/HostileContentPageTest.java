package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.ImportListener;
import org.tagline.catalogue.ImportOptions;

/** Opens views of films, tags and flags that contain markup. */
class HostileContentPageTest {
  private static final String MARKUP = "<img src=x onerror=attacked=1><script>attacked=2</script>";

  @TempDir Path folder;

  @Test
  void markupInTheCatalogueIsShownAsText() throws Exception {
    Path films = folder.resolve("films.jsonl");
    String text = RunningServer.quoted(MARKUP + " A ghost haunts the house. " + MARKUP);
    Files.writeString(
        films,
        "{\"id\":\"1\",\"title\":%s,\"synopsis\":%s,\"tags\":[%s]}%n"
            .formatted(RunningServer.quoted(MARKUP), text, RunningServer.quoted(MARKUP)));
    try (RunningServer server = RunningServer.withEmptyCatalogue(folder.resolve("home"));
        Browser browser = Browser.open()) {
      server.catalogue.importer().importFile(films, ImportOptions.DEFAULT, ImportListener.NONE);
      String flag =
          "{\"film\":\"1\",\"tagger\":\"first\",\"predicted\":[%1$s],\"correct\":[%1$s],"
              + "\"by\":%1$s,\"note\":%1$s}";
      assertThat(
              server.post("/api/flags", flag.formatted(RunningServer.quoted(MARKUP))).statusCode())
          .isEqualTo(201);
      for (String view :
          new String[] {"catalogue", "catalogue?q=attacked", "film/1", "flags", "data"}) {
        browser.go(server.at("/#/" + view));
        browser.untilText("main", "<img src=x");
        assertClean(browser, view);
      }
      browser.go(server.at("/#/check"));
      browser.find("main > *");
      assertClean(browser, "check");
    }
  }

  private static void assertClean(Browser browser, String view) {
    assertThat(browser.script("return window.attacked || null")).as(view).isNull();
    assertThat(browser.count("[onerror], main script, main img[src=x]")).as(view).isZero();
  }
}
