package org.tagline.benchmarks.kills;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tagline.catalogue.Flag;
import org.tagline.files.JsonFiles;

/** Reports and reviews flags until its server is gone. */
final class FlagClient extends Thread {
  private static final int BUSY = 503;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final FlagJournal journal;
  private final Random random;
  private final List<String> faults = new ArrayList<>();

  FlagClient(String address, FlagJournal journal, long seed) {
    super("flags");
    setDaemon(true);
    this.address = address;
    this.journal = journal;
    this.random = new Random(seed);
  }

  /** Returns a sentence per unexpected response; to be called after the thread has ended. */
  List<String> faults() {
    return faults;
  }

  @Override
  public void run() {
    try {
      while (faults.isEmpty()) {
        long id = report();
        if (id > 0 && random.nextBoolean()) {
          review(id, random.nextBoolean() ? Flag.State.ACCEPTED : Flag.State.REJECTED);
        }
      }
    } catch (IOException e) {
      // The server was killed.
    } catch (InterruptedException e) {
      interrupt();
    }
  }

  /** Reports a flag and returns its id, or 0 if it was refused. */
  private long report() throws IOException, InterruptedException {
    String note = journal.note();
    List<String> tags = List.of("law", "tag " + random.nextInt(50));
    ObjectNode body = JsonFiles.COMPACT.createObjectNode();
    body.put("text", "A night at the court. " + note).put("tagger", "served").put("note", note);
    body.putArray("predicted").add("ghost");
    tags.forEach(body.putArray("correct")::add);
    HttpResponse<String> response = post("/api/flags", body);
    if (!expected(response, 201)) {
      return 0;
    }
    long id = JsonFiles.COMPACT.readTree(response.body()).get("id").asLong();
    journal.added(id, note, tags);
    return id;
  }

  private void review(long id, Flag.State state) throws IOException, InterruptedException {
    journal.asking(id, state);
    ObjectNode body = JsonFiles.COMPACT.createObjectNode().put("state", state.id());
    if (expected(post("/api/flags/" + id + "/review", body), 200)) {
      journal.reviewed(id, state);
    }
  }

  private boolean expected(HttpResponse<String> response, int status) {
    if (response.statusCode() != status && response.statusCode() != BUSY) {
      faults.add("a request was answered with " + response.statusCode() + ": " + response.body());
    }
    return response.statusCode() == status;
  }

  private HttpResponse<String> post(String path, ObjectNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
