package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.cli.Run;
import org.tagline.cli.TinyBaseFolder;

/** Compares predictions over HTTP with those on the command line. */
class PredictApiTest {
  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new RunningServer(folder.resolve("catalogue"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theServerReturnsTheBytesOfTheCommandLine() throws Exception {
    Path file = Files.writeString(folder.resolve("text.txt"), SmallHome.GHOST);
    Run run = Run.tagline("predict", "first", file, "--json", "--home", SmallHome.path());
    HttpResponse<String> response =
        server.post(
            "/api/predict",
            "{\"tagger\":\"first\",\"text\":" + RunningServer.quoted(SmallHome.GHOST) + "}");
    assertThat(withoutTime(response.body())).isEqualTo(withoutTime(run.out()));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void aBatchReturnsTheBytesOfTheCommandLine() throws Exception {
    Path films = TinyBaseFolder.films(folder.resolve("films.csv"), 60);
    Run run = Run.tagline("predict", "first", "--csv", films, "--json", "--home", SmallHome.path());
    List<String> texts = new ArrayList<>();
    server.catalogue.forEach(film -> texts.add(film.text()));
    JsonNode response = RunningServer.json(server.post("/api/predict/batch", body(texts, "first")));
    List<String> actual = new ArrayList<>();
    response.get("predictions").forEach(one -> actual.add(withoutTime(one.toPrettyString())));
    List<String> expected = new ArrayList<>();
    for (JsonNode one : run.json().get("predictions")) {
      ((ObjectNode) one).remove(List.of("id", "title"));
      expected.add(withoutTime(one.toPrettyString()));
    }
    assertThat(actual).hasSize(60).isEqualTo(expected);
  }

  @Test
  void aFileIsTaggedLikeItsText() throws Exception {
    String expected =
        withoutTime(
            server
                .post("/api/predict", "{\"text\":" + RunningServer.quoted(SmallHome.GHOST) + "}")
                .body());
    HttpResponse<String> plain =
        server.send(
            HttpRequest.newBuilder(server.at("/api/predict/file"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(SmallHome.GHOST)));
    HttpResponse<String> form =
        server.send(
            HttpRequest.newBuilder(server.at("/api/predict/file"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=\"file\";"
                            + " filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"
                            + SmallHome.GHOST
                            + "\r\n--x--\r\n")));
    assertThat(withoutTime(plain.body())).isEqualTo(expected);
    assertThat(withoutTime(form.body())).isEqualTo(expected);
  }

  @Test
  void evidenceIsForTheRequestedTag() throws Exception {
    String text = "The judge listens in court. A ghost. It haunts the old house.";
    JsonNode likeliest = evidence(text, "paranormal").get("evidence");
    JsonNode other = evidence(text, "dramatic").get("evidence");
    assertThat(likeliest).isNotEqualTo(other);
  }

  @Test
  void removingTheTopSentenceLowersTheProbability() throws Exception {
    String text = SmallHome.GHOST;
    JsonNode before = evidence(text, "paranormal");
    JsonNode top = before.at("/evidence/0");
    String without =
        text.substring(0, top.get("start").asInt()) + text.substring(top.get("end").asInt());
    assertThat(probability(evidence(without, "paranormal"))).isLessThan(probability(before));
  }

  private static double probability(JsonNode prediction) {
    for (JsonNode tag : prediction.get("tags")) {
      if (tag.get("tag").asText().equals("paranormal")) {
        return tag.get("probability").asDouble();
      }
    }
    throw new AssertionError(prediction.toString());
  }

  private static JsonNode evidence(String text, String tag) throws Exception {
    return RunningServer.json(
        server.post(
            "/api/predict",
            "{\"text\":%s,\"evidence\":1,\"evidenceFor\":\"%s\"}"
                .formatted(RunningServer.quoted(text), tag)));
  }

  private static String body(List<String> texts, String tagger) {
    ObjectNode json = new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode();
    texts.forEach(json.putArray("texts")::add);
    return json.put("tagger", tagger).toString();
  }

  private static String withoutTime(String json) {
    String cut = json.replaceFirst(",?\\s*\"elapsedMillis\" : [0-9.E-]+", "");
    assertThat(cut).isNotEqualTo(json);
    return cut;
  }
}
