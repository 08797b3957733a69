package org.tagline.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/**
 * Requests to the hub: with the token to its own address only, along redirects, again after answers
 * that pass. Thread-safe.
 */
final class HubHttp {
  private static final int REDIRECTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(15))
          .build();

  private final HubSettings settings;
  private final Patience patience;

  HubHttp(HubSettings settings, Patience patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /** A path below the hub's address. */
  URI at(String path) {
    return URI.create(settings.endpoint() + path);
  }

  /**
   * The headers of a file: of the hub's own answer, before it sends one to the contents.
   *
   * @param what for messages
   */
  HttpResponse<InputStream> head(URI uri, String what) throws IOException {
    HttpResponse<InputStream> response = persistent("HEAD", uri, 0, what);
    response.body().close();
    return response;
  }

  /** The contents from that byte on, with status 200, 206 or 416; the caller closes the body. */
  HttpResponse<InputStream> get(URI uri, long from, String what) throws IOException {
    return persistent("GET", uri, from, what);
  }

  private HttpResponse<InputStream> persistent(String method, URI uri, long from, String what)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> asked = Optional.empty();
      String reason;
      try {
        HttpResponse<InputStream> response = redirected(method, uri, from, what);
        int status = response.statusCode();
        if (status < 300 || status == 416 || (method.equals("HEAD") && status < 400)) {
          return response;
        }
        response.body().close();
        if (status != 408 && status != 429 && status < 500) {
          throw Refusals.of(response, what, settings.token().isPresent());
        }
        asked = Patience.retryAfter(response.headers().firstValue("Retry-After").orElse(""));
        reason = "answers " + status + (status == 429 ? ", too many requests" : "");
      } catch (HubException e) {
        throw e;
      } catch (SSLHandshakeException e) {
        throw unreachable(what, words(e), e);
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        reason = words(e);
        boolean nobody = e instanceof ConnectException || e instanceof HttpTimeoutException;
        // A hub that was never reached is seldom there a quarter of a minute later.
        if (attempt >= (nobody && from == 0 ? 2 : Patience.ATTEMPTS)) {
          throw unreachable(what, reason, e);
        }
      }
      if (attempt >= Patience.ATTEMPTS || !patience.covers(asked)) {
        String when = asked.map(wait -> " in " + wait.toSeconds() + " s").orElse(" later");
        throw new HubException(
            "the hub " + reason + " when asked for " + what + "; try again" + when);
      }
      patience.pause(attempt, asked);
    }
  }

  private HttpResponse<InputStream> redirected(String method, URI uri, long from, String what)
      throws IOException {
    URI at = uri;
    for (int hop = 0; hop < REDIRECTS; hop++) {
      HttpResponse<InputStream> response = once(method, at, from);
      Optional<String> location = response.headers().firstValue("Location");
      boolean redirect = response.statusCode() / 100 == 3 && location.isPresent();
      // Where the hub itself names the checksum, the storage behind it need not be asked.
      boolean said = response.headers().firstValue("X-Linked-Etag").isPresent();
      if (!redirect || (method.equals("HEAD") && said)) {
        return response;
      }
      response.body().close();
      at = next(at, location.get(), what);
    }
    throw new HubException("the hub sends one round in circles for " + what);
  }

  private HttpResponse<InputStream> once(String method, URI uri, long from) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30))
            .header("User-Agent", "tagline")
            // A compressed answer has another length and checksum.
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (settings.token().isPresent() && sameOrigin(uri, settings.endpoint())) {
      request.header("Authorization", "Bearer " + settings.token().get());
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static URI next(URI at, String location, String what) throws HubException {
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new HubException("the hub sends one to no address for " + what, e);
    }
    boolean web = "https".equals(next.getScheme()) || "http".equals(next.getScheme());
    boolean lessSecret = "https".equals(at.getScheme()) && !"https".equals(next.getScheme());
    if (!web || lessSecret || next.getHost() == null) {
      throw new HubException("the hub sends one to an address that is not safe for " + what);
    }
    return next;
  }

  static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI uri) {
    int standard = uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  private HubException unreachable(String what, String reason, IOException cause) {
    return new HubException(
        "the hub at "
            + settings.endpoint()
            + " could not be reached for "
            + what
            + " ("
            + reason
            + "); check HF_ENDPOINT and the network",
        cause);
  }

  private static String words(IOException problem) {
    if (problem instanceof ConnectException) {
      return "no connection";
    }
    return problem.getMessage() == null
        ? problem.getClass().getSimpleName()
        : problem.getMessage().lines().findFirst().orElse("");
  }
}
