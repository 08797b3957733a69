package org.tagline.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Series;

/**
 * The figures of the load benchmark.
 *
 * @param clients number of concurrent clients
 * @param seconds length of a round
 * @param synopses number of synopses
 * @param fastApi requests per second of the FastAPI server
 * @param tagline requests per second of Tagline
 * @param overloadPerSecond requests per second during the overload
 * @param overload results of the overload and the shutdown
 */
record LoadFigures(
    int clients,
    int seconds,
    int synopses,
    Series<Double> fastApi,
    Series<Double> tagline,
    double overloadPerSecond,
    Overload overload) {

  void addTo(MarkdownReport report) {
    report
        .paragraph(
            "Both servers have the same tagger (MiniLM-L6, the whole text in windows of at most 512"
                + " tokens) and receive the same %d synopses. %d clients on the same machine each"
                + " wait for a response before they send the next request. Each figure is the"
                + " median (min–max) of %d rounds of %d seconds, in turn, each in fresh processes.",
            synopses, clients, fastApi.rounds().size(), seconds)
        .table(List.of("", "requests/s"))
        .row(fastApi.name(), fastApi.of(Double::doubleValue).text(2))
        .row(tagline.name(), tagline.of(Double::doubleValue).text(2))
        .paragraph("Tagline ÷ FastAPI: %s.", tagline.ratio(fastApi, Double::doubleValue).text(2));
    report
        .section("Overload")
        .paragraph(
            "%.1f requests/s, ten times the rate above, for %d seconds. Responses by status: %s.",
            overloadPerSecond, overload.seconds(), counts(overload.statuses()));
    addMemory(report);
    report
        .section("Shutdown under load")
        .paragraph(
            "%d requests were open at SIGTERM. Responses to them: %s. The process %s.",
            overload.openAtStop(),
            counts(overload.statusesOfOpen()),
            overload.ended() ? "ended by itself" : "had to be killed");
  }

  /** Adds the memory of the server's process over time. */
  private void addMemory(MarkdownReport report) {
    List<Long> resident = overload.residentBytes();
    List<String> minutes = new ArrayList<>(List.of("minutes"));
    List<String> megabytes = new ArrayList<>(List.of("resident memory, MB"));
    for (int i = 0; i < resident.size(); i++) {
      minutes.add(
          MarkdownReport.format("%.1f", (i + 1) * overload.seconds() / 60.0 / resident.size()));
      megabytes.add(MarkdownReport.format("%.0f", resident.get(i) / 1e6));
    }
    report.numberTable(minutes).row(megabytes);
  }

  private static String counts(Map<String, Long> statuses) {
    return statuses.isEmpty()
        ? "none"
        : statuses.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
