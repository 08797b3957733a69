package org.tagline.benchmarks.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tagline.files.JsonFiles;

/**
 * One run of schemathesis against a server.
 *
 * @param name name of the run in the report
 * @param seed the seed
 * @param operations number of tested operations
 * @param cases number of requests that were generated
 * @param failures a sentence for each kind of failure, with its operations
 */
record GeneratedRequests(String name, int seed, int operations, int cases, List<String> failures) {
  private static final ObjectMapper MAPPER = JsonFiles.COMPACT;
  private static final String TOKEN = "TAGLINE_TOKEN";

  /** Exit statuses of schemathesis: no failure, failures. Others mean that it did not run. */
  private static final int FAILED = 1;

  /**
   * Generates requests and checks the answers.
   *
   * @param schemathesis its executable
   * @param server the server's address
   * @param token the server's token; empty if it has none
   * @param examples number of examples for each operation
   * @param folder an empty folder for files
   * @param log where the output of schemathesis is appended; it shows each failing request
   * @throws IOException if schemathesis cannot be run
   */
  static GeneratedRequests run(
      Path schemathesis, URI server, String token, int examples, int seed, Path folder, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path description = description(server, !token.isEmpty(), folder.resolve("openapi.json"));
    Path json = folder.resolve("report.json");
    List<String> command = new ArrayList<>();
    command.add(schemathesis.toAbsolutePath().toString());
    command.addAll(
        List.of(
            "--config-file",
            Path.of("benchmarks", "peers", "schemathesis.toml").toAbsolutePath().toString()));
    command.addAll(List.of("run", description.toString(), "--url", server.toString()));
    command.addAll(List.of("--checks", "all", "--continue-on-failure", "--no-color"));
    command.addAll(List.of("--max-examples", Integer.toString(examples)));
    command.addAll(List.of("--seed", Integer.toString(seed)));
    command.addAll(List.of("--generation-database", "none"));
    command.addAll(List.of("--report", "json", "--report-json-path", json.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().put(TOKEN, token.isEmpty() ? "unused" : token);
    Process process = builder.start();
    int status;
    try {
      status = process.waitFor();
    } finally {
      process.destroy();
    }
    if (status > FAILED || !Files.exists(json)) {
      throw new IOException("schemathesis ended with status " + status + "; see " + log);
    }
    return of(token.isEmpty() ? "without a token" : "with a token", MAPPER.readTree(json.toFile()));
  }

  /** Reads the JSON report of schemathesis. */
  static GeneratedRequests of(String name, JsonNode report) {
    List<String> failures = new ArrayList<>();
    for (JsonNode failure : report.get("failures")) {
      failures.add(
          failure.get("title").asText()
              + ": "
              + String.join(", ", texts(failure.get("operations"))));
    }
    for (JsonNode error : report.get("errors")) {
      failures.add("error: " + error);
    }
    if (!report.get("complete").asBoolean()) {
      failures.add("the run was not completed: " + report.get("stop_reason").asText());
    }
    int tested = report.at("/operations/tested").asInt();
    if (tested < report.at("/operations/total").asInt()) {
      failures.add("not every operation was tested");
    }
    return new GeneratedRequests(
        name,
        report.get("seed").asInt(),
        tested,
        report.at("/test_cases/generated").asInt(),
        failures);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /**
   * Writes the server's description to a file. It allows requests with and without a token, because
   * it is the same for every server; here it says which of the two this server is, so that requests
   * without the token are expected to be refused.
   */
  private static Path description(URI server, boolean token, Path file)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.resolve("/openapi.json")).build(),
                HttpResponse.BodyHandlers.ofString());
    if (!(MAPPER.readTree(answer.body()) instanceof ObjectNode description)) {
      throw new IOException("the server's description is not a JSON object");
    }
    var security = description.putArray("security");
    if (token) {
      security.addObject().putArray("token");
    }
    return Files.writeString(file, MAPPER.writeValueAsString(description));
  }
}
