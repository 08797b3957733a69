package org.tagline.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scatter or line plot for {@code charts.js}, which reads the components by their names.
 *
 * @param id the canvas's id, unique in its page
 * @param description text alternative for people who cannot see the plot
 * @param plots the series, each with its own colour and mark
 * @param rows names for the values 0, 1, … of the vertical axis, or null for a numeric axis
 * @param logarithmic whether the horizontal axis is logarithmic
 * @param across title of the horizontal axis
 * @param upwards title of the vertical axis
 */
public record Plot(
    String id,
    String description,
    List<Series> plots,
    @Nullable List<String> rows,
    boolean logarithmic,
    String across,
    String upwards)
    implements Drawing {
  private static final int SCALE_HEIGHT = 340;
  private static final int ROW_HEIGHT = 34;

  /**
   * Points that belong together.
   *
   * @param name the name in the legend
   * @param joined whether a line connects the points
   * @param points the points in drawing order
   */
  public record Series(String name, boolean joined, List<Point> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point with an optional horizontal error bar.
   *
   * @param x position along the horizontal axis
   * @param y position along the vertical axis
   * @param low left end of the error bar, equal to {@code high} if there is none
   * @param high right end of the error bar
   */
  public record Point(double x, double y, double low, double high) {

    /** Returns a point without an error bar. */
    public static Point at(double x, double y) {
      return new Point(x, y, x, x);
    }
  }

  public Plot {
    plots = List.copyOf(plots);
  }

  @Override
  public int height() {
    return rows == null ? SCALE_HEIGHT : 90 + ROW_HEIGHT * rows.size();
  }

  @Override
  public String html() {
    return """
        <div class="plot" style="height:%dpx"><canvas id="%s" role="img" aria-label="%s"></canvas></div>
        """
        .formatted(height(), Html.escape(id), Html.escape(description));
  }
}
