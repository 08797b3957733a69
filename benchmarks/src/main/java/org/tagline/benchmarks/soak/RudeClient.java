package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client that does not keep to the rules: one breaks off in the middle of requests and answers,
 * another sends and reads very slowly. Runs in a thread of its own until it is stopped.
 */
final class RudeClient {
  private static final int READ_TIMEOUT_MILLIS = 30_000;
  private static final long PAUSE_MILLIS = 500;
  private static final int BYTES_AT_ONCE = 40;

  private final URI server;
  private final SoakTexts texts;
  private final Random random;
  private final Map<String, Long> ends = new TreeMap<>();
  private final Thread thread;
  private volatile @Nullable Socket current;

  private RudeClient(URI server, SoakTexts texts, long seed, boolean slow) {
    this.server = server;
    this.texts = texts;
    this.random = new Random(seed);
    this.thread = new Thread(() -> repeat(slow), slow ? "slow client" : "crashing client");
    this.thread.setDaemon(true);
  }

  /** Starts a client that breaks off twice a second. */
  static RudeClient crashing(URI server, SoakTexts texts) {
    RudeClient client = new RudeClient(server, texts, 1, false);
    client.thread.start();
    return client;
  }

  /** Starts a client that sends and reads forty bytes every half second. */
  static RudeClient slow(URI server, SoakTexts texts) {
    RudeClient client = new RudeClient(server, texts, 2, true);
    client.thread.start();
    return client;
  }

  /** Stops the client, within a request if need be. */
  void stop() throws IOException, InterruptedException {
    thread.interrupt();
    Socket open = current;
    if (open != null) {
      open.close();
    }
    thread.join();
  }

  /** Returns the number of requests by how they ended. */
  synchronized Map<String, Long> ends() {
    return new TreeMap<>(ends);
  }

  private synchronized void ended(String how) {
    ends.merge(how, 1L, Long::sum);
  }

  private void repeat(boolean slow) {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
          current = socket;
          socket.setSoTimeout(READ_TIMEOUT_MILLIS);
          if (slow) {
            sendSlowly(socket);
          } else {
            breakOff(socket);
          }
        } catch (IOException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          ended("connection closed by the server");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void breakOff(Socket socket) throws IOException {
    byte[] request = request();
    // Half of the connections end with a reset, the others with an orderly close.
    socket.setSoLinger(random.nextBoolean(), 0);
    int body = new String(request, StandardCharsets.UTF_8).indexOf("\r\n\r\n") + 4;
    int length =
        switch (random.nextInt(3)) {
          case 0 -> 1 + random.nextInt(body - 1);
          case 1 -> body + random.nextInt(request.length - body);
          default -> request.length;
        };
    socket.getOutputStream().write(request, 0, length);
    socket.getOutputStream().flush();
    ended(
        length < body
            ? "within the header"
            : length < request.length ? "within the body" : "before the answer");
  }

  private void sendSlowly(Socket socket) throws IOException, InterruptedException {
    byte[] request = request();
    OutputStream out = socket.getOutputStream();
    for (int sent = 0; sent < request.length; sent += BYTES_AT_ONCE) {
      out.write(request, sent, Math.min(BYTES_AT_ONCE, request.length - sent));
      out.flush();
      Thread.sleep(PAUSE_MILLIS);
    }
    InputStream in = socket.getInputStream();
    String start = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
    while (in.readNBytes(BYTES_AT_ONCE).length > 0) {
      Thread.sleep(PAUSE_MILLIS);
    }
    ended(start.length() < 12 ? "no answer" : "status " + start.substring(9));
  }

  private byte[] request() {
    String body = "{\"text\":\"" + texts.fresh(random, 6).replaceAll("[\"\\\\\n]", "") + "\"}";
    return ("POST /api/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }
}
