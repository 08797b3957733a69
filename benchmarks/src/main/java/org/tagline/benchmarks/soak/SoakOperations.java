package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.tagline.catalogue.Flag;

/** The mixed load: what the clients send, and how often. */
final class SoakOperations {
  private static final List<String> PAGE = List.of("/", "/page/app.js", "/page/style.css");
  private static final List<String> LISTS =
      List.of("/api/tags", "/api/taggers", "/api/comparisons", "/openapi.json");
  private static final int BATCH = 5;
  private static final int SENTENCES = 8;
  private static final String BOUNDARY = "soak-boundary";

  private SoakOperations() {}

  /** Returns every operation. */
  static List<SoakOperation> all() {
    return List.of(
        SoakOperation.ok("page", 6, client -> client.get(any(PAGE, client.random()))),
        SoakOperation.ok("list", 3, client -> client.get(any(LISTS, client.random()))),
        SoakOperation.ok("search", 6, SoakOperations::search),
        // The first import may not have stored it yet.
        new SoakOperation(
            "film", 4, Set.of(200, 404), client -> client.get("/api/films/f" + film(client))),
        SoakOperation.ok("predict", 8, client -> predict(client, 0)),
        SoakOperation.ok("predict with evidence", 4, client -> predict(client, 3)),
        SoakOperation.ok("predict a batch", 2, SoakOperations::batch),
        SoakOperation.ok("upload a text", 2, SoakOperations::upload),
        SoakOperation.ok("upload a form", 2, SoakOperations::uploadForm),
        new SoakOperation("add a flag", 4, Set.of(201), SoakOperations::addFlag),
        // A client without flags adds its first one.
        new SoakOperation("review a flag", 2, Set.of(200, 201), SoakOperations::review),
        SoakOperation.ok("list flags", 2, client -> client.get("/api/flags?state=open")),
        SoakOperation.ok("export flags", 1, client -> client.get("/api/flags/export")),
        SoakOperation.ok("missing tags", 1, client -> client.get("/api/missing?films=all")),
        SoakOperation.ok("profile", 1, client -> client.get("/api/profile")),
        SoakOperation.ok("metrics", 2, client -> client.get("/metrics")),
        SoakOperation.ok("health", 2, client -> client.get("/readyz")),
        new SoakOperation("not JSON", 1, Set.of(400), client -> malformed(client)),
        new SoakOperation(
            "unknown field", 1, Set.of(422), client -> client.post("/api/predict", Map.of("a", 1))),
        new SoakOperation("unknown path", 1, Set.of(404), client -> client.get("/nowhere")),
        new SoakOperation(
            "wrong method",
            1,
            Set.of(405),
            client -> client.send("DELETE", "/api/films", "", "").statusCode()));
  }

  private static String any(List<String> paths, Random random) {
    return paths.get(random.nextInt(paths.size()));
  }

  private static int film(SoakClient client) {
    return client.random().nextInt(20);
  }

  private static int search(SoakClient client) throws IOException, InterruptedException {
    String word = client.texts().word(client.random());
    return client.get("/api/films?q=" + word + "&size=20&page=" + (1 + client.random().nextInt(2)));
  }

  private static int predict(SoakClient client, int evidence)
      throws IOException, InterruptedException {
    String text = client.texts().fresh(client.random(), SENTENCES);
    return client.post(
        "/api/predict", Map.of("text", text, "evidence", evidence, "tagger", client.tagger()));
  }

  private static int batch(SoakClient client) throws IOException, InterruptedException {
    List<String> texts =
        Stream.generate(() -> client.texts().fresh(client.random(), SENTENCES))
            .limit(BATCH)
            .toList();
    return client.post("/api/predict/batch", Map.of("texts", texts, "tagger", client.tagger()));
  }

  private static int upload(SoakClient client) throws IOException, InterruptedException {
    String text = client.texts().synopsis(client.random());
    return client.send("POST", "/api/predict/file?evidence=0", "text/plain", text).statusCode();
  }

  private static int uploadForm(SoakClient client) throws IOException, InterruptedException {
    String body =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n%s\r\n--%s--\r\n"
            .formatted(BOUNDARY, client.texts().synopsis(client.random()), BOUNDARY);
    return client
        .send(
            "POST",
            "/api/predict/file?evidence=0",
            "multipart/form-data; boundary=" + BOUNDARY,
            body)
        .statusCode();
  }

  private static int malformed(SoakClient client) throws IOException, InterruptedException {
    return client.send("POST", "/api/predict", SoakClient.JSON, "{\"text\":").statusCode();
  }

  private static int addFlag(SoakClient client) throws IOException, InterruptedException {
    String note = UUID.randomUUID().toString();
    HttpResponse<String> answer =
        client.postForJson(
            "/api/flags",
            Map.of(
                "text", client.texts().fresh(client.random(), 2),
                "tagger", client.tagger(),
                "predicted", List.of("cult"),
                "correct", List.of("dramatic"),
                "note", note));
    if (answer.statusCode() == 201) {
      client.flags().added(SoakClient.json(answer).get("id").longValue(), note);
    }
    return answer.statusCode();
  }

  private static int review(SoakClient client) throws IOException, InterruptedException {
    FlagLedger flags = client.flags();
    if (flags.size() == 0) {
      return addFlag(client);
    }
    long id = flags.any(client.random());
    Flag.State state = Flag.State.values()[client.random().nextInt(Flag.State.values().length)];
    flags.reviewing(id, state);
    int status =
        client.post("/api/flags/" + id + "/review", Map.of("state", state.id(), "by", "soak"));
    if (status == 200) {
      flags.reviewed(id, state);
    }
    return status;
  }
}
