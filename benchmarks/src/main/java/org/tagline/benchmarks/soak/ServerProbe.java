package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tagline.benchmarks.harness.ResidentMemory;

/**
 * Reads the gauges of a server's process from outside: {@code /proc}, its files, and {@code jcmd}.
 * Used by one thread.
 */
final class ServerProbe {
  private static final double MEGABYTE = 1e6;

  /** The last line of a class histogram, which is taken after a full collection. */
  private static final Pattern TOTAL = Pattern.compile("Total +(\\d+) +(\\d+)");

  /** Collections and the start of jcmd cost time, so the heap is read less often. */
  private static final Duration HEAP_EVERY = Duration.ofSeconds(5);

  private final ProcessHandle process;
  private final Path home;
  private final Path temporary;
  private final Path log;
  private final boolean withHeap;
  private long heapNanos = System.nanoTime() - HEAP_EVERY.toNanos();
  private long cpuNanos;
  private long cpuAtNanos;

  /**
   * Creates a probe.
   *
   * @param process the server's process
   * @param home the folder of the embedded catalogue; the files of another are not read
   * @param temporary the process's folder for temporary files
   * @param log the file that its standard error goes to
   * @param withHeap whether to read the live heap, which takes a full collection each time
   */
  ServerProbe(ProcessHandle process, Path home, Path temporary, Path log, boolean withHeap) {
    this.process = process;
    this.home = home;
    this.temporary = temporary;
    this.log = log;
    this.withHeap = withHeap;
    this.cpuNanos = cpu();
    this.cpuAtNanos = System.nanoTime();
  }

  /**
   * Reads every gauge that is due.
   *
   * @throws IOException if the process has ended
   */
  Map<Gauge, Double> sample() throws IOException, InterruptedException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    Map<Gauge, Double> values = new EnumMap<>(Gauge.class);
    values.put(Gauge.RESIDENT, ResidentMemory.residentOf(process.pid()) / MEGABYTE);
    values.put(Gauge.DESCRIPTORS, (double) entries(proc.resolve("fd")));
    values.put(Gauge.THREADS, (double) entries(proc.resolve("task")));
    values.put(Gauge.TEMPORARY_FILES, (double) entries(temporary));
    values.put(Gauge.TEMPORARY_BYTES, bytesIn(temporary) / MEGABYTE);
    values.put(Gauge.LOG, bytes(log) / MEGABYTE);
    Path database = home.resolve("catalogue.db");
    if (Files.exists(database)) {
      values.put(Gauge.DATABASE, bytes(database) / MEGABYTE);
      values.put(Gauge.WRITE_AHEAD_LOG, bytes(home.resolve("catalogue.db-wal")) / MEGABYTE);
    }
    values.put(Gauge.PROCESSOR, cores());
    if (withHeap && System.nanoTime() - heapNanos >= HEAP_EVERY.toNanos()) {
      heapNanos = System.nanoTime();
      liveHeap().ifPresent(bytes -> values.put(Gauge.LIVE_HEAP, bytes / MEGABYTE));
    }
    return values;
  }

  private long cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** Returns the mean number of busy cores since the last call. */
  private double cores() {
    long now = System.nanoTime();
    long used = cpu();
    double cores = (double) (used - cpuNanos) / Math.max(1, now - cpuAtNanos);
    cpuNanos = used;
    cpuAtNanos = now;
    return cores;
  }

  /** Returns the bytes of all objects after a full collection; empty without a JDK's jcmd. */
  private OptionalDouble liveHeap() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.exists(jcmd)) {
      return OptionalDouble.empty();
    }
    Process histogram =
        new ProcessBuilder(
                List.of(
                    jcmd.toString(),
                    "-J-XX:TieredStopAtLevel=1",
                    Long.toString(process.pid()),
                    "GC.class_histogram"))
            .redirectError(Redirect.DISCARD)
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    histogram.waitFor();
    Matcher total = TOTAL.matcher(text);
    return total.find()
        ? OptionalDouble.of(Double.parseDouble(total.group(2)))
        : OptionalDouble.empty();
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.mapToLong(ServerProbe::bytes).sum();
    }
  }

  /** Returns the size of a file, or 0 if it does not exist: temporary files may just be deleted. */
  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
