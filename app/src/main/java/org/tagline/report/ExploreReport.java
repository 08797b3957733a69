package org.tagline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagline.dataset.Distribution;
import org.tagline.dataset.Profile;
import org.tagline.render.Chart;
import org.tagline.render.Html;
import org.tagline.render.Numbers;
import org.tagline.render.Page;

/** Renders a catalogue's profile as the HTML report of {@code explore --html}. */
public final class ExploreReport {
  private final Profile profile;
  private final int windowTokens;
  private final String base;

  /**
   * Prepares a report on one profile.
   *
   * @param windowTokens maximum length of a window, including special tokens
   * @param base name of the encoder whose tokenizer was used
   */
  public ExploreReport(Profile profile, int windowTokens, String base) {
    this.profile = profile;
    this.windowTokens = windowTokens;
    this.base = base;
  }

  /** Returns the whole HTML document. */
  public String html() {
    Page page = new Page("Catalogue profile");
    page.add(header());
    tags(page);
    lengths(page);
    windows(page);
    classWeights(page);
    return page.add(new ExcludedFilms(profile.cleaned()).html()).html();
  }

  private String header() {
    Map<String, Integer> cards = new LinkedHashMap<>();
    cards.put("films", profile.films());
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
            <p>What the catalogue contains, what is wrong with it, and how much of each text an encoder reads.</p>
            <dl class="cards">
            """);
    cards.forEach(
        (name, count) ->
            html.append(
                "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, Numbers.count(count))));
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
              Numbers.count(before.get(tag)),
              Numbers.percent((double) before.get(tag) / profile.films()),
              Numbers.count(after.get(tag))));
    }
    page.add("<section>\n<h2>Tags</h2>\n")
        .add(
            ExploreCharts.tags(profile),
            Html.table("Films per tag", List.of("Tag", "Films", "Share", "Kept"), rows))
        .add("</section>\n");
  }

  private void lengths(Page page) {
    Distribution length = profile.characters().length();
    page.add("<section>\n<h2>Text length</h2>\n");
    if (!profile.characters().longestTitle().isEmpty()) {
      page.add(
          "<p>The longest text, of <cite>%s</cite>, has %s characters.</p>\n"
              .formatted(
                  Html.escape(profile.characters().longestTitle()), Numbers.count(length.max())));
    }
    page.add(
            ExploreCharts.lengths(profile),
            Html.table(
                "Characters per text, all films",
                List.of("Statistic", "Characters"),
                figures(length, 1)))
        .add("</section>\n");
  }

  private void windows(Page page) {
    Profile.Windows windows = profile.windows();
    List<List<String>> rows = new ArrayList<>(figures(windows.perFilm(), 2));
    rows.add(List.of("windows in total", Numbers.count(windows.count())));
    rows.add(List.of("tokens in total", Numbers.count(windows.tokens())));
    page.add("<section>\n<h2>Windows</h2>\n")
        .add(
            """
            <p>An encoder reads at most %s tokens at a time, so longer texts are cut into windows. Tokens are counted
            with the tokenizer of %s, including special tokens, over the films kept for training. %s</p>
            """
                .formatted(Numbers.count(windowTokens), Html.escape(base), beyondFirst(windows)))
        .add(
            ExploreCharts.windows(profile),
            Html.table(
                "Windows per film, films kept for training", List.of("Statistic", "Windows"), rows))
        .add("</section>\n");
  }

  private static String beyondFirst(Profile.Windows windows) {
    if (windows.count() == 0) {
      return "<strong>Cleaning leaves no film to train on.</strong>";
    }
    return windows.longFilms() == 0
        ? "<strong>Every film fits into one window.</strong>"
        : ("<strong>%s of the films need more than one window, and %s of all tokens lie beyond the"
                + " first</strong>. An encoder that reads only the first window never sees them.")
            .formatted(
                Numbers.percent(windows.longFilmShare()),
                Numbers.percent(windows.tokensBeyondFirstShare()));
  }

  private void classWeights(Page page) {
    Chart chart = ExploreCharts.classWeights(profile);
    List<String> header = new ArrayList<>(List.of("Tag"));
    chart.series().forEach(one -> header.add(one.name()));
    List<List<String>> rows =
        IntStream.range(0, chart.labels().size())
            .mapToObj(
                tag -> {
                  List<String> row = new ArrayList<>(List.of(chart.labels().get(tag)));
                  chart
                      .series()
                      .forEach(
                          one -> row.add(Numbers.figure(one.values().get(tag).doubleValue(), 3)));
                  return row;
                })
            .toList();
    page.add(
            """
            <section>
            <h2>Class weights</h2>
            <p>Weight of one film of each tag in the training loss, by scheme (<code>train --class-weights</code>). Higher
            weights keep rare tags from being drowned out. <b>none</b>: always 1; <b>balanced</b>: films ÷ (tags × films of the tag);
            <b>sqrt</b>: the square root of balanced; <b>max</b>: films of the most frequent tag ÷ films of the tag.</p>
            """)
        .add(
            chart,
            Html.table("Weight per film, computed on the films kept for training", header, rows))
        .add("</section>\n");
  }

  private static List<List<String>> figures(Distribution distribution, int digits) {
    return List.of(
        List.of("films", Numbers.count(distribution.count())),
        List.of("mean", Numbers.figure(distribution.mean(), digits)),
        List.of("standard deviation", Numbers.figure(distribution.std(), digits)),
        List.of("minimum", Numbers.count(distribution.min())),
        List.of("lower quartile", Numbers.figure(distribution.p25(), 1)),
        List.of("median", Numbers.figure(distribution.p50(), 1)),
        List.of("upper quartile", Numbers.figure(distribution.p75(), 1)),
        List.of("maximum", Numbers.count(distribution.max())));
  }
}
