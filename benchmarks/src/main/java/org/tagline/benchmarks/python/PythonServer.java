package org.tagline.benchmarks.python;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tagline.benchmarks.harness.ResidentMemory;

/** The FastAPI server in {@code benchmarks/peers}, stopped by {@link #close}. */
public final class PythonServer implements AutoCloseable {
  private static final int PORT = 18_713;
  private static final int STARTING_SECONDS = 120;
  private static final URI ROOT = URI.create("http://127.0.0.1:" + PORT + "/");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;

  private PythonServer(Process process) {
    this.process = process;
  }

  /**
   * Starts the server with two workers and waits until it is ready.
   *
   * @throws IOException if it is not ready within two minutes
   */
  public static PythonServer start(Path python, Path tagger)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    python.toAbsolutePath().toString(),
                    "-m",
                    "uvicorn",
                    "serve:app",
                    "--workers",
                    "2",
                    "--port",
                    Integer.toString(PORT),
                    "--log-level",
                    "warning"))
            .directory(Path.of("benchmarks", "peers").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TAGGER", tagger.toAbsolutePath().toString());
    builder.environment().put("HF_HUB_OFFLINE", "1");
    builder.environment().put("CUDA_VISIBLE_DEVICES", "");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    PythonServer server = new PythonServer(builder.start());
    for (int second = 0; second < STARTING_SECONDS; second++) {
      if (server.ready()) {
        return server;
      }
      Thread.sleep(1000);
    }
    server.close();
    throw new IOException("the Python server was not ready within two minutes");
  }

  private boolean ready() throws InterruptedException {
    try {
      HttpRequest health = HttpRequest.newBuilder(ROOT.resolve("health")).build();
      return client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Sends a request and returns the milliseconds until the whole response has arrived.
   *
   * @throws IOException if the status is not 200
   */
  public double millis(String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(tagging())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    long began = System.nanoTime();
    int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    double millis = (System.nanoTime() - began) / 1e6;
    if (status != 200) {
      throw new IOException("the Python server responded with status " + status);
    }
    return millis;
  }

  /**
   * Returns the resident memory of all the server's processes in bytes. Libraries that they share
   * count once per process.
   */
  public long residentBytes() throws IOException {
    long sum = 0;
    for (ProcessHandle each :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      sum += ResidentMemory.residentOf(each.pid());
    }
    return sum;
  }

  /** Returns the address that tags texts. */
  public URI tagging() {
    return ROOT.resolve("tag");
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    // The next server listens on the same port.
    all.forEach(each -> each.onExit().join());
  }
}
