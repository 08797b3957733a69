package org.tagline.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in another process. */
record RemoteServer(String address, HttpClient client) {
  private static final Pattern WAITING = Pattern.compile("tagline_waiting_texts (\\d+)");

  RemoteServer(String address) {
    this(address, HttpClient.newHttpClient());
  }

  int predict(String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/predict"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** Waits until a number of texts are queued; the caller's test has a timeout. */
  void untilWaiting(int texts) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/metrics")).build();
    while (true) {
      String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher waiting = WAITING.matcher(metrics);
      if (waiting.find() && Integer.parseInt(waiting.group(1)) >= texts) {
        return;
      }
      Thread.sleep(5);
    }
  }
}
