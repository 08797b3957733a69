package org.tagline.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request over a socket of its own, from a chosen address of this machine. */
final class PredictionClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  /**
   * Connects.
   *
   * @param from the client's address, such as 127.0.0.2
   */
  PredictionClient(String from, int port) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a prediction's text. */
  PredictionClient send(String text, int evidence) throws IOException {
    return send(text, evidence, "HTTP/1.1");
  }

  PredictionClient send(String text, int evidence, String version) throws IOException {
    byte[] body =
        "{\"text\":%s,\"evidence\":%d}"
            .formatted(RunningServer.quoted(text), evidence)
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /api/predict %s\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(version, body.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    return this;
  }

  /** Sends raw bytes. */
  void sendRaw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Says that nothing more will be sent, and goes on receiving. */
  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Returns the status of the next response, interim ones included; skips the rest of it. */
  int status() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  /** Returns the status of the final response. */
  int finalStatus() throws IOException {
    int status = status();
    while (status < 200) {
      status = status();
    }
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Leaves with a reset, like a process that is killed with data unread. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
