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

/** A comparison as one HTML file that needs no network. */
public final class ComparisonReport {
  private static final int WIDEST_CONFUSION = 12;
  private static final int FILMS_SHOWN = 200;

  private final ComparisonView view;
  private final Figure quality;

  public ComparisonReport(ComparisonView view) {
    this.view = view;
    this.quality = view.verdict().quality();
  }

  /** The whole HTML document. */
  public String html() {
    Page page = new Page("Comparison " + view.id());
    page.add(header());
    page.add(verdict());
    quality(page);
    cost(page);
    curves(page);
    confusion(page);
    page.add(wrong());
    return page.add(
            "<footer>Written by Tagline. Everything on this page is inside this file.</footer>\n")
        .html();
  }

  private String header() {
    Map<String, String> cards = new LinkedHashMap<>();
    cards.put("candidates", Numbers.count(view.results().size()));
    cards.put("runs each", Numbers.count(view.parts()));
    cards.put("films held out", Numbers.count(view.films()));
    cards.put("wrong for all", Numbers.count(view.wrong().size()));
    StringBuilder html =
        new StringBuilder(
            """
            <header>
            <h1>%s</h1>
            <p>Which way to make a tagger is best here, and which differences are only noise. Taken on %s.%s</p>
            <dl class="cards">
            """
                .formatted(
                    Html.escape(view.verdict().winner() + " wins"),
                    Html.escape(view.machine()),
                    view.complete() ? "" : " <strong>Runs are missing.</strong>"));
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
              test.pairs() < 2 ? "–" : Numbers.figure(test.p(), 3),
              test.pairs() < 2 ? "unknown" : test.noise() ? "noise" : "a difference"));
    }
    return html.append("</ul>\n<details><summary>Every pair</summary>\n")
        .append(
            Html.table(
                "Paired tests over the same splits: corrected resampled t (Nadeau and Bengio, 2003)",
                List.of("Pair", "Figure", "Difference", "p", "Is"),
                rows))
        .append("</details>\n</section>\n")
        .toString();
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
            <h2>How right</h2>
            <p>Means over the runs. Bars are 95 %% intervals of the mean, widened because the runs' training films overlap;
            candidates are compared on the same splits, so bars may overlap where a difference is real.</p>
            """
                .replace("%%", "%"))
        .add(
            new Plot(
                "quality",
                "Mean " + quality.label() + " of every candidate with its interval",
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
    List<List<String>> hours = new ArrayList<>();
    view.results()
        .forEach(
            result ->
                hours.add(
                    List.of(
                        result.name(),
                        ComparisonTables.cell(result, Figure.MILLIS),
                        Numbers.figure(result.hoursPerTenThousandFilms(), 2),
                        ComparisonTables.cell(result, Figure.MEMORY),
                        view.verdict().paretoBest().contains(result.name()) ? "yes" : "no")));
    page.add(
            """
            <section>
            <h2>What it costs</h2>
            <p>Up and to the left is better. None is preferable to a candidate marked so: no other is as right, as fast and as
            small at once. Memory is the highest of a whole run, training included.</p>
            """)
        .add(
            new Plot(
                "cost",
                "Mean " + quality.label() + " against milliseconds a film",
                series,
                null,
                true,
                "milliseconds a film",
                quality.label()),
            Html.table(
                "Means",
                List.of(
                    "Candidate",
                    "ms a film",
                    "h for 10,000 films",
                    "Peak memory",
                    "None preferable"),
                hours))
        .add("<details><summary>Every figure</summary>\n")
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
          .filter(confusion -> confusion.tags().size() <= WIDEST_CONFUSION)
          .ifPresent(confusion -> tables.add(confusion.table(result.name())));
    }
    if (!tables.isEmpty()) {
      page.add(
          "<section>\n<h2>What is taken for what</h2>\n"
              + "<p>Films over all runs: a row is what people say, a column what was answered.</p>\n"
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
        .limit(FILMS_SHOWN)
        .forEach(
            film ->
                rows.add(
                    List.of(
                        film.title().isBlank() ? film.id() : film.title(),
                        String.join(", ", film.tags()),
                        String.join(", ", film.answered()))));
    return """
        <section>
        <h2>Films that all get wrong</h2>
        <p>%s of %s films were wrong for every candidate that read them, whenever they were held out: look at these first, for
        a wrong tag or a synopsis that does not say what the film is.</p>
        %s</section>
        """
        .formatted(
            Numbers.count(view.wrong().size()),
            Numbers.count(view.films()),
            Html.table(
                rows.size() < view.wrong().size()
                    ? "The first " + rows.size()
                    : "By title, in the catalogue's order of runs",
                List.of("Film", "People say", "Answered"),
                rows));
  }

  private List<JsonNode> runs(CandidateResult result) {
    return view.runs().getOrDefault(result.name(), List.of());
  }
}
