package org.tagline.benchmarks.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a main method in a Java process of its own and reads the JSON that it prints last.
 *
 * @param heap the largest Java heap, as {@code -Xmx} takes it; the same for all that are compared
 * @param environment added to this process's own
 */
public record FreshProcess(String heap, Map<String, String> environment) {

  /** The same with more variables. */
  public FreshProcess with(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.putAll(more);
    return new FreshProcess(heap, Map.copyOf(all));
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Prints the result, from within such a process. */
  public static void answer(Object result) throws IOException {
    System.out.println(JSON.writeValueAsString(result));
  }

  /**
   * Runs a main method and waits for its process to end; what it says on standard error goes to
   * this one's.
   *
   * @throws IOException if it fails or prints no result
   */
  public <T> T run(Class<?> main, Class<T> result, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // Only Tagline's library knows it.
    command.add(Launcher.TENSORS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return run(main.getSimpleName(), result, command);
  }

  /** The same for a program in another language; its command line is given. */
  public <T> T run(String name, Class<T> result, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
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
