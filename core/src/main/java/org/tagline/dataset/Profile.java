package org.tagline.dataset;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a catalogue looks like before any model: how many films of which tags, what is wrong with
 * them, how long they are. Behind {@code explore}.
 *
 * @param films films in the catalogue
 * @param tags films a tag, most frequent first, ties by name
 * @param cleaned what {@link Cleaning} keeps and leaves out, film by film
 * @param cleanedTags as {@code tags}, of the films kept
 * @param characters lengths of all films' texts
 * @param windows how the films kept are cut for an encoder
 * @param classWeights a weight a tag for every scheme, computed on the films kept
 */
public record Profile(
    int films,
    Map<String, Integer> tags,
    Cleaned cleaned,
    Map<String, Integer> cleanedTags,
    Characters characters,
    Windows windows,
    Map<ClassWeighting, Map<String, Double>> classWeights) {

  /**
   * Lengths of texts in Unicode code points.
   *
   * @param length over all films, those without a text included
   * @param longestTitle title of the film with the longest text; empty in an empty catalogue
   */
  public record Characters(Distribution length, String longestTitle) {}

  /**
   * How texts are cut for an encoder.
   *
   * @param perFilm windows a film
   * @param count windows of all films
   * @param tokens of all windows, special tokens included
   * @param longFilms films of more than one window
   * @param tokensBeyondFirst tokens that an encoder which reads only the first window never sees
   */
  public record Windows(
      Distribution perFilm, long count, long tokens, int longFilms, long tokensBeyondFirst) {

    /** Share of films with more than one window, 0 without films. */
    public double longFilmShare() {
      return perFilm.count() == 0 ? 0 : (double) longFilms / perFilm.count();
    }

    /** Share of tokens outside the first windows, 0 without films. */
    public double tokensBeyondFirstShare() {
      return tokens == 0 ? 0 : (double) tokensBeyondFirst / tokens;
    }
  }

  /** Profiles the films; the counter is asked once for every film that cleaning keeps. */
  public static Profile of(List<Film> films, WindowCounter counter) {
    return of(films, Cleaning.clean(films), counter);
  }

  /** As {@link #of(List, WindowCounter)}, of films that {@link Cleaning} has been through. */
  public static Profile of(List<Film> films, Cleaned cleaned, WindowCounter counter) {
    Map<String, Integer> cleanedTags = tagCounts(cleaned.kept());
    return new Profile(
        films.size(),
        tagCounts(films),
        cleaned,
        cleanedTags,
        characters(films),
        windows(cleaned.kept(), counter),
        classWeights(cleanedTags));
  }

  /** Films a tag, most frequent first, ties by name. */
  public static Map<String, Integer> tagCounts(List<Film> films) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    TagSet.of(films).names().forEach(tag -> counts.put(tag, 0));
    films.forEach(
        document ->
            document.tags().stream().distinct().forEach(tag -> counts.merge(tag, 1, Integer::sum)));
    return counts;
  }

  private static Characters characters(List<Film> films) {
    int[] lengths =
        films.stream()
            .mapToInt(document -> document.text().codePointCount(0, document.text().length()))
            .toArray();
    int longest = 0;
    for (int film = 1; film < lengths.length; film++) {
      longest = lengths[film] > lengths[longest] ? film : longest;
    }
    return new Characters(
        Distribution.of(lengths), films.isEmpty() ? "" : films.get(longest).title());
  }

  private static Windows windows(List<Film> films, WindowCounter counter) {
    List<int[]> lengths =
        films.parallelStream().map(document -> counter.windowLengths(document.text())).toList();
    long tokens = lengths.stream().flatMapToInt(Arrays::stream).asLongStream().sum();
    long first = lengths.stream().mapToLong(film -> film[0]).sum();
    int[] perFilm = lengths.stream().mapToInt(film -> film.length).toArray();
    return new Windows(
        Distribution.of(perFilm),
        Arrays.stream(perFilm).asLongStream().sum(),
        tokens,
        (int) Arrays.stream(perFilm).filter(windows -> windows > 1).count(),
        tokens - first);
  }

  private static Map<ClassWeighting, Map<String, Double>> classWeights(
      Map<String, Integer> tagCounts) {
    long[] counts = tagCounts.values().stream().mapToLong(Integer::longValue).toArray();
    Map<ClassWeighting, Map<String, Double>> all = new EnumMap<>(ClassWeighting.class);
    for (ClassWeighting weighting : ClassWeighting.values()) {
      double[] weights = weighting.weights(counts);
      Map<String, Double> ofTags = new LinkedHashMap<>();
      for (String tag : tagCounts.keySet()) {
        ofTags.put(tag, weights[ofTags.size()]);
      }
      all.put(weighting, ofTags);
    }
    return all;
  }
}
