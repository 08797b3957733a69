package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends malformed bodies to every route that takes one: an error of the client, in one line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedBodiesTest {
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n";
  private static final String FORM = "Content-Type: multipart/form-data; boundary=x\r\n";
  private static final String PART =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

  @TempDir static Path folder;
  private RunningServer server;
  private RawClient client;

  @BeforeAll
  void start() throws Exception {
    server = new RunningServer(folder.resolve("catalogue"));
    client = new RawClient(server.server.port());
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @BeforeEach
  void clear() {
    server.log.getBuffer().setLength(0);
  }

  Stream<String> paths() {
    return server.server.routes().stream()
        .filter(route -> route.method() == HandlerType.POST)
        .map(route -> route.path().replace("{id}", "1"));
  }

  private static String withLength(String headers, String body) {
    return headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** Returns headers and bodies that are wrong wherever they are sent. */
  private static Map<String, String> malformed() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("no chunk size", CHUNKED + "\r\nzz\r\n{}\r\n0\r\n\r\n");
    all.put("negative chunk size", CHUNKED + "\r\n-5\r\n{}\r\n0\r\n\r\n");
    all.put("huge chunk size", CHUNKED + "\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n");
    all.put("chunk longer than its size", CHUNKED + "\r\n1\r\n{}{}\r\n0\r\n\r\n");
    all.put("bad chunk after a good one", CHUNKED + "\r\n2\r\n{}\r\nqq\r\n");
    all.put("length is no number", JSON + "Content-Length: many\r\n\r\n{}");
    all.put("negative length", JSON + "Content-Length: -2\r\n\r\n{}");
    all.put("two lengths", JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    return all;
  }

  /** Returns bodies that end before they should; the client closes its output. */
  private static Map<String, String> cut() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("shorter than its length", JSON + "Content-Length: 100\r\n\r\n{\"text\":");
    all.put("no last chunk", CHUNKED + "\r\n2\r\n{}\r\n");
    all.put("within a chunk", CHUNKED + "\r\n50\r\n{}");
    return all;
  }

  private static Map<String, String> forms() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("unterminated", withLength(FORM, PART + "A ghost."));
    all.put(
        "no boundary", withLength("Content-Type: multipart/form-data\r\n", PART + "A\r\n--x--"));
    all.put("another boundary", withLength(FORM, PART.replace("--x", "--y") + "A\r\n--y--\r\n"));
    all.put("part without a header", withLength(FORM, "--x\r\n\r\nA\r\n--x--\r\n"));
    all.put("no parts", withLength(FORM, "nothing"));
    all.put("empty", withLength(FORM, ""));
    all.put("unknown charset", withLength(FORM, field("_charset_", "no such") + "--x--\r\n"));
    all.put("20,000 parts", withLength(FORM, field("a", "b").repeat(20_000) + "--x--\r\n"));
    all.put("too large", withLength(FORM, PART + "a".repeat(3_000_000) + "\r\n--x--\r\n"));
    all.put("large field", withLength(FORM, field("a", "b".repeat(900_000)) + "--x--\r\n"));
    return all;
  }

  private static String field(String name, String value) {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private static String request(String path, String rest) {
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + rest;
  }

  @ParameterizedTest
  @MethodSource("paths")
  void malformedBodiesAreRefusedInOneLine(String path) throws Exception {
    for (var one : malformed().entrySet()) {
      RawClient.Reply reply = client.send(request(path, one.getValue()), false);
      assertThat(reply.status()).as(one.getKey()).isEqualTo(400);
      problem(reply, one.getKey());
      client.reset();
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void bodiesThatEndTooSoonAreRefusedInOneLine(String path) throws Exception {
    for (var one : cut().entrySet()) {
      RawClient.Reply reply = client.sendAndShut(request(path, one.getValue()));
      assertThat(reply.status()).as(one.getKey()).isEqualTo(400);
      problem(reply, one.getKey());
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void malformedFormsAreRefusedInOneLine(String path) throws Exception {
    for (var one : forms().entrySet()) {
      RawClient.Reply reply = client.send(request(path, one.getValue()), false);
      assertThat(reply.status()).as(one.getKey()).isIn(400, 413, 415, 422);
      problem(reply, one.getKey());
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void clientsThatLeaveAreNoErrors(String path) throws Exception {
    for (String rest :
        new String[] {
          JSON + "Content-Length: 100\r\n\r\n{\"text\":",
          CHUNKED + "\r\n50\r\n{",
          withLength(JSON, "{\"text\":\"A ghost.\"}"),
          withLength(FORM, PART + "A ghost.\r\n--x--\r\n")
        }) {
      client.write(request(path, rest));
      client.reset();
    }
    client.write("GET /page/chart.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(20));
    client.reset();
    // The answer to a later request shows that the server went on.
    assertThat(client.send("GET", "/api/tags").status()).isEqualTo(200);
    assertThat(server.log.toString()).doesNotContain("error ", "Exception", "\tat ");
  }

  private void problem(RawClient.Reply reply, String name) throws InterruptedException {
    assertThat(reply.head()).as(name).contains("application/problem+json");
    assertThat(reply.body()).as(name).doesNotContain("Exception");
    String log = server.log.toString();
    assertThat(log).as(name).doesNotContain("error ", "Exception", "\tat ");
    // Lines that sum up former refusals, or belong to clients that left, are not this request's.
    assertThat(
            log.lines()
                .filter(line -> !line.startsWith("left out") && !line.contains(" 200 "))
                .count())
        .as(name + "\n" + log)
        .isLessThanOrEqualTo(1);
    clear();
  }
}
