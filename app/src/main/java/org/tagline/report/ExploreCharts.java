package org.tagline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.Distribution;
import org.tagline.dataset.Histogram;
import org.tagline.dataset.Profile;
import org.tagline.render.Chart;
import org.tagline.render.Numbers;

/** Makes the charts of a catalogue's profile, for the HTML report and the server's page. */
public final class ExploreCharts {
  /** Above this ratio of largest to smallest weight, a linear axis hides the small ones. */
  private static final double MAX_LINEAR_RATIO = 50;

  private ExploreCharts() {}

  /** Returns all charts in the order of the report. */
  public static List<Chart> of(Profile profile) {
    return List.of(tags(profile), lengths(profile), windows(profile), classWeights(profile));
  }

  static Chart tags(Profile profile) {
    List<String> names = List.copyOf(profile.tags().keySet());
    return Chart.bars(
        "tags",
        "Bar chart of films per tag, in the catalogue and kept for training",
        names,
        List.of(
            new Chart.Series("in the catalogue", List.copyOf(profile.tags().values())),
            new Chart.Series(
                "kept for training",
                names.stream().map(tag -> profile.cleanedTags().getOrDefault(tag, 0)).toList())),
        false,
        "tag",
        "films");
  }

  static Chart lengths(Profile profile) {
    return histogram(
        "lengths",
        "Histogram of characters per text, all films",
        profile.characters().length(),
        "characters per text");
  }

  static Chart windows(Profile profile) {
    return histogram(
        "windows",
        "Histogram of windows per film, films kept for training",
        profile.windows().perFilm(),
        "windows per film");
  }

  static Chart classWeights(Profile profile) {
    List<String> names = List.copyOf(profile.cleanedTags().keySet());
    List<Chart.Series> series = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (ClassWeighting weighting : ClassWeighting.values()) {
      Map<String, Double> ofTags = profile.classWeights().getOrDefault(weighting, Map.of());
      List<Double> weights = names.stream().map(tag -> ofTags.getOrDefault(tag, 0.0)).toList();
      all.addAll(weights);
      series.add(new Chart.Series(weighting.toString(), weights));
    }
    return Chart.bars(
        "weights",
        "Chart of each tag's class weight under each scheme",
        names,
        series,
        uneven(all),
        "tag",
        "weight per film");
  }

  private static Chart histogram(
      String id, String description, Distribution distribution, String title) {
    Histogram histogram = distribution.histogram();
    List<String> labels =
        IntStream.range(0, histogram.counts().size())
            .mapToObj(bar -> label(histogram, bar))
            .toList();
    return Chart.histogram(
        id, description, labels, new Chart.Series("films", histogram.counts()), title, "films");
  }

  private static String label(Histogram histogram, int bar) {
    String start = Numbers.count(histogram.start(bar));
    if (histogram.openEnded() && bar == histogram.counts().size() - 1) {
      return start + "+";
    }
    return histogram.width() == 1
        ? start
        : start + "–" + Numbers.count(histogram.start(bar + 1) - 1L);
  }

  private static boolean uneven(List<? extends Number> values) {
    double[] present =
        values.stream().mapToDouble(Number::doubleValue).filter(v -> v > 0).sorted().toArray();
    return present.length > 1 && present[present.length - 1] / present[0] > MAX_LINEAR_RATIO;
  }
}
