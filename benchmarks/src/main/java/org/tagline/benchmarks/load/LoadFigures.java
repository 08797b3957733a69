package org.tagline.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MedianRange;

/** What {@link LoadBenchmark} found, as Markdown. */
record LoadFigures(
    int clients,
    int seconds,
    int synopses,
    List<Double> peers,
    List<Double> tagline,
    double overloadPerSecond,
    Overload overload) {

  String markdown() throws IOException {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < peers.size(); round++) {
      ratios.add(tagline.get(round) / peers.get(round));
    }
    return "# The server under load\n\n`./benchmarks/run load` made this. "
        + MachineFacts.read().sentence()
        + format(
            "%n%nThe same tagger (MiniLM-L6, all of a text in windows of at most 512 tokens) and the"
                + " same %d synopses behind both, asked by %d clients on the same machine, each of"
                + " whom waits for an answer before asking again. The median (least–most) of %d"
                + " rounds of %d seconds, in turn, each in fresh processes.%n%n",
            synopses, clients, peers.size(), seconds)
        + "| | requests/s |\n| --- | --- |\n"
        + format("| FastAPI + transformers, two workers | %s |%n", MedianRange.of(peers).text(2))
        + format("| Tagline | %s |%n", MedianRange.of(tagline).text(2))
        + format("%nTagline ÷ FastAPI: %s.%n", MedianRange.of(ratios).text(2))
        + "\n## More than it can answer\n\n"
        + format(
            "%.1f requests/s, ten times the above, for %d seconds. Answers by status: %s.%n%n",
            overloadPerSecond, overload.seconds(), counts(overload.statuses()))
        + memory()
        + "\n## Told to stop meanwhile\n\n"
        + format(
            "%d requests had no answer yet at SIGTERM; they got: %s. The process %s.%n",
            overload.openAtStop(),
            counts(overload.statusesOfOpen()),
            overload.ended() ? "ended by itself" : "had to be killed");
  }

  /** Of the server's process as the time goes by. */
  private String memory() {
    List<Long> resident = overload.residentBytes();
    StringBuilder minutes = new StringBuilder("| minutes |");
    StringBuilder rule = new StringBuilder("| --- |");
    StringBuilder megabytes = new StringBuilder("| resident memory, MB |");
    for (int part = 0; part < resident.size(); part++) {
      minutes.append(format(" %.1f |", (part + 1) * overload.seconds() / 60.0 / resident.size()));
      rule.append(" ---: |");
      megabytes.append(format(" %.0f |", resident.get(part) / 1e6));
    }
    return minutes + "\n" + rule + "\n" + megabytes + "\n";
  }

  private static String counts(Map<String, Long> statuses) {
    return statuses.isEmpty()
        ? "nothing"
        : statuses.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
