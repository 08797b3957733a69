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

/** The plots of a catalogue's profile, for the report and the server's page. */
public final class ExploreCharts {
  /** From this ratio on, the small weights cannot be told apart on a linear axis. */
  private static final double UNEVEN = 50;

  private ExploreCharts() {}

  /** All of them, in the order of the report. */
  public static List<Chart> of(Profile profile) {
    return List.of(tags(profile), lengths(profile), windows(profile), classWeights(profile));
  }

  static Chart tags(Profile profile) {
    List<String> names = List.copyOf(profile.tags().keySet());
    return new Chart(
        "tags",
        "Bar chart of films a tag, in the catalogue and kept for training",
        names,
        List.of(
            new Chart.Series("in the catalogue", List.copyOf(profile.tags().values())),
            new Chart.Series(
                "kept",
                names.stream().map(tag -> profile.cleanedTags().getOrDefault(tag, 0)).toList())),
        true,
        false,
        false,
        "tag",
        "films");
  }

  static Chart lengths(Profile profile) {
    return histogram(
        "lengths",
        "Histogram of characters a text, all films",
        profile.characters().length(),
        "characters a text");
  }

  static Chart windows(Profile profile) {
    return histogram(
        "windows",
        "Histogram of windows a film, films kept",
        profile.windows().perFilm(),
        "windows a film");
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
    return new Chart(
        "weights",
        "Bar chart of the weight of every tag under each scheme",
        names,
        series,
        true,
        false,
        uneven(all),
        "tag",
        "weight of one film");
  }

  private static Chart histogram(
      String id, String description, Distribution distribution, String title) {
    Histogram histogram = distribution.histogram();
    List<String> labels =
        IntStream.range(0, histogram.counts().size())
            .mapToObj(bar -> label(histogram, bar))
            .toList();
    return new Chart(
        id,
        description,
        labels,
        List.of(new Chart.Series("films", histogram.counts())),
        false,
        true,
        false,
        title,
        "films");
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
    return present.length > 1 && present[present.length - 1] / present[0] > UNEVEN;
  }
}
