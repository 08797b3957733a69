package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls every operation of the served {@code /openapi.json} with its own examples and with broken
 * requests, and holds the answers against its schemas.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;
  private RunningServer server;
  private JsonNode description;

  record Operation(String method, String path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  void start() throws Exception {
    server = new RunningServer(folder.resolve("catalogue"));
    description = RunningServer.json(server.get("/openapi.json"));
    // What the examples speak of: flag 1.
    server.post(
        "/api/flags",
        "{\"movie\":\"0\",\"tagger\":\"first\",\"predicted\":[\"paranormal\"],"
            + "\"correct\":[\"dramatic\"]}");
    while (server.get("/api/profile").statusCode() == 503) {
      Thread.sleep(50);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  Stream<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        all.add(new Operation(method.getKey().toUpperCase(), path.getKey(), method.getValue()));
      }
    }
    return all.stream();
  }

  Stream<Operation> operationsWithBody() {
    return operations().filter(operation -> operation.node().has("requestBody"));
  }

  @Test
  void everythingUnderApiIsDescribed() {
    // What the server has routes for, it says in its answers to a wrong method.
    assertThat(operations().map(Operation::toString))
        .contains("POST /api/predict", "GET /api/flags/export", "GET /readyz")
        .hasSize(19);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anExampleIsAnsweredAsDescribed(Operation operation) throws Exception {
    String type = null;
    String body = null;
    if (operation.node().has("requestBody")) {
      var content = operation.node().at("/requestBody/content").properties().iterator().next();
      type = content.getKey();
      JsonNode example = content.getValue().get("example");
      body = example.isTextual() ? example.asText() : example.toString();
    }
    HttpResponse<String> response = call(operation, address(operation, null), type, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    described(operation, response);
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void brokenBodiesAreRefusedAsDescribed(Operation operation) throws Exception {
    boolean json = operation.node().at("/requestBody/content").has("application/json");
    List<String[]> broken = new ArrayList<>();
    broken.add(new String[] {"application/xml", "<a/>"});
    if (json) {
      broken.add(new String[] {"application/json", "{"});
      broken.add(new String[] {"application/json", "[]"});
      broken.add(new String[] {"application/json", "{\"unknown\":1}"});
      ObjectNode example =
          (ObjectNode) operation.node().at("/requestBody/content/application~1json/example");
      for (String field : (Iterable<String>) example::fieldNames) {
        broken.add(
            new String[] {"application/json", example.deepCopy().put(field, true).toString()});
      }
    } else {
      broken.add(new String[] {"text/plain", " "});
    }
    broken.add(new String[] {json ? "application/json" : "text/plain", "x".repeat(1_000_001)});
    for (String[] one : broken) {
      HttpResponse<String> response = call(operation, address(operation, null), one[0], one[1]);
      assertThat(response.statusCode()).as(one[1]).isBetween(400, 499);
      described(operation, response);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void wrongParametersAreRefusedAsDescribed(Operation operation) throws Exception {
    for (JsonNode parameter : operation.node().path("parameters")) {
      boolean number = parameter.at("/schema/type").asText().equals("integer");
      boolean inPath = parameter.get("in").asText().equals("path");
      if (inPath || number || parameter.at("/schema").has("enum")) {
        HttpResponse<String> response =
            call(operation, address(operation, parameter), "application/json", bodyOf(operation));
        assertThat(response.statusCode()).as(parameter.toString()).isIn(404, 422);
        described(operation, response);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anotherMethodIsAProblem(Operation operation) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at(address(operation, null)))
            .method("DELETE", HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> response = server.send(request);
    assertThat(response.statusCode()).isEqualTo(405);
    valid(description.at("/components/schemas/Problem"), RunningServer.json(response));
  }

  private static @Nullable String bodyOf(Operation operation) {
    JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
    if (!example.isMissingNode()) {
      return example.toString();
    }
    return operation.node().has("requestBody") ? "x" : null;
  }

  /** The path with its examples; the wrong parameter gets a value that cannot be. */
  private static String address(Operation operation, @Nullable JsonNode wrong) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      String name = parameter.get("name").asText();
      String value = parameter.equals(wrong) ? "none-such" : parameter.path("example").asText();
      if (parameter.get("in").asText().equals("path")) {
        path = path.replace("{" + name + "}", value);
      } else if (!value.isEmpty()) {
        query.add(name + "=" + value);
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private HttpResponse<String> call(
      Operation operation, String address, @Nullable String type, @Nullable String body)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.at(address));
    if (body != null && operation.method().equals("POST")) {
      String sent =
          operation.node().at("/requestBody/content").has("text/plain")
                  && "application/json".equals(type)
              ? "text/plain"
              : type;
      request.header("Content-Type", sent).POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return server.send(request);
  }

  /** The status is described, and so are media type and body. */
  private void described(Operation operation, HttpResponse<String> response) throws Exception {
    JsonNode content = operation.node().at("/responses/" + response.statusCode()).path("content");
    String type = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
    assertThat(content.has(type))
        .as("%s answered %d %s", operation, response.statusCode(), type)
        .isTrue();
    if (type.endsWith("json")) {
      valid(content.get(type).get("schema"), RunningServer.json(response));
    }
  }

  private void valid(JsonNode schema, JsonNode body) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.setAll((ObjectNode) schema.deepCopy());
    whole.set("components", description.get("components"));
    var errors =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(whole)
            .validate(body);
    assertThat(errors).isEmpty();
  }
}
