package org.tagline.render;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A bar chart for {@code charts.js}, which reads the components by their names. With a logarithmic
 * axis, dots are drawn instead of bars.
 *
 * @param id the canvas's id, unique in its page
 * @param description text alternative for people who cannot see the chart
 * @param labels one label per bar
 * @param series one or more series, each with one value per label
 * @param across whether the bars are horizontal, which leaves room for words as labels
 * @param histogram whether the bars touch
 * @param logarithmic whether the value axis is logarithmic
 * @param labelTitle title of the label axis
 * @param valueTitle title of the value axis
 */
public record Chart(
    String id,
    String description,
    List<String> labels,
    List<Series> series,
    boolean across,
    boolean histogram,
    boolean logarithmic,
    String labelTitle,
    String valueTitle)
    implements Drawing {

  private static final int HISTOGRAM_HEIGHT = 340;

  /** With more labels than this, bars are drawn closer together. */
  private static final int MAX_ROOMY_LABELS = 15;

  /**
   * Bars of one colour.
   *
   * @param name the name in the legend; a single series has no legend
   * @param values one value per label
   */
  public record Series(String name, List<? extends Number> values) {

    public Series {
      values = List.copyOf(values);
    }
  }

  /** Returns a chart of horizontal bars, one group per label. */
  public static Chart bars(
      String id,
      String description,
      List<String> labels,
      List<Series> series,
      boolean logarithmic,
      String labelTitle,
      String valueTitle) {
    return new Chart(
        id, description, labels, series, true, false, logarithmic, labelTitle, valueTitle);
  }

  /** Returns a histogram: vertical bars that touch. */
  public static Chart histogram(
      String id,
      String description,
      List<String> labels,
      Series series,
      String labelTitle,
      String valueTitle) {
    return new Chart(
        id, description, labels, List.of(series), false, true, false, labelTitle, valueTitle);
  }

  public Chart {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
  }

  /** Returns a height in pixels at which every bar can be seen. */
  @Override
  public int height() {
    if (!across) {
      return HISTOGRAM_HEIGHT;
    }
    int row =
        labels.size() > MAX_ROOMY_LABELS ? 20 : 8 + (series.size() > 2 ? 15 : 18) * series.size();
    return 80 + labels.size() * row;
  }

  /** Returns the canvas, and for a histogram a folded table of its bars. */
  @Override
  public String html() {
    String canvas =
        """
        <div class="plot" style="height:%dpx"><canvas id="%s" role="img" aria-label="%s"></canvas></div>
        """
            .formatted(height(), Html.escape(id), Html.escape(description));
    return histogram
        ? canvas
            + "<details><summary>Show as a table</summary>\n"
            + Html.table(description, List.of(labelTitle, valueTitle), bars())
            + "</details>\n"
        : canvas;
  }

  private List<List<String>> bars() {
    List<? extends Number> values = series.get(0).values();
    return IntStream.range(0, labels.size())
        .mapToObj(bar -> List.of(labels.get(bar), Numbers.count(values.get(bar).longValue())))
        .toList();
  }
}
