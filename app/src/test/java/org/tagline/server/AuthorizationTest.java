package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls every route of a server with a token, in every spelling of its path and with every method.
 * The routes are the router's own, so a new one is covered by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationTest {
  private static final String TOKEN = "0123456789abcdef0123";

  /** Everything that may be seen without the token. */
  private static final Set<String> OPEN =
      Set.of("GET /livez", "GET /readyz", "GET /openapi.json", "GET /", "GET /page/{name}");

  private static final List<String> METHODS =
      List.of(
          "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "BEFORE",
          "AFTER", "get");

  /** Headers without the token; there are 5, so that each meets every method and spelling. */
  private static final List<String> WRONG =
      List.of(
          "X-Nothing: 1",
          "Authorization: Bearer " + TOKEN + "0",
          "Authorization: Basic " + TOKEN,
          "Authorization: Bearer ",
          "X-Token: " + TOKEN);

  private static final Map<String, UnaryOperator<String>> SPELLINGS = spellings();

  @TempDir static Path folder;
  private RunningServer server;
  private RawClient client;

  /** The bodies of the open routes, which are the only ones that anyone may see. */
  private final Set<String> openBodies = new LinkedHashSet<>();

  private static Map<String, UnaryOperator<String>> spellings() {
    Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
    all.put("exact", path -> path);
    all.put("trailing slash", path -> path + "/");
    all.put("two trailing slashes", path -> path + "//");
    all.put("double slash", path -> "/" + path);
    all.put("inner double slash", path -> path.replaceFirst("(.)/", "$1//"));
    all.put("upper case", path -> path.toUpperCase());
    all.put("percent-encoded", path -> path.replaceFirst("a", "%61").replaceFirst("e", "%65"));
    all.put("encoded slash", path -> path.replaceFirst("(.)/", "$1%2f"));
    all.put("parameter", path -> path + ";x=y");
    all.put("inner parameter", path -> path.replaceFirst("/([a-z]+)", "/$1;x=y"));
    all.put("dot", path -> "/." + path);
    all.put("dot at the end", path -> path + "/.");
    all.put("dots", path -> "/page/.." + path);
    all.put("encoded dots", path -> "/page/%2e%2e" + path);
    all.put("query", path -> path + "?x=/livez");
    all.put("health check in front", path -> "/livez/.." + path);
    return all;
  }

  @BeforeAll
  void start() throws Exception {
    ServerOptions open = ServerOptions.local(SmallHome.path(), 0);
    ServerOptions options =
        new ServerOptions(
            open.home(),
            "127.0.0.1",
            0,
            TOKEN,
            8,
            open.longestWait(),
            open.deadline(),
            open.stopping());
    server = new RunningServer(folder.resolve("catalogue"), options, null);
    client = new RawClient(server.server.port());
    for (Route route : server.server.routes()) {
      if (route.access() == Route.Access.OPEN) {
        openBodies.add(client.send("GET", example(route)).body());
      }
    }
    openBodies.add(client.send("GET", "/page/no-such.js").body());
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    server.close();
  }

  Stream<Route> routes() {
    return server.server.routes().stream();
  }

  private static String example(Route route) {
    return route.path().replace("/page/{name}", "/page/app.js").replaceAll("\\{(id|name)}", "1");
  }

  @Test
  void onlyThePageItsDescriptionAndTheHealthChecksAreOpen() {
    assertThat(
            routes()
                .filter(route -> route.access() == Route.Access.OPEN)
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toSet()))
        .isEqualTo(OPEN);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withoutTheTokenNothingButOpenAnswersIsSeen(Route route) throws Exception {
    int turn = 0;
    for (var spelling : SPELLINGS.entrySet()) {
      String target = spelling.getValue().apply(example(route));
      for (String method : METHODS) {
        check(method, target, spelling.getKey(), WRONG.get(turn++ % WRONG.size()));
      }
    }
  }

  private void check(String method, String target, String spelling, String header)
      throws Exception {
    RawClient.Reply reply = client.send(method, target, header);
    String asked = method + " " + target + " (" + spelling + ")";
    if (reply.status() == 200 && method.equals("HEAD")) {
      reply = client.send("GET", target, header);
    }
    if (reply.status() == 200 || (reply.status() == 404 && !method.equals("HEAD"))) {
      assertThat(openBodies).as(asked).contains(reply.body());
    } else if (reply.status() == 404) {
      assertThat(target).as(asked).contains("/page/");
    } else {
      // Malformed paths are refused before anyone looks for a route.
      assertThat(reply.status()).as(asked).isIn(400, 401);
      assertThat(reply.has("Allow")).as(asked).isFalse();
      assertThat(reply.has("Location")).as(asked).isFalse();
      assertThat(reply.head().toLowerCase()).as(asked).doesNotContain("access-control");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aPreflightOpensNothing(Route route) throws Exception {
    RawClient.Reply reply =
        client.send(
            "OPTIONS",
            example(route),
            "Origin: http://127.0.0.1:" + server.server.port(),
            "Access-Control-Request-Method: " + route.method(),
            "Access-Control-Request-Headers: authorization");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.head().toLowerCase()).doesNotContain("access-control");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aBodyIsNotReadWithoutTheToken(Route route) throws Exception {
    String request =
        "POST "
            + example(route)
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    assertThat(client.send(request + "Content-Length: 2\r\n\r\n{}", false).status()).isEqualTo(401);
    RawClient.Reply waiting =
        client.send(request + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n", false);
    assertThat(waiting.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void theTokenOpensEveryRoute(Route route) throws Exception {
    String[] headers = {"Authorization: Bearer " + TOKEN, "Content-Length: 0"};
    RawClient.Reply reply = client.send(route.method().name(), example(route), headers);
    assertThat(reply.status()).isNotIn(0, 400, 401, 403, 405, 500);
    if (route.access() == Route.Access.TOKEN) {
      assertThat(client.send(route.method().name(), example(route)).status()).isEqualTo(401);
    }
  }

  @Test
  void whatDoesNotExistIsToldWithTheTokenOnly() throws Exception {
    String bearer = "Authorization: Bearer " + TOKEN;
    assertThat(client.send("GET", "/no-such").status()).isEqualTo(401);
    assertThat(client.send("GET", "/no-such", bearer).status()).isEqualTo(404);
    assertThat(client.send("DELETE", "/api/tags").status()).isEqualTo(401);
    assertThat(client.send("DELETE", "/api/tags", bearer).status()).isEqualTo(405);
    assertThat(client.send("BREW", "/api/tags").status()).isEqualTo(401);
    assertThat(client.send("BREW", "/api/tags", bearer).status()).isEqualTo(501);
  }

  @Test
  void headAnswersLikeGet() throws Exception {
    String bearer = "Authorization: Bearer " + TOKEN;
    assertThat(client.send("HEAD", "/api/films/1", bearer).status()).isEqualTo(200);
    assertThat(client.send("HEAD", "/api/films/no-such", bearer).status()).isEqualTo(404);
    RawClient.Reply head = client.send("HEAD", "/api/tags", bearer);
    int length = client.send("GET", "/api/tags", bearer).body().length();
    assertThat(head.head()).contains("Content-Length: " + length);
  }
}
