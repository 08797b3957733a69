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
 * An evaluation for the terminal: the figures with their intervals and what reading nothing would
 * reach beside them, each tag, and which tag was taken for which. Every text ends with a line
 * break. Thread-safe.
 */
public final class EvaluationTables {
  /** With more tags than this the whole matrix would not fit a terminal. */
  private static final int WIDEST_MATRIX = 8;

  private static final int MIX_UPS_SHOWN = 10;

  private EvaluationTables() {}

  /** Everything, headline first. */
  public static String of(Evaluation evaluation) {
    String text = headline(evaluation) + "\n" + figures(evaluation) + "\n" + perTag(evaluation);
    if (evaluation instanceof MultiEvaluation multi && !multi.byLength().isEmpty()) {
      text += "\n" + byLength(multi);
    }
    return evaluation instanceof SingleEvaluation single
        ? text + "\n" + confusion(single.confusion())
        : text;
  }

  /** What the tagger is worth, in a sentence or two. */
  public static String headline(Evaluation evaluation) {
    if (evaluation instanceof SingleEvaluation single) {
      return headline(single);
    }
    return headline((MultiEvaluation) evaluation);
  }

  private static String headline(SingleEvaluation evaluation) {
    Majority majority = evaluation.majority();
    Interval interval = evaluation.intervals().accuracy();
    return ("Always answering %s would be right %s %% of the time;"
            + " this tagger is right %s %% %s.%s\n")
        .formatted(
            AlignedTable.shown(majority.tag()),
            percent(majority.accuracy()),
            percent(evaluation.accuracy()),
            percents(interval),
            verdict(interval, majority.accuracy()));
  }

  private static String headline(MultiEvaluation evaluation) {
    Interval interval = evaluation.intervals().f1At3();
    double always = evaluation.mostFrequent().f1At3();
    return ("Always answering the three most frequent tags would reach a micro-F1 of %s;"
            + " this tagger's three best reach %s %s.%s\n")
        .formatted(
            fraction(always),
            fraction(evaluation.f1At3()),
            fractions(interval),
            verdict(interval, always));
  }

  private static String verdict(Interval interval, double withoutReading) {
    if (interval.contains(withoutReading)) {
      return " The difference may be noise.";
    }
    return withoutReading > interval.high() ? " It does worse than reading nothing." : "";
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
              "whole set right", fraction(multi.accuracy()), fractions(intervals.subsetAccuracy()));
    }
    return table.row("loss", fraction(evaluation.loss())).toString();
  }

  /** Precision, recall, F1 and support of every tag, the most carried first. */
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

  /** How often the tags of each band are right. */
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

  /** Micro- and macro-F1 of quarters of the films, the shortest first. */
  public static String byLength(MultiEvaluation evaluation) {
    AlignedTable table = new AlignedTable().row("characters", "films", "micro-F1", "macro-F1");
    evaluation
        .byLength()
        .forEach(
            part ->
                table.row(
                    part.shortest() + " to " + part.longest(),
                    Integer.toString(part.documents()),
                    fraction(part.microF1()),
                    fraction(part.macroF1())));
    return table.toString();
  }

  /** The matrix, or with many tags the mix-ups that happen most. */
  public static String confusion(Confusion confusion) {
    List<String> tags = confusion.tags();
    if (tags.size() > WIDEST_MATRIX) {
      return mixUps(confusion);
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

  private static String mixUps(Confusion confusion) {
    record MixUp(String tag, String takenFor, int films) {}
    List<MixUp> mixUps = new ArrayList<>();
    for (int row = 0; row < confusion.tags().size(); row++) {
      for (int column = 0; column < confusion.tags().size(); column++) {
        int films = confusion.rows().get(row).get(column);
        if (row != column && films > 0) {
          mixUps.add(new MixUp(confusion.tags().get(row), confusion.tags().get(column), films));
        }
      }
    }
    AlignedTable table = new AlignedTable().row("true tag", "taken for", "films");
    mixUps.stream()
        .sorted(Comparator.comparingInt(MixUp::films).reversed())
        .limit(MIX_UPS_SHOWN)
        .forEach(
            mixUp -> table.row(mixUp.tag(), mixUp.takenFor(), Integer.toString(mixUp.films())));
    return table.toString();
  }

  private static List<String> figure(
      String name, double value, Interval interval, double withoutReading) {
    return List.of(name, fraction(value), fractions(interval), fraction(withoutReading));
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
