package org.tagline.files;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads files in a process with a heap of {@value #HEAP}, where a reader that builds too much runs
 * out of memory.
 */
public final class SmallHeap {
  private static final String HEAP = "-Xmx64m";

  private SmallHeap() {}

  /** The reader that the process runs, a public class with a constructor without parameters. */
  @FunctionalInterface
  public interface Reader {
    void read(Path file) throws Exception;
  }

  /**
   * Returns how the reader ended for each file of a folder by the file's name: {@code read}, the
   * message of an {@link IOException} or {@link IllegalArgumentException}, or the class and message
   * of anything else.
   */
  public static Map<String, String> read(Class<? extends Reader> reader, Path folder)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeap.class.getName(),
            reader.getName(),
            folder.toString());
    File output = File.createTempFile("small-heap", ".txt");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      int status = process.waitFor();
      String text = Files.readString(output.toPath());
      if (status != 0) {
        throw new IOException("the reading process ended with " + status + ": " + text);
      }
      Map<String, String> ends = new TreeMap<>();
      text.lines()
          .map(line -> line.split("\t", 2))
          .filter(line -> line.length == 2)
          .forEach(line -> ends.put(line[0], line[1]));
      return ends;
    } finally {
      Files.delete(output.toPath());
    }
  }

  /** Reads every file of a folder with a reader. */
  public static void main(String[] arguments) throws Exception {
    Reader reader = (Reader) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> list = Files.list(Path.of(arguments[1]))) {
      list.sorted().forEach(files::add);
    }
    for (Path file : files) {
      String line = file.getFileName() + "\t" + end(reader, file) + "\n";
      System.out.write(line.getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }

  private static String end(Reader reader, Path file) {
    try {
      reader.read(file);
      return "read";
    } catch (IOException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    } catch (Throwable e) {
      return e.getClass().getName() + ": " + e.getMessage();
    }
  }
}
