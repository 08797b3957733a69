package org.tagline.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points or lines over two axes, as {@code report.js} draws them; the names of the components are
 * those of its JSON.
 *
 * @param id of the canvas, unique in its page
 * @param description what it shows, for those who cannot see it
 * @param plots what is drawn, one colour and mark each
 * @param rows names at the places 0, 1, … of the vertical axis, or null where it is a scale
 * @param logarithmic whether the horizontal axis is
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
  private static final int HEIGHT = 340;
  private static final int ROW = 34;

  /**
   * What belongs together.
   *
   * @param name in the legend
   * @param joined whether a line goes through the points
   */
  public record Series(String name, boolean joined, List<Point> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param low left end of a bar through it, equal to {@code x} for none
   * @param high right end of that bar
   */
  public record Point(double x, double y, double low, double high) {

    public static Point at(double x, double y) {
      return new Point(x, y, x, x);
    }
  }

  public Plot {
    plots = List.copyOf(plots);
  }

  @Override
  public int height() {
    return rows == null ? HEIGHT : 90 + ROW * rows.size();
  }

  @Override
  public String html() {
    return """
        <div class="plot" style="height:%dpx"><canvas id="%s" role="img" aria-label="%s"></canvas></div>
        """
        .formatted(height(), Html.escape(id), Html.escape(description));
  }
}
