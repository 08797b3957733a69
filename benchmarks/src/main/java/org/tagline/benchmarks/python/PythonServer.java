package org.tagline.benchmarks.python;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The FastAPI server of benchmarks/peers, from its start to its end. */
public final class PythonServer implements AutoCloseable {
  private static final int PORT = 18_713;
  private static final int STARTING_SECONDS = 120;
  private static final URI ROOT = URI.create("http://127.0.0.1:" + PORT + "/");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;

  private PythonServer(Process process) {
    this.process = process;
  }

  /** Starts it with two workers and waits until it answers. */
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
      if (server.up()) {
        return server;
      }
      Thread.sleep(1000);
    }
    server.close();
    throw new IOException("the Python server did not answer within two minutes");
  }

  private boolean up() throws InterruptedException {
    try {
      HttpRequest health = HttpRequest.newBuilder(ROOT.resolve("health")).build();
      return client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Milliseconds until the whole answer is there. */
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
      throw new IOException("the Python server answered with status " + status);
    }
    return millis;
  }

  /** Of all its processes together; libraries that they share are counted once each. */
  public long residentBytes() throws IOException {
    long sum = 0;
    for (ProcessHandle each :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      for (String line : Files.readAllLines(Path.of("/proc", each.pid() + "", "status"))) {
        if (line.startsWith("VmRSS:")) {
          sum += Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    }
    return sum;
  }

  /** Where it tags. */
  public URI tagging() {
    return ROOT.resolve("tag");
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    // The next one listens on the same port.
    all.forEach(one -> one.onExit().join());
  }
}
