package org.tagline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tagline.compare.CandidateResult;
import org.tagline.compare.Figure;
import org.tagline.comparison.ComparisonView;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/** Renders a comparison for the terminal and as Markdown. Thread-safe. */
public final class ComparisonTables {
  private static final String PLUS_MINUS = " ± ";

  private ComparisonTables() {}

  /** Returns the terminal's text: each candidate's metrics, the winner and the reasons. */
  public static String text(ComparisonView view) {
    StringBuilder text = new StringBuilder();
    for (List<Figure> figures : groups(view)) {
      AlignedTable table = new AlignedTable().row(header(figures));
      view.results().forEach(result -> table.row(row(view, result, figures, " *")));
      text.append(table).append('\n');
    }
    text.append(
        "* On the Pareto front: no other candidate is at least as good, as fast and as small.\n"
            + "± is the standard deviation over "
            + (view.complete() ? runs(view.parts()) : "the runs finished so far")
            + ".\n\n");
    text.append("Winner: ").append(AlignedTable.printable(view.verdict().winner())).append('\n');
    view.verdict().why().forEach(sentence -> text.append(sentence).append('\n'));
    if (!view.wrong().isEmpty()) {
      text.append(
          "%d of the %d held-out films were wrong for every candidate, the majority class aside.%n"
              .formatted(view.wrong().size(), view.films()));
    }
    if (!view.complete()) {
      text.append("Some runs are missing; run the same compare command again to continue.\n");
    }
    text.append("HTML report: tagline compare --show ").append(view.id()).append(" --html FILE\n");
    return text.toString();
  }

  /** Returns a Markdown table of the candidates, the winner in bold. */
  public static String markdown(ComparisonView view) {
    List<Figure> figures = new ArrayList<>(quality(view));
    figures.addAll(
        List.of(
            Figure.TRAIN_RUNTIME, Figure.MILLIS, Figure.MEMORY, Figure.PARAMETERS, Figure.BYTES));
    StringBuilder text = new StringBuilder();
    text.append(line(header(figures)));
    text.append("| --- |").append(" ---: |".repeat(figures.size())).append('\n');
    for (CandidateResult result : view.results()) {
      List<String> row = new ArrayList<>(row(view, result, figures, ""));
      if (result.name().equals(view.verdict().winner())) {
        row.set(0, "**" + row.get(0) + "**");
      }
      text.append(line(row));
    }
    return text.toString();
  }

  private static String runs(int count) {
    return count + (count == 1 ? " run" : " runs");
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static List<List<Figure>> groups(ComparisonView view) {
    List<Figure> first = new ArrayList<>(quality(view));
    first.addAll(List.of(Figure.LOSS, Figure.TRAIN_LOSS));
    return List.of(
        first,
        List.of(
            Figure.TRAIN_RUNTIME,
            Figure.TRAIN_SAMPLES,
            Figure.TRAIN_STEPS,
            Figure.RUNTIME,
            Figure.SAMPLES,
            Figure.STEPS),
        List.of(Figure.MILLIS, Figure.MEMORY, Figure.PARAMETERS, Figure.BYTES));
  }

  /** Returns the metrics of prediction quality, by task. */
  static List<Figure> quality(ComparisonView view) {
    return view.task().equals("single")
        ? List.of(Figure.ACCURACY, Figure.BALANCED_ACCURACY, Figure.MACRO_F1)
        : List.of(
            Figure.MICRO_F1,
            Figure.MACRO_F1,
            Figure.F1_AT_3,
            Figure.F1_AT_5,
            Figure.TAG_RECALL_AT_3,
            Figure.AVERAGE_PRECISION);
  }

  private static List<String> header(List<Figure> figures) {
    List<String> header = new ArrayList<>(List.of("candidate"));
    figures.forEach(figure -> header.add(figure.label()));
    return header;
  }

  private static List<String> row(
      ComparisonView view, CandidateResult result, List<Figure> figures, String paretoMark) {
    List<String> row = new ArrayList<>();
    row.add(
        result.name() + (view.verdict().paretoBest().contains(result.name()) ? paretoMark : ""));
    figures.forEach(figure -> row.add(cell(result, figure)));
    return row;
  }

  /** Returns a figure's mean, with its standard deviation if it measures prediction quality. */
  static String cell(CandidateResult result, Figure figure) {
    double mean = result.mean(figure);
    if (Double.isNaN(mean)) {
      return "–";
    }
    return switch (figure) {
      case MEMORY, BYTES -> bytes(mean);
      case PARAMETERS -> count(mean);
      case ACCURACY, BALANCED_ACCURACY, MACRO_F1, MICRO_F1, F1_AT_3, F1_AT_5, AVERAGE_PRECISION ->
          Numbers.figure(mean, figure.digits())
              + (result.runs().size() > 1
                  ? PLUS_MINUS + Numbers.figure(result.sd(figure), figure.digits())
                  : "");
      default -> Numbers.figure(mean, figure.digits());
    };
  }

  private static String bytes(double bytes) {
    return bytes >= 1e9
        ? String.format(Locale.ROOT, "%.2f GB", bytes / 1e9)
        : bytes >= 1e6
            ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
            : String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
  }

  private static String count(double count) {
    return count >= 1e6
        ? String.format(Locale.ROOT, "%.1f M", count / 1e6)
        : count >= 1e3
            ? String.format(Locale.ROOT, "%.0f k", count / 1e3)
            : String.format(Locale.ROOT, "%.0f", count);
  }
}
