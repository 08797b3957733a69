package org.tagline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tagline.evaluate.Confusion;
import org.tagline.evaluate.Evaluation;
import org.tagline.evaluate.Interval;
import org.tagline.evaluate.Majority;
import org.tagline.evaluate.MultiEvaluation;
import org.tagline.evaluate.SingleEvaluation;
import org.tagline.evaluate.TagScore;
import org.tagline.render.AlignedTable;
import org.tagline.tagger.BandScore;

/**
 * Renders an evaluation for the terminal: metrics with their confidence intervals and a baseline
 * that ignores the text, scores per tag, and confused tags. Every text ends with a line break.
 * Thread-safe.
 */
public final class EvaluationTables {
  /** Largest number of tags whose confusion matrix fits a terminal. */
  private static final int MAX_MATRIX_TAGS = 8;

  private static final int MAX_CONFUSED_PAIRS = 10;

  private EvaluationTables() {}

  /** Returns all sections, the headline first. */
  public static String of(Evaluation evaluation) {
    String text = headline(evaluation) + "\n" + figures(evaluation) + "\n" + perTag(evaluation);
    if (evaluation instanceof MultiEvaluation multi && !multi.byLength().isEmpty()) {
      text += "\n" + byLength(multi);
    }
    return evaluation instanceof SingleEvaluation single
        ? text + "\n" + confusion(single.confusion())
        : text;
  }

  /** Compares the tagger with the most frequent tags, in a sentence or two. */
  public static String headline(Evaluation evaluation) {
    if (evaluation instanceof SingleEvaluation single) {
      return headline(single);
    }
    return headline((MultiEvaluation) evaluation);
  }

  private static String headline(SingleEvaluation evaluation) {
    Majority majority = evaluation.majority();
    Interval interval = evaluation.intervals().accuracy();
    return ("Always predicting %s would be right %s %% of the time;"
            + " this tagger is right %s %% %s.%s\n")
        .formatted(
            AlignedTable.printable(majority.tag()),
            percent(majority.accuracy()),
            percent(evaluation.accuracy()),
            percents(interval),
            verdict(interval, majority.accuracy()));
  }

  private static String headline(MultiEvaluation evaluation) {
    Interval interval = evaluation.intervals().f1At3();
    double baseline = evaluation.mostFrequent().f1At3();
    return ("Always predicting the three most frequent tags would reach a micro-F1 of %s;"
            + " this tagger's top three reach %s %s.%s\n")
        .formatted(
            fraction(baseline),
            fraction(evaluation.f1At3()),
            fractions(interval),
            verdict(interval, baseline));
  }

  private static String verdict(Interval interval, double baseline) {
    if (interval.contains(baseline)) {
      return " The difference may be noise.";
    }
    return baseline > interval.high() ? " The tagger is worse than this baseline." : "";
  }

  private static String figures(Evaluation evaluation) {
    AlignedTable table = new AlignedTable();
    if (evaluation instanceof SingleEvaluation single) {
      Majority majority = single.majority();
      SingleEvaluation.Intervals intervals = single.intervals();
      table
          .row(films(single), "tagger", "95 % interval", "always " + majority.tag())
          .row(figure("accuracy", single.accuracy(), intervals.accuracy(), majority.accuracy()))
          .row(
              figure(
                  "balanced accuracy",
                  single.balancedAccuracy(),
                  intervals.balancedAccuracy(),
                  majority.balancedAccuracy()))
          .row(figure("macro-F1", single.macroF1(), intervals.macroF1(), majority.macroF1()));
    } else if (evaluation instanceof MultiEvaluation multi) {
      MultiEvaluation.Intervals intervals = multi.intervals();
      table
          .row(films(multi), "tagger", "95 % interval", "most frequent")
          .row("micro-F1", fraction(multi.microF1()), fractions(intervals.microF1()))
          .row("macro-F1", fraction(multi.macroF1()), fractions(intervals.macroF1()))
          .row("weighted F1", fraction(multi.weightedF1()))
          .row("macro-F1, head", fraction(multi.byFrequency().head()))
          .row("macro-F1, middle", fraction(multi.byFrequency().middle()))
          .row("macro-F1, tail", fraction(multi.byFrequency().tail()))
          .row(
              figure(
                  "micro-F1 at 3", multi.f1At3(), intervals.f1At3(), multi.mostFrequent().f1At3()))
          .row("micro-F1 at 5", fraction(multi.f1At5()), "", fraction(multi.mostFrequent().f1At5()))
          .row("tag recall at 3", fraction(multi.tagRecallAt3()))
          .row("tag recall at 5", fraction(multi.tagRecallAt5()))
          .row("tags learned at 3", multi.tagsLearnedAt3() + " of " + multi.perTag().size())
          .row("tags learned at 5", multi.tagsLearnedAt5() + " of " + multi.perTag().size())
          .row("mean average precision", fraction(multi.meanAveragePrecision()))
          .row("ranking loss", fraction(multi.rankingLoss()))
          .row("coverage error", fraction(multi.coverageError()))
          .row("calibration error", fraction(multi.calibrationError()))
          .row(
              "subset accuracy", fraction(multi.accuracy()), fractions(intervals.subsetAccuracy()));
    }
    return table.row("loss", fraction(evaluation.loss())).toString();
  }

  /** Returns precision, recall, F1 and support of every tag, the most frequent first. */
  public static String perTag(Evaluation evaluation) {
    AlignedTable table = new AlignedTable().row("tag", "precision", "recall", "F1", "support");
    evaluation.perTag().stream()
        .sorted(Comparator.comparingInt(TagScore::support).reversed())
        .forEach(
            score ->
                table.row(
                    score.tag(),
                    fraction(score.precision()),
                    fraction(score.recall()),
                    fraction(score.f1()),
                    Integer.toString(score.support())));
    return table.toString();
  }

  /** Returns the number of tags in each band and the share that is right. */
  public static String bands(List<BandScore> bands) {
    AlignedTable table = new AlignedTable().row("band", "tags", "right");
    bands.forEach(
        score ->
            table.row(
                score.band().toString(),
                Integer.toString(score.given()),
                percent(score.precision()) + " %"));
    return table.toString();
  }

  /** Returns micro- and macro-F1 of each quarter of the films by length, the shortest first. */
  public static String byLength(MultiEvaluation evaluation) {
    AlignedTable table = new AlignedTable().row("characters", "films", "micro-F1", "macro-F1");
    evaluation
        .byLength()
        .forEach(
            quarter ->
                table.row(
                    quarter.shortest() + " to " + quarter.longest(),
                    Integer.toString(quarter.documents()),
                    fraction(quarter.microF1()),
                    fraction(quarter.macroF1())));
    return table.toString();
  }

  /** Returns the confusion matrix, or with many tags the most frequently confused pairs. */
  public static String confusion(Confusion confusion) {
    List<String> tags = confusion.tags();
    if (tags.size() > MAX_MATRIX_TAGS) {
      return confusedPairs(confusion);
    }
    List<String> header = new ArrayList<>(List.of("true \\ predicted"));
    header.addAll(tags);
    AlignedTable table = new AlignedTable().row(header);
    for (int row = 0; row < tags.size(); row++) {
      List<String> cells = new ArrayList<>(List.of(tags.get(row)));
      confusion.rows().get(row).forEach(count -> cells.add(count.toString()));
      table.row(cells);
    }
    return table.toString();
  }

  private static String confusedPairs(Confusion confusion) {
    record Pair(String tag, String predicted, int films) {}
    List<Pair> pairs = new ArrayList<>();
    for (int row = 0; row < confusion.tags().size(); row++) {
      for (int column = 0; column < confusion.tags().size(); column++) {
        int films = confusion.rows().get(row).get(column);
        if (row != column && films > 0) {
          pairs.add(new Pair(confusion.tags().get(row), confusion.tags().get(column), films));
        }
      }
    }
    AlignedTable table = new AlignedTable().row("true tag", "predicted", "films");
    pairs.stream()
        .sorted(Comparator.comparingInt(Pair::films).reversed())
        .limit(MAX_CONFUSED_PAIRS)
        .forEach(pair -> table.row(pair.tag(), pair.predicted(), Integer.toString(pair.films())));
    return table.toString();
  }

  private static List<String> figure(
      String name, double value, Interval interval, double baseline) {
    return List.of(name, fraction(value), fractions(interval), fraction(baseline));
  }

  private static String films(Evaluation evaluation) {
    return evaluation.documents() == 1 ? "1 film" : evaluation.documents() + " films";
  }

  private static String fraction(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String fractions(Interval interval) {
    return "[" + fraction(interval.low()) + ", " + fraction(interval.high()) + "]";
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", 100 * value);
  }

  private static String percents(Interval interval) {
    return "[" + percent(interval.low()) + ", " + percent(interval.high()) + "]";
  }
}
