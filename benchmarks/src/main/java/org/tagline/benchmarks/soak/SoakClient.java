package org.tagline.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.tagline.files.JsonFiles;

/** A client that sends one request after the other. Used by one thread. */
final class SoakClient {
  static final String JSON = "application/json";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final ObjectMapper MAPPER = JsonFiles.COMPACT;

  private final HttpClient http;
  private final URI address;
  private final List<String> taggers;
  private final SoakTexts texts;
  private final FlagLedger flags;
  private final Random random;

  /**
   * Creates a client.
   *
   * @param http the connections, which all clients share
   * @param taggers names of the served taggers
   * @param flags where the acknowledged flags of this client are noted
   */
  SoakClient(
      HttpClient http,
      URI address,
      List<String> taggers,
      SoakTexts texts,
      FlagLedger flags,
      Random random) {
    this.http = http;
    this.address = address;
    this.taggers = taggers;
    this.texts = texts;
    this.flags = flags;
    this.random = random;
  }

  Random random() {
    return random;
  }

  SoakTexts texts() {
    return texts;
  }

  FlagLedger flags() {
    return flags;
  }

  /** Returns the name of one of the served taggers. */
  String tagger() {
    return taggers.get(random.nextInt(taggers.size()));
  }

  /** Sends a GET request and returns the status. */
  int get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", "").statusCode();
  }

  /** Sends a JSON object and returns the status. */
  int post(String path, Object body) throws IOException, InterruptedException {
    return postForJson(path, body).statusCode();
  }

  /** Sends a JSON object and returns the whole answer. */
  HttpResponse<String> postForJson(String path, Object body)
      throws IOException, InterruptedException {
    return send("POST", path, JSON, MAPPER.writeValueAsString(body));
  }

  /** Sends a request with a body, unless the media type is empty. */
  HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(TIMEOUT)
            .method(
                method, type.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return MAPPER.readTree(answer.body());
  }
}
