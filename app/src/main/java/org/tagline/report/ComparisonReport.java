package org.tagline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagline.compare.CandidateResult;
import org.tagline.compare.Figure;
import org.tagline.compare.PairedTest;
import org.tagline.comparison.ComparisonView;
import org.tagline.comparison.LearningCurve;
import org.tagline.render.Html;
import org.tagline.render.Numbers;
import org.tagline.render.Page;
import org.tagline.render.Plot;

/** Renders a comparison as the HTML report of {@code compare --html}. */
public final class ComparisonReport {
  private static final int MAX_CONFUSION_TAGS = 12;
  private static final int MAX_FILMS = 200;
  private static final double SMALLEST_P = 0.001;

  private final ComparisonView view;
  private final Figure quality;

  public ComparisonReport(ComparisonView view) {
    this.view = view;
    this.quality = view.verdict().quality();
  }

  /** Returns the whole HTML document. */
  public String html() {
    Page page = new Page("Comparison " + view.id());
    page.add(header());
    page.add(verdict());
    quality(page);
    cost(page);
    curves(page);
    confusion(page);
    return page.add(wrong()).html();
  }

  private String header() {
    Map<String, String> cards = new LinkedHashMap<>();
    cards.put("candidates", Numbers.count(view.results().size()));
    cards.put("runs per candidate", Numbers.count(view.parts()));
    cards.put("held-out films", Numbers.count(view.films()));
    cards.put("wrong for every candidate", Numbers.count(view.wrong().size()));
    StringBuilder html =
        new StringBuilder(
            """
            <header>
            <h1>%s</h1>
            <p>Which candidate makes the best tagger for this catalogue, and which differences are noise. Measured on %s.%s</p>
            <dl class="cards">
            """
                .formatted(
                    Html.escape(view.verdict().winner() + " wins"),
                    Html.escape(view.machine()),
                    view.complete() ? "" : " <strong>Some runs are missing.</strong>"));
    cards.forEach(
        (name, value) -> html.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value)));
    return html.append("</dl>\n</header>\n").toString();
  }

  private String verdict() {
    StringBuilder html = new StringBuilder("<section>\n<h2>Why</h2>\n<ul>\n");
    view.verdict()
        .why()
        .forEach(sentence -> html.append("<li>").append(Html.escape(sentence)).append("</li>\n"));
    List<List<String>> rows = new ArrayList<>();
    for (PairedTest test : view.verdict().tests()) {
      rows.add(
          List.of(
              test.first() + " − " + test.second(),
              test.figure().label(),
              String.format(Locale.ROOT, "%+.3f", test.difference()),
              test.pairs() < 2 ? "–" : p(test),
              test.pairs() < 2 ? "unknown" : test.noise() ? "within noise" : "more than noise"));
    }
    return html.append("</ul>\n<details><summary>All pairs</summary>\n")
        .append(
            Html.table(
                "Paired tests on the same splits: corrected resampled t-test (Nadeau and Bengio, 2003)",
                List.of("Pair", "Metric", "Difference", "p", "Result"),
                rows))
        .append("</details>\n</section>\n")
        .toString();
  }

  private static String p(PairedTest test) {
    return test.p() < SMALLEST_P ? "< 0.001" : Numbers.figure(test.p(), 3);
  }

  private void quality(Page page) {
    List<Figure> figures = ComparisonTables.quality(view);
    List<Plot.Series> series = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (CandidateResult result : view.results()) {
      double[] interval = result.interval(quality);
      series.add(
          new Plot.Series(
              result.name(),
              false,
              List.of(
                  new Plot.Point(result.mean(quality), names.size(), interval[0], interval[1]))));
      names.add(result.name());
    }
    page.add(
            """
            <section>
            <h2>Quality</h2>
            <p>Means over the runs. Bars are 95 % confidence intervals of the mean, widened because the runs share training films.
            Candidates are compared on the same splits, so a difference may be real although the bars overlap.</p>
            """)
        .add(
            new Plot(
                "quality",
                "Mean " + quality.label() + " of each candidate with its confidence interval",
                series,
                names,
                false,
                quality.label(),
                ""),
            table("Mean ± standard deviation", figures))
        .add("</section>\n");
  }

  private void cost(Page page) {
    List<Plot.Series> series = new ArrayList<>();
    for (CandidateResult result : view.results()) {
      series.add(
          new Plot.Series(
              result.name(),
              false,
              List.of(Plot.Point.at(result.mean(Figure.MILLIS), result.mean(quality)))));
    }
    List<List<String>> costs = new ArrayList<>();
    view.results()
        .forEach(
            result ->
                costs.add(
                    List.of(
                        result.name(),
                        ComparisonTables.cell(result, Figure.MILLIS),
                        Numbers.figure(result.hoursPerTenThousandFilms(), 2),
                        ComparisonTables.cell(result, Figure.MEMORY),
                        view.verdict().paretoBest().contains(result.name()) ? "yes" : "no")));
    page.add(
            """
            <section>
            <h2>Cost</h2>
            <p>Up and to the left is better. A candidate is on the Pareto front if no other is at least as good, as fast and as
            small. Peak memory is that of a whole run, training included.</p>
            """)
        .add(
            new Plot(
                "cost",
                "Mean " + quality.label() + " against milliseconds per film",
                series,
                null,
                true,
                "milliseconds per film",
                quality.label()),
            Html.table(
                "Means over the runs",
                List.of(
                    "Candidate",
                    "ms per film",
                    "h per 10,000 films",
                    "Peak memory",
                    "Pareto front"),
                costs))
        .add("<details><summary>All metrics</summary>\n")
        .add(table("Means over the runs", List.of(Figure.values())))
        .add("</details>\n</section>\n");
  }

  private String table(String caption, List<Figure> figures) {
    List<String> header = new ArrayList<>(List.of("Candidate"));
    List<Figure> shown =
        figures.stream()
            .filter(f -> view.results().stream().anyMatch(r -> r.figures().containsKey(f)))
            .toList();
    shown.forEach(figure -> header.add(figure.label()));
    List<List<String>> rows = new ArrayList<>();
    for (CandidateResult result : view.results()) {
      List<String> row = new ArrayList<>(List.of(result.name()));
      shown.forEach(figure -> row.add(ComparisonTables.cell(result, figure)));
      rows.add(row);
    }
    return Html.table(caption, header, rows);
  }

  private void curves(Page page) {
    List<Plot.Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (CandidateResult result : view.results()) {
      List<Double> losses = LearningCurve.trainLoss(runs(result));
      List<Double> scores = LearningCurve.validationScore(runs(result));
      if (losses.size() < 2) {
        continue;
      }
      List<Plot.Point> points = new ArrayList<>();
      for (int epoch = 0; epoch < losses.size(); epoch++) {
        points.add(Plot.Point.at(epoch + 1, losses.get(epoch)));
        rows.add(
            List.of(
                result.name() + ", epoch " + (epoch + 1),
                Numbers.figure(losses.get(epoch), 4),
                epoch < scores.size() ? Numbers.figure(scores.get(epoch), 3) : "–"));
      }
      series.add(new Plot.Series(result.name(), true, points));
    }
    if (series.isEmpty()) {
      return;
    }
    page.add("<section>\n<h2>Learning curves</h2>\n")
        .add(
            new Plot(
                "curves",
                "Mean training loss by epoch",
                series,
                null,
                false,
                "epoch",
                "training loss"),
            Html.table(
                "Means over the runs", List.of("Epoch", "Training loss", "Validation score"), rows))
        .add("</section>\n");
  }

  private void confusion(Page page) {
    List<String> tables = new ArrayList<>();
    for (CandidateResult result : view.results()) {
      SummedConfusion.of(runs(result))
          .filter(confusion -> confusion.tags().size() <= MAX_CONFUSION_TAGS)
          .ifPresent(confusion -> tables.add(confusion.table(result.name())));
    }
    if (!tables.isEmpty()) {
      page.add(
          "<section>\n<h2>Confusion</h2>\n"
              + "<p>Numbers of films, summed over all runs. Rows are true tags, columns are predicted tags.</p>\n"
              + "<div class=\"matrices\">\n"
              + String.join("", tables)
              + "</div>\n</section>\n");
    }
  }

  private String wrong() {
    if (view.wrong().isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    view.wrong().stream()
        .limit(MAX_FILMS)
        .forEach(
            film ->
                rows.add(
                    List.of(
                        film.title().isBlank() ? film.id() : film.title(),
                        String.join(", ", film.tags()),
                        String.join(", ", film.answered()))));
    return """
        <section>
        <h2>Films that every candidate gets wrong</h2>
        <p>%s of %s films were wrong for every candidate, the majority class aside, whenever they were held out. Check these
        first: the tag may be wrong, or the synopsis may not say what the film is about.</p>
        %s</section>
        """
        .formatted(
            Numbers.count(view.wrong().size()),
            Numbers.count(view.films()),
            Html.table(
                rows.size() < view.wrong().size()
                    ? "The first " + rows.size() + ", in the order of the runs"
                    : "In the order of the runs",
                List.of("Film", "Catalogue tags", "Predicted tags"),
                rows));
  }

  private List<JsonNode> runs(CandidateResult result) {
    return view.runs().getOrDefault(result.name(), List.of());
  }
}
