package org.tagline.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Cleaned;
import org.tagline.dataset.Distribution;
import org.tagline.dataset.Film;
import org.tagline.dataset.Profile;

/** Writes a catalogue's profile as the object that {@code explore --json} prints. */
public final class ExploreJson {
  private ExploreJson() {}

  /**
   * Returns the object's keys in the order in which they are printed. Figures that are undefined,
   * such as the mean of an empty catalogue, are null.
   *
   * @param windowTokens maximum length of a window, including special tokens
   * @param base name of the encoder whose tokenizer was used
   */
  public static Map<String, Object> of(Profile profile, int windowTokens, String base) {
    Cleaned cleaned = profile.cleaned();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("movies", profile.films());
    json.put("tags", profile.tags());
    json.put("incomplete", cleaned.incomplete().size());
    json.put("repeated", cleaned.repeated().size());
    json.put("contradictory", cleaned.contradictoryCount());
    json.put("cleaned", cleaned.kept().size());
    json.put("cleanedTags", profile.cleanedTags());
    json.put("characters", characters(profile.characters()));
    json.put("windows", windows(profile.windows(), windowTokens, base));
    Map<String, Object> weights = new LinkedHashMap<>();
    profile.classWeights().forEach((scheme, ofTags) -> weights.put(scheme.toString(), ofTags));
    json.put("classWeights", weights);
    json.put("incompleteMovies", cleaned.incomplete().stream().map(ExploreJson::film).toList());
    json.put("repeatedMovies", cleaned.repeated().stream().map(ExploreJson::repeat).toList());
    json.put(
        "contradictoryMovies",
        cleaned.contradictory().stream()
            .map(group -> group.stream().map(ExploreJson::film).toList())
            .toList());
    return json;
  }

  private static Map<String, @Nullable Object> characters(Profile.Characters characters) {
    Map<String, @Nullable Object> json = distribution(characters.length());
    json.put("longestTitle", characters.longestTitle());
    return json;
  }

  private static Map<String, Object> windows(
      Profile.Windows windows, int windowTokens, String base) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", windows.count());
    json.put("perMovie", distribution(windows.perFilm()));
    json.put("tokens", windows.tokens());
    json.put("moviesOfSeveralWindows", windows.longFilms());
    json.put("moviesOfSeveralWindowsShare", windows.longFilmShare());
    json.put("tokensBeyondFirstWindow", windows.tokensBeyondFirst());
    json.put("tokensBeyondFirstWindowShare", windows.tokensBeyondFirstShare());
    json.put("maxTokens", windowTokens);
    json.put("base", base);
    return json;
  }

  private static Map<String, @Nullable Object> distribution(Distribution distribution) {
    boolean none = distribution.count() == 0;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("count", distribution.count());
    json.put("mean", number(distribution.mean()));
    json.put("std", number(distribution.std()));
    json.put("min", none ? null : distribution.min());
    json.put("p25", number(distribution.p25()));
    json.put("p50", number(distribution.p50()));
    json.put("p75", number(distribution.p75()));
    json.put("max", none ? null : distribution.max());
    return json;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static Map<String, Object> film(Film film) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", film.id());
    json.put("title", film.title());
    json.put("tags", film.tags());
    return json;
  }

  private static Map<String, Object> repeat(Cleaned.Repeat repeat) {
    Map<String, Object> json = film(repeat.film());
    json.put("repeats", film(repeat.of()));
    return json;
  }
}
