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

/** {@code tagline serve} in a process of its own, and the commands that make what it serves. */
final class ServeProcess implements AutoCloseable {
  private static final long STOPPING_SECONDS = 30;

  private final Process process;
  private final URI address;

  private ServeProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Runs a command to its end. */
  static void command(Path log, List<String> arguments) throws IOException, InterruptedException {
    int status = builder(log, arguments).redirectOutput(Redirect.DISCARD).start().waitFor();
    if (status != 0) {
      throw new IOException(
          "tagline " + arguments.get(0) + " failed: " + Files.readString(log).strip());
    }
  }

  /** Starts a server on a free port and waits until it is ready. */
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

  /** Where it tags. */
  URI tagging() {
    return address.resolve("/api/predict");
  }

  long residentBytes() throws IOException {
    return ResidentMemory.residentOf(process.pid());
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Whether it has ended by itself, in the time that it takes to finish what it accepted. */
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
