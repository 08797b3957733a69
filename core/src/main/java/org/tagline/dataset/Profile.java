package org.tagline.dataset;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Profile of a catalogue, as the command {@code explore} shows it: number of films per tag,
 * defects, and lengths.
 *
 * @param films number of films in the catalogue
 * @param tags number of films per tag, most frequent first, ties by name
 * @param cleaned films that {@link Cleaning} keeps and leaves out
 * @param cleanedTags number of kept films per tag, in the order of {@code tags}
 * @param characters lengths of the texts of all films
 * @param windows windows of the kept films
 * @param classWeights class weights of every scheme, computed on the kept films
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
   * @param length distribution over all films, including those without a text
   * @param longestTitle title of the film with the longest text; empty in an empty catalogue
   */
  public record Characters(Distribution length, String longestTitle) {}

  /**
   * Windows that an encoder would read.
   *
   * @param perFilm distribution of the number of windows per film
   * @param count number of windows of all films
   * @param tokens number of tokens in all windows, including special tokens
   * @param longFilms number of films with more than one window
   * @param tokensBeyondFirst number of tokens outside the first window of their film
   */
  public record Windows(
      Distribution perFilm, long count, long tokens, int longFilms, long tokensBeyondFirst) {

    /** Returns the share of films with more than one window; 0 if there are no films. */
    public double longFilmShare() {
      return perFilm.count() == 0 ? 0 : (double) longFilms / perFilm.count();
    }

    /** Returns the share of tokens outside first windows; 0 if there are no films. */
    public double tokensBeyondFirstShare() {
      return tokens == 0 ? 0 : (double) tokensBeyondFirst / tokens;
    }
  }

  /** Profiles the films; calls the counter once for every film that cleaning keeps. */
  public static Profile of(List<Film> films, WindowCounter counter) {
    return of(films, Cleaning.clean(films), counter);
  }

  /** Profiles films that are already cleaned. */
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

  /** Returns the number of films per tag, most frequent first, ties by name. */
  public static Map<String, Integer> tagCounts(List<Film> films) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    TagSet.of(films).names().forEach(tag -> counts.put(tag, 0));
    films.forEach(
        film -> film.tags().stream().distinct().forEach(tag -> counts.merge(tag, 1, Integer::sum)));
    return counts;
  }

  private static Characters characters(List<Film> films) {
    int[] lengths =
        films.stream()
            .mapToInt(film -> film.text().codePointCount(0, film.text().length()))
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
        films.parallelStream().map(film -> counter.windowLengths(film.text())).toList();
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
