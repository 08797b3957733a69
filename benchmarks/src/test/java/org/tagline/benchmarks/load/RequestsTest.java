package org.tagline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sends requests to a server that responds as each test says. */
class RequestsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger received = new AtomicInteger();
  private final HttpServer server = listening();

  /** Milliseconds until the server responds. */
  private volatile long millis;

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void countsEveryStatus() throws Exception {
    Requests requests = new Requests(serve(200, 429, 429), List.of("{}"));
    requests.flood(100, 0.3);
    requests.awaitAll();
    assertThat(requests.statuses()).containsOnly(entry("200", 10), entry("429", 20));
  }

  @Test
  void countsRequestsWithoutResponse() throws Exception {
    URI address = serve(200);
    server.stop(0);
    Requests requests = new Requests(address, List.of("{}"));
    requests.flood(100, 0.05);
    requests.awaitAll();
    assertThat(requests.statuses()).containsOnly(entry(Requests.NONE, 5));
  }

  @Test
  void waitingClientsSendOneRequestPerResponse() throws Exception {
    millis = 50;
    double perSecond = new Requests(serve(200), List.of("{}")).perSecond(2, 0, 1);
    assertThat(perSecond).isBetween(1.0, 2 / 0.05);
  }

  @Test
  void failsIfAResponseIsARefusal() throws Exception {
    Requests requests = new Requests(serve(503), List.of("{}"));
    assertThatIOException()
        .isThrownBy(() -> requests.perSecond(1, 0, 1))
        .withMessageContaining("503");
  }

  private static Map.Entry<String, Long> entry(String status, long count) {
    return Map.entry(status, count);
  }

  /** Starts a server that responds with these statuses in turn. */
  private URI serve(int... statuses) {
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
          exchange.sendResponseHeaders(statuses[received.getAndIncrement() % statuses.length], -1);
          exchange.close();
        });
    server.start();
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }
}
