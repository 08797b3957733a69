package org.tagline.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends HTTP byte for byte, over one connection as long as the server keeps it. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final int port;
  private Socket socket;
  private InputStream in = InputStream.nullInputStream();

  RawClient(int port) throws IOException {
    this.port = port;
    this.socket = open();
  }

  /** An answer; the status is 0 if the server closed the connection instead. */
  record Reply(int status, String head, String body) {
    boolean has(String header) {
      return head.toLowerCase(Locale.ROOT).contains("\r\n" + header.toLowerCase(Locale.ROOT) + ":");
    }
  }

  private Socket open() throws IOException {
    Socket fresh = new Socket("127.0.0.1", port);
    fresh.setSoTimeout(PATIENCE_MILLIS);
    fresh.setTcpNoDelay(true);
    in = new BufferedInputStream(fresh.getInputStream());
    return fresh;
  }

  /** Sends a request without a body. */
  Reply send(String method, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(port).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return send(request.append("\r\n").toString(), method.equals("HEAD"));
  }

  /** Sends bytes and reads one answer. */
  Reply send(String request, boolean head) throws IOException {
    Reply reply = exchange(request, head);
    if (reply.status() == 0 || reply.has("connection")) {
      socket.close();
      socket = open();
    }
    return reply;
  }

  private Reply exchange(String request, boolean head) throws IOException {
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // The server may answer and close before it has read everything.
    }
    return read(head);
  }

  /** Sends bytes, ends the connection's output, and reads one answer. */
  Reply sendAndShut(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.shutdownOutput();
    Reply reply = read(false);
    socket.close();
    socket = open();
    return reply;
  }

  private Reply read(boolean head) {
    try {
      StringBuilder bytes = new StringBuilder();
      while (bytes.length() < 4 || bytes.indexOf("\r\n\r\n", bytes.length() - 4) < 0) {
        int next = in.read();
        if (next < 0) {
          return new Reply(0, "", "");
        }
        bytes.append((char) next);
      }
      String start = bytes.toString();
      int status = Integer.parseInt(start.substring(9, 12));
      int length = head ? 0 : length(start);
      return new Reply(
          status, start, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Reply(0, "", "");
    }
  }

  private static int length(String head) {
    int at = head.indexOf("Content-Length: ");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
  }

  /** Closes the connection abruptly, as a process that is killed does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    socket = open();
  }

  /** Sends bytes without reading an answer. */
  void write(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
