package org.tagline.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.cli.Main;

/** Runs {@code tagline serve} in a process of its own, and other commands to prepare it. */
final class ServeProcess implements AutoCloseable {
  private static final long STOPPING_SECONDS = 30;

  private final Process process;
  private final URI address;

  private ServeProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Runs a command and waits for it to end.
   *
   * @throws IOException if the command fails
   */
  static void command(Path log, List<String> arguments) throws IOException, InterruptedException {
    int status = builder(log, arguments).redirectOutput(Redirect.DISCARD).start().waitFor();
    if (status != 0) {
      throw new IOException(
          "tagline " + arguments.get(0) + " failed: " + Files.readString(log).strip());
    }
  }

  /** Starts the server on a free port and waits until it is ready. */
  static ServeProcess start(Path home, String tagger, Path log) throws IOException {
    Process process =
        builder(log, List.of("serve", tagger, "--port", "0", "--home", home.toString())).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.contains(" on http")) {
      process.destroy();
      throw new IOException("tagline serve did not start: " + Files.readString(log).strip());
    }
    return new ServeProcess(process, URI.create(line.substring(line.lastIndexOf("http"))));
  }

  private static ProcessBuilder builder(Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Launcher.HEAP);
    command.add(Launcher.TENSORS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(Launcher.ENVIRONMENT);
    return builder;
  }

  /** Returns the address that tags texts. */
  URI tagging() {
    return address.resolve("/api/predict");
  }

  /** Returns the resident memory of the process. */
  long residentBytes() throws IOException {
    return ResidentMemory.residentOf(process.pid());
  }

  /** Sends SIGTERM to the process. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the process to finish its open requests and returns whether it has ended. */
  boolean ended() throws InterruptedException {
    return process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!ended()) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
