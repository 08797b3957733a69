package org.tagline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagline.server.http.ClientLimits;

/**
 * Attacks a server with clients that are slow or idle. Meanwhile health checks and other clients
 * are served, all over connections of their own from the address of the attackers.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SlowClientsTest {
  private static final int ATTACKERS = 300;
  private static final int MANY = 1_000;
  private static final long HEALTH_MILLIS = 200;
  private static final long BEAT_MILLIS = 5;
  private static final Pattern CONNECTIONS = Pattern.compile("tagline_connections (\\d+)");

  private static final ClientLimits SHORT =
      new ClientLimits(
          400,
          350,
          Duration.ofMillis(2_500),
          Duration.ofMillis(1_500),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofMillis(1_500),
          2_000);

  /** A way to be slow: the bytes sent at once, and whether single bytes follow. */
  private enum Attack {
    HEADERS("GET /page/app.js HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", true),
    BODY(
        "POST /api/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: 90000\r\n\r\n{",
        true),
    CHUNKS(
        "POST /api/predict/file HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nFFFF\r\n",
        true),
    READER("GET /page/chart.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(40), false),
    IDLE("", false),
    HALF_CLOSED("GET /page/chart.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(40), false),
    HALF_CLOSED_IN_HEADERS("GET / HTTP/1.1\r\nHost: 127", false);

    final String start;
    final boolean drips;

    Attack(String start, boolean drips) {
      this.start = start;
      this.drips = drips;
    }
  }

  @TempDir Path folder;
  private RunningServer server;
  private final List<SocketChannel> attackers = new ArrayList<>();

  /** The longest time in nanoseconds that this machine let a thread wait since the last look. */
  private final AtomicLong stall = new AtomicLong();

  private volatile boolean running = true;
  private Thread heart;

  @BeforeEach
  void start() throws Exception {
    ServerOptions options = ServerOptions.local(SmallHome.path(), 0).with(SHORT);
    server = new RunningServer(folder.resolve("catalogue"), options, null);
    heart = new Thread(this::beat);
    heart.start();
  }

  @AfterEach
  void stop() throws Exception {
    running = false;
    heart.join();
    for (SocketChannel one : attackers) {
      one.close();
    }
    server.close();
  }

  private void beat() {
    long before = System.nanoTime();
    while (running) {
      try {
        Thread.sleep(BEAT_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      stall.accumulateAndGet(now - before, Math::max);
      before = now;
    }
  }

  @ParameterizedTest
  @EnumSource
  void slowClientsHoldNothingForOthers(Attack attack) throws Exception {
    open(attack, ATTACKERS);
    untilClosed(attack);
  }

  @Test
  void aThousandConnectionsAtOnceLeaveRoom() throws Exception {
    open(Attack.IDLE, MANY);
    assertThat(connections()).isLessThanOrEqualTo(SHORT.connectionsPerAddress());
    untilClosed(Attack.IDLE);
    assertThat(server.get("/metrics").body())
        .contains("tagline_closed_connections_total{reason=\"too many\"}");
  }

  @Test
  void pipelinedAndKeptConnectionsWork() throws Exception {
    try (RawClient client = new RawClient(server.server.port())) {
      String one = "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      String two = "GET /page/app.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      client.write(one + two + one);
      assertThat(client.send(two, false).body()).isEqualTo("live\n");
      int script = client.send(one, false).body().length();
      assertThat(script).isGreaterThan(1_000);
      assertThat(client.send(one, false).body()).isEqualTo("live\n");
      assertThat(client.send(one, false).body()).hasSize(script);
    }
  }

  private void open(Attack attack, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
      channel.connect(new InetSocketAddress("127.0.0.1", server.server.port()));
      channel.configureBlocking(false);
      attackers.add(channel);
      send(channel, attack.start);
      if (attack.name().startsWith("HALF_CLOSED")) {
        channel.shutdownOutput();
      }
    }
  }

  private static void send(SocketChannel channel, String text) {
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      // The server has closed this connection, as it should.
    }
  }

  /** Checks health and serves others until the server has closed all connections of the attack. */
  private void untilClosed(Attack attack) throws Exception {
    int checks = 0;
    do {
      healthy("/livez", "live\n");
      healthy("/readyz", "ready\n");
      served();
      if (attack.drips) {
        attackers.forEach(channel -> send(channel, "x"));
      }
      checks++;
      Thread.sleep(50);
    } while (connections() > 1);
    assertThat(checks).isPositive();
  }

  /** The connection that asks is one of those counted. */
  private int connections() throws Exception {
    try (RawClient client = new RawClient(server.server.port())) {
      Matcher count = CONNECTIONS.matcher(client.send("GET", "/metrics").body());
      assertThat(count.find()).isTrue();
      return Integer.parseInt(count.group(1));
    }
  }

  /** A server that is blocked is so for each of three tries; a busy machine is not. */
  private void healthy(String path, String answer) throws Exception {
    int tries = 1;
    while (!within(path, answer)) {
      assertThat(++tries).as(path).isLessThanOrEqualTo(3);
    }
  }

  private boolean within(String path, String answer) throws Exception {
    stall.set(0);
    long began = System.nanoTime();
    try (RawClient client = new RawClient(server.server.port())) {
      assertThat(client.send("GET", path).body()).isEqualTo(answer);
    }
    long nanos = System.nanoTime() - began;
    // A machine that lets threads wait says nothing about the server.
    return nanos < TimeUnit.MILLISECONDS.toNanos(HEALTH_MILLIS) + 2 * stall.get();
  }

  private void served() throws Exception {
    try (RawClient client = new RawClient(server.server.port())) {
      assertThat(client.send("GET", "/").status()).isEqualTo(200);
    }
    String body = "{\"text\":\"A ghost haunts the house.\",\"evidence\":0}";
    try (RawClient client = new RawClient(server.server.port())) {
      String head =
          "POST /api/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
      RawClient.Reply reply =
          client.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body, false);
      assertThat(reply.status()).isEqualTo(200);
    }
  }
}
