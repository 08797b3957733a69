package org.tagline.benchmarks.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagline.files.JsonFiles;

/**
 * Runs a task in a process of its own. The task is JSON in the only argument; the result is the
 * last line of standard output, JSON too.
 *
 * @param heap the largest Java heap, as {@code -Xmx} takes it
 * @param environment variables in addition to those of this process
 */
public record FreshProcess(String heap, Map<String, String> environment) {
  private static final ObjectMapper JSON = JsonFiles.COMPACT;

  /** Returns the same settings with additional variables. */
  public FreshProcess with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new FreshProcess(heap, Map.copyOf(all));
  }

  /** Reads the task from a process's arguments; called within that process. */
  public static <T> T task(String[] arguments, Class<T> type) throws IOException {
    return JSON.readValue(arguments[0], type);
  }

  /** Prints the result; called within the process that was started. */
  public static void printResult(Object result) throws IOException {
    System.out.println(JSON.writeValueAsString(result));
  }

  /**
   * Runs a main method, waits for its process to end and reads the result. Standard error of that
   * process goes to standard error of this one.
   *
   * @throws IOException if the process fails or prints no result
   */
  public <T> T run(Class<?> main, Class<T> result, Object task)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // A property that only Tagline's tensor library reads.
    command.add(Launcher.TENSORS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    return runCommand(main.getSimpleName(), result, command, task);
  }

  /**
   * Runs a program in another language, waits for it to end and reads the result.
   *
   * @param name the program's name in messages
   * @param command the program and its arguments, to which the task is added
   * @throws IOException if the program fails or prints no result
   */
  public <T> T runCommand(String name, Class<T> result, List<String> command, Object task)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.add(JSON.writeValueAsString(task));
    ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread atEnd = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(atEnd);
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(name + " failed with exit status " + status);
      }
      return JSON.readValue(output.substring(output.lastIndexOf('\n') + 1), result);
    } finally {
      process.destroy();
      Runtime.getRuntime().removeShutdownHook(atEnd);
    }
  }
}
