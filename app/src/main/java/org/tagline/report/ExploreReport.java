package org.tagline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.Distribution;
import org.tagline.dataset.Histogram;
import org.tagline.dataset.Profile;

/** The catalogue's profile as a page: what {@code explore --html} writes. */
public final class ExploreReport {
  /** From this ratio on, the small weights cannot be told apart on a linear axis. */
  private static final double UNEVEN = 50;

  private final Profile profile;
  private final int windowTokens;
  private final String base;

  /**
   * A report on one profile.
   *
   * @param windowTokens longest window that was counted, special tokens included
   * @param base name of the encoder whose tokenizer cut the windows
   */
  public ExploreReport(Profile profile, int windowTokens, String base) {
    this.profile = profile;
    this.windowTokens = windowTokens;
    this.base = base;
  }

  /** The whole HTML document. */
  public String html() {
    Page page = new Page("Catalogue profile");
    page.add(header());
    tags(page);
    lengths(page);
    windows(page);
    classWeights(page);
    page.add(new LeftOut(profile.cleaned()).html());
    return page.add(
            "<footer>Written by Tagline. Everything on this page is inside this file.</footer>\n")
        .html();
  }

  private String header() {
    Map<String, Integer> cards = new LinkedHashMap<>();
    cards.put("films", profile.movies());
    cards.put("tags", profile.tags().size());
    cards.put("incomplete", profile.cleaned().incomplete().size());
    cards.put("repeated", profile.cleaned().repeated().size());
    cards.put("contradictory", profile.cleaned().contradictoryCount());
    cards.put("kept for training", profile.cleaned().kept().size());
    StringBuilder html =
        new StringBuilder(
            """
            <header>
            <h1>Catalogue profile</h1>
            <p>What is in the catalogue, what is wrong with it, and how much of its texts an encoder reads.</p>
            <dl class="cards">
            """);
    cards.forEach(
        (name, count) ->
            html.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, Html.count(count))));
    return html.append("</dl>\n</header>\n").toString();
  }

  private void tags(Page page) {
    List<String> names = List.copyOf(profile.tags().keySet());
    List<Integer> before = List.copyOf(profile.tags().values());
    List<Integer> after =
        names.stream().map(tag -> profile.cleanedTags().getOrDefault(tag, 0)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int tag = 0; tag < names.size(); tag++) {
      rows.add(
          List.of(
              names.get(tag),
              Html.count(before.get(tag)),
              Html.percent((double) before.get(tag) / profile.movies()),
              Html.count(after.get(tag))));
    }
    page.add("<section>\n<h2>Tags</h2>\n")
        .add(
            new Chart(
                "tags",
                "Bar chart of films a tag, in the catalogue and kept for training",
                names,
                List.of(
                    new Chart.Series("in the catalogue", before), new Chart.Series("kept", after)),
                true,
                false,
                false,
                "tag",
                "films"),
            Html.table("Films a tag", List.of("Tag", "Films", "Share", "Kept"), rows))
        .add("</section>\n");
  }

  private void lengths(Page page) {
    Distribution length = profile.characters().length();
    page.add("<section>\n<h2>Length of the texts</h2>\n");
    if (!profile.characters().longestTitle().isEmpty()) {
      page.add(
          "<p>The longest is <cite>%s</cite> with %s characters.</p>\n"
              .formatted(
                  Html.escape(profile.characters().longestTitle()), Html.count(length.max())));
    }
    page.add(
            histogram(
                "lengths",
                "Histogram of characters a text, all films",
                length,
                "characters a text"),
            Html.table(
                "Characters a text, all films",
                List.of("Figure", "Characters"),
                figures(length, 1)))
        .add("</section>\n");
  }

  private void windows(Page page) {
    Profile.Windows windows = profile.windows();
    List<List<String>> rows = new ArrayList<>(figures(windows.perMovie(), 2));
    rows.add(List.of("windows in all", Html.count(windows.count())));
    rows.add(List.of("tokens in all", Html.count(windows.tokens())));
    page.add("<section>\n<h2>Windows</h2>\n")
        .add(
            """
            <p>An encoder reads at most %s tokens at once, so a text is cut into windows (here by the tokenizer of %s,
            special tokens counted, over the films kept). %s</p>
            """
                .formatted(Html.count(windowTokens), Html.escape(base), beyondFirst(windows)))
        .add(
            histogram(
                "windows",
                "Histogram of windows a film, films kept",
                windows.perMovie(),
                "windows a film"),
            Html.table("Windows a film, films kept", List.of("Figure", "Windows"), rows))
        .add("</section>\n");
  }

  private static String beyondFirst(Profile.Windows windows) {
    if (windows.count() == 0) {
      return "<strong>Cleaning leaves no film to train on.</strong>";
    }
    return windows.longMovies() == 0
        ? "<strong>Every film fits into one window.</strong>"
        : ("<strong>%s of the films need more than one window, and %s of all tokens lie beyond the"
                + " first</strong>: an encoder that stops there never sees them.")
            .formatted(
                Html.percent(windows.longMovieShare()),
                Html.percent(windows.tokensBeyondFirstShare()));
  }

  private void classWeights(Page page) {
    List<String> names = List.copyOf(profile.cleanedTags().keySet());
    List<Chart.Series> series = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("Tag"));
    for (ClassWeighting weighting : ClassWeighting.values()) {
      List<Double> weights = names.stream().map(tag -> weight(weighting, tag)).toList();
      header.add(weighting.toString());
      all.addAll(weights);
      series.add(new Chart.Series(weighting.toString(), weights));
    }
    List<List<String>> rows =
        IntStream.range(0, names.size())
            .mapToObj(
                tag -> {
                  List<String> row = new ArrayList<>(List.of(names.get(tag)));
                  series.forEach(
                      one -> row.add(Html.figure(one.values().get(tag).doubleValue(), 3)));
                  return row;
                })
            .toList();
    page.add(
            """
            <section>
            <h2>Class weights</h2>
            <p>How much one film of a tag counts in training under each scheme, so that rare tags are not drowned
            (<code>train --class-weights</code>): <b>none</b> 1; <b>balanced</b> all ÷ (tags × films of the tag); <b>sqrt</b> its square
            root; <b>max</b> films of the most frequent tag ÷ films of the tag.</p>
            """)
        .add(
            new Chart(
                "weights",
                "Bar chart of the weight of every tag under each scheme",
                names,
                series,
                true,
                false,
                uneven(all),
                "tag",
                "weight of one film"),
            Html.table("Weight of one film, computed on the films kept", header, rows))
        .add("</section>\n");
  }

  private double weight(ClassWeighting weighting, String tag) {
    return profile.classWeights().getOrDefault(weighting, Map.of()).getOrDefault(tag, 0.0);
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
    String start = Html.count(histogram.start(bar));
    if (histogram.openEnded() && bar == histogram.counts().size() - 1) {
      return start + "+";
    }
    return histogram.width() == 1 ? start : start + "–" + Html.count(histogram.start(bar + 1) - 1L);
  }

  private static List<List<String>> figures(Distribution distribution, int digits) {
    return List.of(
        List.of("films", Html.count(distribution.count())),
        List.of("mean", Html.figure(distribution.mean(), digits)),
        List.of("standard deviation", Html.figure(distribution.std(), digits)),
        List.of("shortest", Html.count(distribution.min())),
        List.of("lower quartile", Html.figure(distribution.p25(), 1)),
        List.of("median", Html.figure(distribution.p50(), 1)),
        List.of("upper quartile", Html.figure(distribution.p75(), 1)),
        List.of("longest", Html.count(distribution.max())));
  }

  private static boolean uneven(List<? extends Number> values) {
    double[] present =
        values.stream().mapToDouble(Number::doubleValue).filter(v -> v > 0).sorted().toArray();
    return present.length > 1 && present[present.length - 1] / present[0] > UNEVEN;
  }
}
