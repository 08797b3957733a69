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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * Calls every operation of the served {@code /openapi.json} with its own examples and with invalid
 * requests, and validates the answers against its schemas.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String JSON = "application/json";

  /** Routes of the web page, which are not part of the API. */
  private static final Set<String> PAGE = Set.of("GET /", "GET /page/{name}");

  /** Redirects from former paths, to be removed in the next version. */
  private static final Set<String> FORMER = Set.of("GET /api/movies", "GET /api/movies/{id}");

  @TempDir static Path folder;
  private RunningServer server;
  private JsonNode description;

  record Operation(String method, String path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  record Body(String type, String text) {}

  @BeforeAll
  void start() throws Exception {
    server = new RunningServer(folder.resolve("catalogue"));
    description = RunningServer.json(server.get("/openapi.json"));
    // The examples refer to flag 1 and to comparison 1, which the home has.
    server.post(
        "/api/flags",
        "{\"film\":\"0\",\"tagger\":\"first\",\"predicted\":[\"paranormal\"],"
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
  void exactlyTheServedOperationsAreDescribed() {
    assertThat(operations().map(Operation::toString))
        .containsExactlyInAnyOrderElementsOf(
            server
                .server
                .operations()
                .filter(one -> !PAGE.contains(one) && !FORMER.contains(one))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anExampleGetsTheDescribedResponse(Operation operation) throws Exception {
    HttpResponse<String> response = call(operation, null, example(operation));
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    described(operation, response);
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void malformedBodiesAreRefusedAsDescribed(Operation operation) throws Exception {
    for (Body one : broken(operation)) {
      HttpResponse<String> response = call(operation, null, one);
      assertThat(response.statusCode()).as(one.text()).isBetween(400, 499);
      described(operation, response);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void invalidParametersAreRefusedAsDescribed(Operation operation) throws Exception {
    for (JsonNode parameter : parameters(operation)) {
      HttpResponse<String> response = call(operation, parameter, example(operation));
      assertThat(response.statusCode()).as(parameter.toString()).isIn(404, 422);
      described(operation, response);
    }
  }

  /**
   * Every described status occurs. LoadTest covers those of an overloaded server, and the tests
   * below those of a request that is not allowed or too long.
   */
  @ParameterizedTest
  @MethodSource("operations")
  void everyDescribedStatusOccurs(Operation operation) throws Exception {
    Set<String> met = new TreeSet<>();
    met.add(status(call(operation, null, example(operation))));
    for (Body body : broken(operation)) {
      met.add(status(call(operation, null, body)));
    }
    for (JsonNode parameter : parameters(operation)) {
      met.add(status(call(operation, parameter, example(operation))));
    }
    Set<String> described = new TreeSet<>();
    operation.node().get("responses").fieldNames().forEachRemaining(described::add);
    described.removeAll(Set.of("401", "403", "414", "429", "503"));
    assertThat(met).isEqualTo(described);
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

  @Test
  void requestsWithoutTheTokenAreRefusedAsDescribed() throws Exception {
    ServerOptions options =
        new ServerOptions(
            SmallHome.path(),
            "127.0.0.1",
            0,
            "a-token-of-the-tests",
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20));
    try (RunningServer guarded = new RunningServer(folder.resolve("guarded"), options, null)) {
      for (Operation operation : operations().toList()) {
        HttpResponse<String> response =
            guarded.send(request(guarded, operation, null, example(operation)));
        assertThat(operation.node().at("/responses").has("401"))
            .as(operation.toString())
            .isEqualTo(response.statusCode() == 401);
        described(operation, response);
        if (response.statusCode() == 401) {
          assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void requestsFromPagesOfOtherServersAreRefusedAsDescribed(Operation operation) throws Exception {
    if (operation.path().endsWith("z")) {
      // Health checks, which no page has a reason to read.
      return;
    }
    HttpResponse<String> response =
        server.send(
            request(server, operation, null, example(operation))
                .header("Origin", "http://elsewhere.example"));
    assertThat(response.statusCode()).isEqualTo(403);
    described(operation, response);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tooLongAddressesAreRefusedAsDescribed(Operation operation) throws Exception {
    if (operation.path().endsWith("z")) {
      return;
    }
    String address = address(operation, null);
    HttpResponse<String> response =
        server.send(
            HttpRequest.newBuilder(
                    server.at(address + (address.contains("?") ? "&" : "?") + "x".repeat(10_000)))
                .method(operation.method(), HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(414);
    described(operation, response);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void emptyAndRepeatedParametersAreRefused(Operation operation) throws Exception {
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode schema = parameter.get("schema");
      if (!parameter.get("in").asText().equals("query")) {
        continue;
      }
      String name = parameter.get("name").asText();
      boolean word = schema.get("type").asText().equals("string") && !schema.has("enum");
      // An empty word is a missing one.
      for (String query : List.of(name + "=", name + "=1&" + name + "=1")) {
        Body body = example(operation);
        HttpRequest.Builder request =
            HttpRequest.newBuilder(
                    server.at(address(operation, null).replaceFirst("\\?.*", "") + "?" + query))
                .method(
                    operation.method(),
                    body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.text()));
        if (body != null) {
          request.header("Content-Type", body.type());
        }
        HttpResponse<String> response = server.send(request);
        boolean empty = query.endsWith("=");
        assertThat(response.statusCode())
            .as(operation + "?" + query)
            .isEqualTo(word && empty ? 200 : 422);
        described(operation, response);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void nullIsAcceptedExactlyWhereItIsDescribed(Operation operation) throws Exception {
    JsonNode schema = operation.node().at("/requestBody/content/application~1json");
    if (!(schema.get("example") instanceof ObjectNode example)) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : schema.at("/schema/properties").properties()) {
      boolean optional = field.getValue().get("type").isArray();
      ObjectNode body = example.deepCopy();
      if (!field.getKey().equals("text") || !optional) {
        // A flag needs its text or its film.
        body.putNull(field.getKey());
      }
      HttpResponse<String> response = call(operation, null, new Body(JSON, body.toString()));
      assertThat(response.statusCode() < 300)
          .as(operation + " " + field.getKey() + " " + response.body())
          .isEqualTo(optional);
    }
  }

  /** Returns the example of the first media type, or null for an operation without a body. */
  private static @Nullable Body example(Operation operation) {
    if (!operation.node().has("requestBody")) {
      return null;
    }
    var content = operation.node().at("/requestBody/content").properties().iterator().next();
    JsonNode example = content.getValue().get("example");
    return new Body(content.getKey(), example.isTextual() ? example.asText() : example.toString());
  }

  /** Returns invalid bodies: wrong media type, malformed, each field wrong, too large. */
  private static List<Body> broken(Operation operation) {
    Body example = example(operation);
    if (example == null) {
      return List.of();
    }
    List<Body> broken = new ArrayList<>();
    broken.add(new Body("application/xml", "<a/>"));
    JsonNode fields = operation.node().at("/requestBody/content/application~1json/example");
    if (fields instanceof ObjectNode object) {
      broken.add(new Body(JSON, "{"));
      broken.add(new Body(JSON, "[]"));
      broken.add(new Body(JSON, "{\"unknown\":1}"));
      for (String field : (Iterable<String>) object::fieldNames) {
        broken.add(new Body(JSON, object.deepCopy().put(field, true).toString()));
      }
    } else {
      broken.add(new Body(example.type(), " "));
    }
    broken.add(new Body(example.type(), "x".repeat(1_000_001)));
    return broken;
  }

  /** Returns the parameters that have an invalid value. */
  private static List<JsonNode> parameters(Operation operation) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode schema = parameter.get("schema");
      if (parameter.get("in").asText().equals("path")
          || schema.get("type").asText().equals("integer")
          || schema.has("enum")
          || schema.has("maxLength")) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private static String status(HttpResponse<String> response) {
    return Integer.toString(response.statusCode());
  }

  /** Returns the path with its example values, and an invalid value for the wrong parameter. */
  private static String address(Operation operation, @Nullable JsonNode wrong) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      String name = parameter.get("name").asText();
      int longest = parameter.at("/schema/maxLength").asInt();
      String value =
          parameter.equals(wrong)
              ? "none-such" + "x".repeat(longest)
              : parameter.path("example").asText();
      if (parameter.get("in").asText().equals("path")) {
        path = path.replace("{" + name + "}", value);
      } else if (!value.isEmpty()) {
        query.add(name + "=" + value);
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private HttpResponse<String> call(
      Operation operation, @Nullable JsonNode wrong, @Nullable Body body) throws Exception {
    return server.send(request(server, operation, wrong, body));
  }

  private static HttpRequest.Builder request(
      RunningServer server, Operation operation, @Nullable JsonNode wrong, @Nullable Body body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.at(address(operation, wrong)));
    if (body != null) {
      request.header("Content-Type", body.type());
    }
    return request.method(
        operation.method(),
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.text()));
  }

  /** Asserts that the description has the answer's status, media type and body. */
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
