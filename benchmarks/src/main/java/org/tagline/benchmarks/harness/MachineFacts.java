package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * The machine and the runtime that figures were measured on.
 *
 * @param processor name of the processor model, as the system gives it
 * @param cores number of cores that this process may use
 * @param instructions widest vector and matrix instructions, such as {@code AVX-512, AMX}
 * @param memoryGigabytes size of the RAM in GiB
 * @param system name and release of the operating system
 * @param java name and version of the Java runtime
 * @param date date of the measurement in UTC
 */
public record MachineFacts(
    String processor,
    int cores,
    String instructions,
    double memoryGigabytes,
    String system,
    String java,
    LocalDate date) {

  /**
   * Reads the facts of this machine.
   *
   * @throws IOException on a system without {@code /proc}
   */
  public static MachineFacts read() throws IOException {
    List<String> cpu = Files.readAllLines(Path.of("/proc/cpuinfo"));
    List<String> memory = Files.readAllLines(Path.of("/proc/meminfo"));
    String kilobytes = field(memory, "MemTotal").replace("kB", "").strip();
    return new MachineFacts(
        field(cpu, "model name"),
        Runtime.getRuntime().availableProcessors(),
        instructions(field(cpu, "flags")),
        Long.parseLong(kilobytes) / 1024.0 / 1024.0,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        LocalDate.now(ZoneOffset.UTC));
  }

  /** Describes the machine in one sentence. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores (%s), %.0f GiB of memory, %s, %s, %s.",
        processor,
        cores,
        instructions,
        memoryGigabytes,
        system,
        java,
        date);
  }

  static String instructions(String flags) {
    List<String> words = List.of(flags.split(" "));
    if (!words.contains("avx512f")) {
      return words.contains("avx2") ? "AVX2" : "no AVX2";
    }
    String matrix = words.contains("amx_bf16") ? ", AMX" : "";
    return (words.contains("avx512_bf16") ? "AVX-512 with bfloat16" : "AVX-512") + matrix;
  }

  private static String field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
