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
 * Sends requests to the hub. Follows redirects, retries after transient errors, and sends the token
 * to the hub's own address only. Thread-safe.
 */
final class HubHttp {
  private static final int MAX_REDIRECTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(15))
          .build();

  private final HubSettings settings;
  private final RetryPolicy retryPolicy;

  HubHttp(HubSettings settings, RetryPolicy retryPolicy) {
    this.settings = settings;
    this.retryPolicy = retryPolicy;
  }

  /** Returns the address of a path on the hub. */
  URI at(String path) {
    return URI.create(settings.endpoint() + path);
  }

  /**
   * Requests the headers of a file from the hub itself, not from the storage it redirects to.
   *
   * @param what the name of the file in error messages
   */
  HttpResponse<InputStream> head(URI uri, String what) throws IOException {
    HttpResponse<InputStream> response = sendWithRetries("HEAD", uri, 0, what);
    response.body().close();
    return response;
  }

  /**
   * Requests the contents of a file from a byte offset. The caller closes the body.
   *
   * @param what the name of the file in error messages
   * @return a response with status 200, 206 or 416
   */
  HttpResponse<InputStream> get(URI uri, long from, String what) throws IOException {
    return sendWithRetries("GET", uri, from, what);
  }

  private HttpResponse<InputStream> sendWithRetries(String method, URI uri, long from, String what)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> demanded = Optional.empty();
      String reason;
      try {
        HttpResponse<InputStream> response = sendFollowingRedirects(method, uri, from, what);
        int status = response.statusCode();
        if (status < 300 || status == 416 || (method.equals("HEAD") && status < 400)) {
          return response;
        }
        response.body().close();
        if (status != 408 && status != 429 && status < 500) {
          throw HubErrors.of(response, what, settings.token().isPresent());
        }
        demanded = RetryPolicy.retryAfter(response.headers().firstValue("Retry-After").orElse(""));
        reason = "responded with status " + status + (status == 429 ? " (too many requests)" : "");
      } catch (HubException e) {
        throw e;
      } catch (SSLHandshakeException e) {
        throw unreachable(what, describe(e), e);
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        reason = describe(e);
        boolean unreachable = e instanceof ConnectException || e instanceof HttpTimeoutException;
        // A hub that could not be reached at all is unlikely to appear within seconds.
        if (attempt >= (unreachable && from == 0 ? 2 : RetryPolicy.ATTEMPTS)) {
          throw unreachable(what, reason, e);
        }
      }
      if (attempt >= RetryPolicy.ATTEMPTS || !retryPolicy.covers(demanded)) {
        String when = demanded.map(wait -> " in " + wait.toSeconds() + " s").orElse(" later");
        throw new HubException(
            "the hub " + reason + " to the request for " + what + "; try again" + when);
      }
      retryPolicy.pause(attempt, demanded);
    }
  }

  private HttpResponse<InputStream> sendFollowingRedirects(
      String method, URI uri, long from, String what) throws IOException {
    URI at = uri;
    for (int hop = 0; hop < MAX_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = sendOnce(method, at, from);
      Optional<String> location = response.headers().firstValue("Location");
      boolean redirect = response.statusCode() / 100 == 3 && location.isPresent();
      // If the hub itself sends the checksum, the redirect to the storage is not followed.
      boolean hasChecksum = response.headers().firstValue("X-Linked-Etag").isPresent();
      if (!redirect || (method.equals("HEAD") && hasChecksum)) {
        return response;
      }
      response.body().close();
      at = next(at, location.get(), what);
    }
    throw new HubException("the hub redirects too often for " + what);
  }

  private HttpResponse<InputStream> sendOnce(String method, URI uri, long from) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30))
            .header("User-Agent", "tagline")
            // A compressed response has another length and checksum.
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
      throw new HubException("the hub redirects to a malformed address for " + what, e);
    }
    boolean web = "https".equals(next.getScheme()) || "http".equals(next.getScheme());
    boolean downgrade = "https".equals(at.getScheme()) && !"https".equals(next.getScheme());
    if (!web || downgrade || next.getHost() == null) {
      throw new HubException("the hub redirects to an unsafe address for " + what);
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

  private static String describe(IOException problem) {
    if (problem instanceof ConnectException) {
      return "no connection";
    }
    return problem.getMessage() == null
        ? problem.getClass().getSimpleName()
        : problem.getMessage().lines().findFirst().orElse("");
  }
}
