package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.AnyTags;
import org.tagline.catalogue.Catalogue;
import org.tagline.cli.Run;
import org.tagline.dataset.Film;
import org.tagline.files.JsonFiles;

/** Flags texts with tags that contain separators, exports the flags and imports the file. */
class FlagTagsTest {
  @TempDir Path folder;

  @Test
  void anyTagsComeBackFromTheDownload() throws Exception {
    List<List<String>> lists =
        AnyTags.lists(1, 60).stream().filter(tags -> !tags.isEmpty()).toList();
    try (RunningServer server = new RunningServer(folder.resolve("catalogue"))) {
      for (List<String> tags : lists) {
        String body =
            JsonFiles.COMPACT
                .createObjectNode()
                .put("text", "Film " + tags)
                .put("tagger", "first")
                .set("predicted", JsonFiles.COMPACT.createArrayNode())
                .toString();
        body = body.replaceFirst("}$", ",\"correct\":");
        HttpResponse<String> flag = server.post("/api/flags", body + json(tags) + "}");
        assertThat(flag.statusCode()).as(flag.body()).isEqualTo(201);
        String id = flag.headers().firstValue("Location").orElseThrow();
        String review = "{\"state\":\"accepted\",\"correct\":" + json(tags) + "}";
        assertThat(server.post(id + "/review", review).statusCode()).isEqualTo(200);
      }
      Path csv =
          Files.writeString(folder.resolve("flags.csv"), server.get("/api/flags/export").body());
      Run run = Run.tagline("import", csv, "--home", folder.resolve("home"));
      assertThat(run.status()).as(run.err()).isZero();
    }
    try (Catalogue catalogue = Catalogue.open(folder.resolve("home"), null)) {
      assertThat(catalogue.films()).extracting(Film::tags).isEqualTo(lists);
    }
  }

  @Test
  void theDownloadForASpreadsheetHasNoFormulas() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      String body =
          "{\"text\":\"=1+1\",\"tagger\":\"first\",\"predicted\":[],\"correct\":[\"@a\"]}";
      String id = server.post("/api/flags", body).headers().firstValue("Location").orElseThrow();
      server.post(id + "/review", "{\"state\":\"accepted\"}");
      assertThat(server.get("/api/flags/export").body()).endsWith(",=1+1,@a\r\n");
      HttpResponse<String> harmless = server.get("/api/flags/export?spreadsheet=true");
      assertThat(harmless.body()).endsWith(",\"'=1+1\",\"'@a\"\r\n");
      assertThat(harmless.headers().firstValue("Content-Disposition"))
          .hasValue("attachment; filename=\"flags-spreadsheet.csv\"");
      assertThat(server.get("/api/flags/export?spreadsheet=yes").statusCode()).isEqualTo(422);
    }
  }

  @Test
  void textThatNoImportCouldReadIsRefused() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      for (String field : List.of("text", "correct", "by", "note")) {
        for (String bad : List.of("\\ud800", "\\uffff")) {
          String value = field.equals("correct") ? "[\"%s\"]".formatted(bad) : "\"" + bad + "\"";
          String body = "{\"text\":\"a\",\"tagger\":\"first\",\"predicted\":[],\"correct\":[\"a\"]";
          body = body.replaceFirst("\"" + field + "\":(\"a\"|\\[\"a\"])[,]?", "");
          body = body.replaceFirst(",$", "") + ",\"" + field + "\":" + value + "}";
          assertThat(server.post("/api/flags", body).statusCode()).as(body).isEqualTo(422);
        }
      }
    }
  }

  private static String json(List<String> tags) throws Exception {
    return JsonFiles.COMPACT.writeValueAsString(tags);
  }
}
