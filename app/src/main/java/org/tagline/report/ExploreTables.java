package org.tagline.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Distribution;
import org.tagline.dataset.Film;
import org.tagline.dataset.Histogram;
import org.tagline.dataset.Profile;
import org.tagline.render.AlignedTable;
import org.tagline.render.Numbers;

/** Renders a catalogue's profile for the terminal. Thread-safe. */
public final class ExploreTables {
  private static final int MAX_TAGS = 25;
  private static final int MAX_FILMS = 5;
  private static final int BAR_WIDTH = 24;

  private ExploreTables() {}

  /**
   * Returns all sections, each under its heading.
   *
   * @param windowTokens maximum length of a window, including special tokens
   * @param base name of the encoder whose tokenizer was used
   */
  public static String of(Profile profile, int windowTokens, String base) {
    return String.join(
        "\n",
        tags(profile),
        cleaning(profile),
        lengths(profile, windowTokens, base),
        weights(profile),
        excluded(profile.cleaned()));
  }

  private static String tags(Profile profile) {
    AlignedTable table = new AlignedTable().row("Tag", "films", "share", "kept");
    List<Map.Entry<String, Integer>> shown =
        profile.tags().entrySet().stream().limit(MAX_TAGS).toList();
    for (Map.Entry<String, Integer> tag : shown) {
      table.row(
          tag.getKey(),
          Numbers.count(tag.getValue()),
          Numbers.percent((double) tag.getValue() / profile.films()),
          Numbers.count(profile.cleanedTags().getOrDefault(tag.getKey(), 0)));
    }
    List<String> lines = table.toString().lines().toList();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %s\n\n"
            .formatted(plural(profile.films(), "film"), plural(profile.tags().size(), "tag")));
    text.append(lines.get(0)).append('\n');
    int max = shown.isEmpty() ? 1 : shown.get(0).getValue();
    for (int row = 0; row < shown.size(); row++) {
      int filled = Math.max(1, Math.round((float) BAR_WIDTH * shown.get(row).getValue() / max));
      text.append(lines.get(row + 1)).append("  ").append("█".repeat(filled)).append('\n');
    }
    return text.append(more(profile.tags().size() - shown.size(), "tag")).toString();
  }

  private static String cleaning(Profile profile) {
    Cleaned cleaned = profile.cleaned();
    AlignedTable table = new AlignedTable();
    table.row("incomplete", Numbers.count(cleaned.incomplete().size()));
    table.row("repeated", Numbers.count(cleaned.repeated().size()));
    table.row("contradictory", Numbers.count(cleaned.contradictoryCount()));
    table.row("kept", Numbers.count(cleaned.kept().size()));
    List<String> meanings =
        List.of(
            "no text or no tags",
            "same text and tags as an earlier film, which is kept",
            "same text, different tags"
                + (cleaned.contradictory().isEmpty()
                    ? ""
                    : ", in %s; which is right is unknown"
                        .formatted(plural(cleaned.contradictory().size(), "group"))),
            "for training and testing");
    List<String> lines = table.toString().lines().toList();
    return "Cleaning\n"
        + IntStream.range(0, lines.size())
            .mapToObj(row -> lines.get(row) + "  " + meanings.get(row) + "\n")
            .collect(Collectors.joining())
        + (cleaned.contradictory().isEmpty()
            ? ""
            : "%s of the repeated and contradictory films have an earlier film's text\n"
                .formatted(Numbers.count(cleaned.sameTextAsAnEarlierOne())));
  }

  private static String lengths(Profile profile, int windowTokens, String base) {
    Distribution length = profile.characters().length();
    Profile.Windows windows = profile.windows();
    AlignedTable table =
        new AlignedTable()
            .row("", "mean", "std", "min", "25 %", "50 %", "75 %", "max")
            .row(figures("characters per text", length, 1))
            .row(figures("windows per kept film", windows.perFilm(), 2));
    List<String> lines = table.toString().lines().toList();
    String longest =
        profile.characters().longestTitle().isEmpty()
            ? ""
            : "Longest text: %s\n"
                .formatted(AlignedTable.printable(profile.characters().longestTitle()));
    return "Lengths\n"
        + lines.get(0)
        + "\n"
        + lines.get(1)
        + "  "
        + sparkline(length.histogram())
        + "\n"
        + lines.get(2)
        + "  "
        + sparkline(windows.perFilm().histogram())
        + "\n"
        + longest
        + """
        %s of at most %s tokens (tokenizer of %s), %s tokens in total.
        %s
        """
            .formatted(
                plural(windows.count(), "window"),
                Numbers.count(windowTokens),
                base,
                Numbers.count(windows.tokens()),
                beyondFirst(windows));
  }

  private static String beyondFirst(Profile.Windows windows) {
    if (windows.count() == 0) {
      return "Cleaning leaves no film to train on.";
    }
    return windows.longFilms() == 0
        ? "Every film fits into one window."
        : "%s of the films need more than one window; %s of the tokens lie beyond the first."
            .formatted(
                Numbers.percent(windows.longFilmShare()),
                Numbers.percent(windows.tokensBeyondFirstShare()));
  }

  private static List<String> figures(String name, Distribution distribution, int digits) {
    return List.of(
        name,
        Numbers.figure(distribution.mean(), digits),
        Numbers.figure(distribution.std(), digits),
        Numbers.count(distribution.min()),
        Numbers.figure(distribution.p25(), 1),
        Numbers.figure(distribution.p50(), 1),
        Numbers.figure(distribution.p75(), 1),
        Numbers.count(distribution.max()));
  }

  private static String weights(Profile profile) {
    AlignedTable table = new AlignedTable();
    table.row("Class weights", "none", "balanced", "sqrt", "max");
    List<String> tags = profile.cleanedTags().keySet().stream().limit(MAX_TAGS).toList();
    for (String tag : tags) {
      table.row(
          tag,
          weight(profile, ClassWeighting.NONE, tag),
          weight(profile, ClassWeighting.BALANCED, tag),
          weight(profile, ClassWeighting.SQRT, tag),
          weight(profile, ClassWeighting.MAX, tag));
    }
    return table + more(profile.cleanedTags().size() - tags.size(), "tag");
  }

  private static String weight(Profile profile, ClassWeighting weighting, String tag) {
    return Numbers.figure(
        profile.classWeights().getOrDefault(weighting, Map.of()).getOrDefault(tag, 0.0), 3);
  }

  private static String excluded(Cleaned cleaned) {
    StringBuilder text = new StringBuilder();
    List<List<Film>> repeats =
        cleaned.repeated().stream().map(repeat -> List.of(repeat.film(), repeat.of())).toList();
    list(text, "Contradictory", cleaned.contradictory(), "  =  ");
    list(text, "Repeated", repeats, "  repeats  ");
    list(
        text,
        "Incomplete",
        cleaned.incomplete().stream().map(Collections::singletonList).toList(),
        "");
    return text.toString();
  }

  private static void list(StringBuilder text, String name, List<List<Film>> groups, String joint) {
    if (groups.isEmpty()) {
      return;
    }
    text.append(name).append('\n');
    for (List<Film> group : groups.subList(0, Math.min(MAX_FILMS, groups.size()))) {
      text.append("  ")
          .append(group.stream().map(ExploreTables::film).collect(Collectors.joining(joint)))
          .append('\n');
    }
    text.append(more(groups.size() - MAX_FILMS, name.equals("Contradictory") ? "group" : "film"));
  }

  private static String film(Film film) {
    String title = film.title().isBlank() ? "(untitled)" : AlignedTable.printable(film.title());
    return "%s %s [%s]"
        .formatted(
            AlignedTable.printable(film.id()),
            title,
            AlignedTable.printable(String.join(", ", film.tags())));
  }

  private static String sparkline(Histogram histogram) {
    int max = histogram.counts().stream().mapToInt(Integer::intValue).max().orElse(1);
    return histogram.counts().stream()
        .map(count -> count == 0 ? " " : "▁▂▃▄▅▆▇█".charAt((int) (7L * count / max)))
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private static String more(int count, String noun) {
    return count <= 0
        ? ""
        : "  … and %s more %s; use --html FILE or --json to see all\n"
            .formatted(Numbers.count(count), count == 1 ? noun : noun + "s");
  }

  private static String plural(long count, String noun) {
    return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
