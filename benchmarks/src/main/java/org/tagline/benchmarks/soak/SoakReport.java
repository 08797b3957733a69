package org.tagline.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagline.benchmarks.harness.MarkdownReport;

/** Adds the figures of a soak to a report. */
record SoakReport(SoakResult result) {
  private static final int CURVE_WIDTH = 40;

  void addTo(MarkdownReport report) {
    SoakPlan plan = result.plan();
    report.paragraph(
        "%d clients send %.0f requests per second for %.1f minutes: pages, searches, predictions"
            + " with and without evidence, batches, uploads, flags and mistakes. Beside them, one"
            + " client breaks off in the middle, one sends and reads %s, and %d imports"
            + " of %d films ran. Taggers: %s. Catalogue: %s.",
        plan.clients(),
        plan.perSecond(),
        plan.length().toSeconds() / 60.0,
        "80 bytes per second",
        result.imports().done(),
        plan.filmsPerImport(),
        String.join(", ", plan.taggers()),
        plan.database() == null ? "SQLite" : "PostgreSQL");
    addVerdict(report);
    addSeries(report);
    addAnswers(report);
    addLatencies(report);
    report
        .section("Data and other clients")
        .paragraph(
            "%d flags and %d films were acknowledged; %s are missing. The log has %.0f bytes per"
                + " request.",
            result.flags(),
            result.imports().films(),
            result.lost().isEmpty() ? "none" : String.valueOf(result.lost().size()),
            result.logBytesPerAnswer())
        .paragraph(
            "The crashing client broke off %s. The slow client's requests ended with %s.",
            counts(result.crashes()), counts(result.slow()));
  }

  private void addVerdict(MarkdownReport report) {
    List<String> faults = result.faults();
    report.section("Verdict");
    if (!result.plan().plants().isEmpty()) {
      report.paragraph("%s", planted());
    }
    report.paragraph("%s", faults.isEmpty() ? "**Pass.**" : "**Fail.**");
    if (!faults.isEmpty()) {
      report.table(List.of("fault"));
      faults.forEach(report::row);
    }
  }

  private String planted() {
    return result.plan().plants().stream()
        .map(
            plant ->
                "Planted: a leak of "
                    + plant
                    + ", one every "
                    + result.plan().leakEvery().toMillis()
                    + " ms. It was "
                    + (plant.shownBy().stream().anyMatch(result.growing()::contains)
                        ? "found."
                        : "**not found**."))
        .collect(Collectors.joining(" "));
  }

  private void addSeries(MarkdownReport report) {
    double warmUp = result.plan().warmUpSeconds();
    report
        .section("What grows")
        .paragraph(
            "Slope after a warm-up of %.0f s, with its 95 %% confidence interval. A gauge grows if"
                + " the lower end of the interval, over the %.0f s that are judged, exceeds the"
                + " accepted growth, and the second half still grows at a third of the slope or"
                + " more. The curve is the whole soak, warm-up included.",
            warmUp, result.plan().length().toSeconds() - warmUp)
        .numberTable(
            List.of(
                "gauge",
                "first",
                "last",
                "highest",
                "slope per hour",
                "accepted growth",
                "found from," + " per hour",
                "verdict",
                "course"));
    for (GaugeSeries series : result.series()) {
      Gauge gauge = series.gauge();
      Optional<Trend> trend = series.trend(warmUp);
      boolean judged = series.judged(warmUp);
      report.row(
          gauge.title(),
          number(gauge, series.first()),
          number(gauge, series.last()),
          number(gauge, series.highest()),
          trend
              .map(one -> number(gauge, one.perHour()) + " ± " + number(gauge, one.halfWidth()))
              .orElse(""),
          gauge.judged() ? MarkdownReport.format("%.0f", gauge.tolerance()) : "",
          judged
              ? trend.map(one -> number(gauge, one.smallestFound(gauge.tolerance()))).orElse("")
              : "",
          verdict(series, judged, warmUp),
          "`" + series.curve(CURVE_WIDTH) + "`");
    }
  }

  private static String verdict(GaugeSeries series, boolean judged, double warmUp) {
    if (!series.gauge().judged()) {
      return "grows with the work";
    }
    return !judged ? "too short to judge" : series.grows(warmUp) ? "**grows**" : "pass";
  }

  private void addAnswers(MarkdownReport report) {
    report
        .section("Answers by status")
        .paragraph(
            "429 and 503 are polite refusals of a busy server; every other status is the expected"
                + " one, or a fault.")
        .table(List.of("operation", "answers"));
    result
        .answers()
        .statuses()
        .forEach(
            (operation, counts) ->
                report.row(
                    operation,
                    counts.entrySet().stream()
                        .map(
                            entry ->
                                (entry.getKey() == AnswerTally.NONE ? "none" : entry.getKey())
                                    + ": "
                                    + entry.getValue())
                        .collect(Collectors.joining(", "))));
  }

  private void addLatencies(MarkdownReport report) {
    report
        .section("Latency by third")
        .paragraph("Milliseconds, of the expected answers: median / 99th percentile.")
        .numberTable(List.of("operation", "first third", "second third", "last third"));
    for (String operation : result.answers().statuses().keySet()) {
      List<String> row = new ArrayList<>(List.of(operation));
      for (int third = 0; third < AnswerTally.THIRDS; third++) {
        Map<String, LatencyHistogram> latencies = result.answers().latencies(third);
        LatencyHistogram latency = latencies.getOrDefault(operation, new LatencyHistogram());
        row.add(
            latency.total() == 0
                ? ""
                : MarkdownReport.format(
                    "%.1f / %.0f", latency.percentile(50), latency.percentile(99)));
      }
      report.row(row);
    }
  }

  private static String number(Gauge gauge, double value) {
    return MarkdownReport.format("%." + gauge.decimals() + "f", value);
  }

  private static String counts(Map<String, Long> ends) {
    return ends.isEmpty()
        ? "never"
        : ends.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
