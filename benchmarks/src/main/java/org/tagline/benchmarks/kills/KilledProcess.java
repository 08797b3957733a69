package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.cli.Main;

/** A process of Tagline that can be killed. Thread-safe. */
final class KilledProcess {
  private static final int PATIENCE_MINUTES = 10;

  private final Process process;
  private final Path out;
  private final Path log;

  private KilledProcess(Process process, Path out, Path log) {
    this.process = process;
    this.out = out;
    this.log = log;
  }

  /** Starts a command of Tagline whose output goes to files in a folder. */
  static KilledProcess tagline(Path folder, List<String> arguments) throws IOException {
    return start(folder, Main.class, arguments);
  }

  /** Starts a main class whose output goes to files in a folder. */
  static KilledProcess start(Path folder, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Launcher.HEAP);
    command.addAll(List.of(Launcher.TENSORS, "-XX:TieredStopAtLevel=1", "-Xmx1g"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path log = Files.createTempFile(folder, "log", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(Launcher.ENVIRONMENT);
    return new KilledProcess(builder.start(), out, log);
  }

  /** Returns the complete lines that the process has printed so far. */
  List<String> lines() throws IOException {
    String text = Files.readString(out);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Returns what the process has written to standard error. */
  String log() throws IOException {
    return Files.readString(log).strip();
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits, then kills the process.
   *
   * @return whether it was still running
   */
  boolean killAfter(long millis) throws InterruptedException {
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return !ended;
  }

  /** Waits for the process to end and returns whether it succeeded. */
  boolean succeeded() throws InterruptedException {
    if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      return process.exitValue() == 0;
    }
    process.destroyForcibly().waitFor();
    return false;
  }
}
