package org.tagline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tagline.cli.console.ParentProcess;
import org.tagline.files.JsonFiles;

/**
 * Runs a command line of Tagline in a fresh Java process with this process's flags, so that runs do
 * not share memory or compiled code.
 */
final class CandidateProcess {
  /** Keep warnings of the virtual machine out of the JSON. */
  private static final Set<String> LOG_FLAGS = Set.of("-Xlog:disable", "-Xlog:all=error:stderr");

  private static final List<String> NOT_INHERITED =
      List.of(
          "-Xrun",
          "-Xdebug",
          "-Xlog",
          "-XX:StartFlightRecording",
          "-XX:ArchiveClassesAtExit",
          "-Dcom.sun.management.");

  private final List<String> command = new ArrayList<>();
  private final Path log;

  /**
   * Prepares the process.
   *
   * @param arguments command line, with {@code --json}
   * @param log file for its standard error
   */
  CandidateProcess(List<String> arguments, Path log) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(CandidateProcess::inherited)
        .forEach(command::add);
    command.add("-Dtagline.terminal=false");
    command.add("-D" + ParentProcess.PROPERTY + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    this.log = log;
  }

  /**
   * Returns whether a flag of this process is passed on. Debuggers, remote management, logs and
   * recordings are not: two processes cannot share a port or a file.
   */
  static boolean inherited(String flag) {
    return LOG_FLAGS.contains(flag)
        || ((flag.startsWith("-X") || flag.startsWith("-D"))
            && NOT_INHERITED.stream().noneMatch(flag::startsWith));
  }

  /**
   * Runs the process and waits for its end.
   *
   * @param said receives each line of standard error
   * @return the JSON object that it printed
   * @throws IOException if it failed, with the last line of standard error
   */
  ObjectNode run(Consumer<String> said) throws IOException {
    Path output = log.resolveSibling(log.getFileName() + ".json");
    Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).start();
    String last = "it printed no message";
    try (PrintWriter kept =
            new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8), true);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        kept.println(line);
        if (!line.isBlank()) {
          last = line.startsWith("tagline: ") ? line.substring("tagline: ".length()) : line;
          said.accept(line);
        }
      }
      if (process.waitFor() != 0) {
        throw new IOException(last);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the run was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    try {
      return (ObjectNode) JsonFiles.COMPACT.readTree(Files.readString(output));
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IOException("the run printed no JSON object; see " + output, e);
    }
  }
}
