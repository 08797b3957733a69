package org.tagline.render;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A bar chart (dots where the axis is logarithmic) as {@code report.js} draws it; the names of the
 * components are those of its JSON.
 *
 * @param id of the canvas, unique in its page
 * @param description what it shows, for those who cannot see it
 * @param labels a label a bar
 * @param series one or more values a bar; null where there is none
 * @param across whether bars lie on their side, for labels that are words
 * @param histogram whether bars touch
 * @param logarithmic whether values are so uneven that small ones would vanish
 * @param labelTitle what the labels are
 * @param valueTitle what the values are
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
  private static final int FEW = 15;

  /**
   * One colour of bars.
   *
   * @param name in the legend; there is none for a single series
   * @param values one a label
   */
  public record Series(String name, List<? extends Number> values) {

    public Series {
      values = List.copyOf(values);
    }
  }

  public Chart {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
  }

  /** Pixels, enough for every bar to be seen. */
  @Override
  public int height() {
    if (!across) {
      return HISTOGRAM_HEIGHT;
    }
    int row = labels.size() > FEW ? 20 : 8 + (series.size() > 2 ? 15 : 18) * series.size();
    return 80 + labels.size() * row;
  }

  /** The canvas, and a histogram's bars as a folded table. */
  @Override
  public String html() {
    String canvas =
        """
        <div class="plot" style="height:%dpx"><canvas id="%s" role="img" aria-label="%s"></canvas></div>
        """
            .formatted(height(), Html.escape(id), Html.escape(description));
    return histogram
        ? canvas
            + "<details><summary>The bars as a table</summary>\n"
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
