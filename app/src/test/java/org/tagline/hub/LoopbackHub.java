package org.tagline.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A small hub with the protocol of the real one: it lists files, sends small files itself with
 * Git's SHA-1, and redirects large files to a storage on another address with SHA-256. It
 * misbehaves on demand.
 */
public final class LoopbackHub implements AutoCloseable {
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** A request that the hub received. */
  public record Seen(String method, String path, @Nullable String range, @Nullable String token) {}

  /** A text response to send instead of the next one. */
  public record Instead(int status, Map<String, String> headers) {}

  private final HttpServer hub = server();
  private final HttpServer storage = server();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Map<String, byte[]>> models = new ConcurrentHashMap<>();
  private final Map<String, Deque<Integer>> cuts = new ConcurrentHashMap<>();
  private final Map<String, String> renamed = new ConcurrentHashMap<>();
  private final Deque<Instead> instead = new ConcurrentLinkedDeque<>();
  private final Set<String> wrong = new HashSet<>();

  public final List<Seen> atHub = new CopyOnWriteArrayList<>();
  public final List<Seen> atStorage = new CopyOnWriteArrayList<>();
  public volatile @Nullable String requiredToken;
  public volatile boolean ranges = true;
  public volatile boolean stalls;
  public volatile boolean checksums = true;
  public volatile String listedRevision = "main";

  public LoopbackHub() {
    hub.createContext("/", exchange -> respond(exchange, this::hub));
    storage.createContext("/", exchange -> respond(exchange, this::storage));
    hub.setExecutor(threads);
    storage.setExecutor(threads);
    hub.start();
    storage.start();
  }

  public String address() {
    return "http://127.0.0.1:" + hub.getAddress().getPort();
  }

  public void put(String model, String file, byte[] contents) {
    models.computeIfAbsent(model, m -> new ConcurrentHashMap<>()).put(file, contents);
  }

  public void put(String model, String file, String contents) {
    put(model, file, contents.getBytes(StandardCharsets.UTF_8));
  }

  /** Redirects from a model's old name to its new one. */
  public void rename(String old, String model) {
    renamed.put("/" + old + "/", "/" + model + "/");
  }

  /** Cuts the bodies of the next responses with a file after the given numbers of bytes. */
  public void cut(String file, Integer... after) {
    cuts.put(file, new ArrayDeque<>(List.of(after)));
  }

  /** Sends these responses to the next requests. */
  public void respondInstead(Instead... responses) {
    instead.addAll(Arrays.asList(responses));
  }

  /** Starts or stops sending a file with a flipped bit. */
  public void damage(String file, boolean damaged) {
    if (damaged) {
      wrong.add(file);
    } else {
      wrong.remove(file);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    storage.stop(0);
    threads.shutdownNow();
  }

  private interface Response {
    void to(HttpExchange exchange) throws IOException;
  }

  private void respond(HttpExchange exchange, Response response) throws IOException {
    try (exchange) {
      response.to(exchange);
    }
  }

  private void hub(HttpExchange exchange) throws IOException {
    atHub.add(seen(exchange));
    Instead other = instead.poll();
    if (other != null) {
      other.headers().forEach(exchange.getResponseHeaders()::set);
      refuse(exchange, other.status());
      return;
    }
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (requiredToken != null && !("Bearer " + requiredToken).equals(token)) {
      exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
      refuse(exchange, 401);
      return;
    }
    String path = exchange.getRequestURI().getRawPath();
    for (Map.Entry<String, String> entry : renamed.entrySet()) {
      if (path.contains(entry.getKey())) {
        String location = path.replace(entry.getKey(), entry.getValue());
        exchange.getResponseHeaders().set("Location", location);
        refuse(exchange, 307);
        return;
      }
    }
    for (String model : models.keySet()) {
      if (path.startsWith("/api/models/" + model + "/revision/")) {
        listing(exchange, model, path.substring(("/api/models/" + model + "/revision/").length()));
        return;
      }
      String resolve = "/" + model + "/resolve/" + COMMIT + "/";
      if (path.startsWith(resolve)) {
        file(exchange, model, path.substring(resolve.length()));
        return;
      }
    }
    refuse(exchange, 404);
  }

  private void listing(HttpExchange exchange, String model, String revision) throws IOException {
    if (!revision.equals(listedRevision) && !revision.equals(COMMIT)) {
      exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
      refuse(exchange, 404);
      return;
    }
    ObjectNode listing = new ObjectMapper().createObjectNode().put("id", model).put("sha", COMMIT);
    var siblings = listing.putArray("siblings");
    files(model).keySet().forEach(file -> siblings.addObject().put("rfilename", file));
    byte[] body = listing.toString().getBytes(StandardCharsets.UTF_8);
    send(exchange, "listing", body, 200, 0);
  }

  private void file(HttpExchange exchange, String model, String file) throws IOException {
    byte[] contents = files(model).get(file);
    if (contents == null) {
      exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
      refuse(exchange, 404);
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("X-Repo-Commit", COMMIT);
    if (large(file)) {
      headers.set("X-Linked-Etag", checksums ? quoted(sha256(contents)) : "\"none\"");
      headers.set("X-Linked-Size", String.valueOf(contents.length));
      headers.set(
          "Location",
          "http://127.0.0.1:" + storage.getAddress().getPort() + "/" + model + "/" + file);
      exchange.sendResponseHeaders(302, -1);
      return;
    }
    headers.set("ETag", "W/" + quoted(gitSha1(contents)));
    serve(exchange, file, contents);
  }

  private void storage(HttpExchange exchange) throws IOException {
    atStorage.add(seen(exchange));
    String path = exchange.getRequestURI().getPath();
    String file = path.substring(path.lastIndexOf('/') + 1);
    byte[] contents = files(path.substring(1, path.lastIndexOf('/'))).get(file);
    if (contents == null) {
      refuse(exchange, 404);
    } else {
      serve(exchange, file, contents);
    }
  }

  private void serve(HttpExchange exchange, String file, byte[] contents) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    byte[] body = contents.clone();
    if (wrong.contains(file)) {
      body[body.length / 2] ^= 1;
    }
    if (range == null || !ranges) {
      send(exchange, file, body, 200, 0);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
    send(exchange, file, body, 206, from);
  }

  private void send(HttpExchange exchange, String file, byte[] body, int status, int from)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length - from);
    Integer cut = cuts.getOrDefault(file, new ArrayDeque<>()).poll();
    int length = cut == null ? body.length - from : Math.min(cut, body.length - from);
    exchange.getResponseBody().write(body, from, length);
    exchange.getResponseBody().flush();
    if (cut != null && stalls) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Map<String, byte[]> files(String model) {
    return models.getOrDefault(model, Map.of());
  }

  private static boolean large(String file) {
    return file.endsWith(".safetensors") || file.endsWith(".bin");
  }

  private static Seen seen(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    return new Seen(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        headers.getFirst("Range"),
        headers.getFirst("Authorization"));
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  static String sha256(byte[] contents) {
    return hex("SHA-256", contents);
  }

  static String gitSha1(byte[] contents) {
    byte[] head = ("blob " + contents.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + contents.length);
    System.arraycopy(contents, 0, whole, head.length, contents.length);
    return hex("SHA-1", whole);
  }

  private static String hex(String algorithm, byte[] contents) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(contents));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
