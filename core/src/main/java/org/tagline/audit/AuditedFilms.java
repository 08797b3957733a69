package org.tagline.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.tagger.Cancellation;
import org.tagline.tagger.Tagger;

/**
 * The films of a catalogue with the predictions of a tagger.
 *
 * @param tagger name of the tagger
 * @param task one or any number of tags per film
 * @param tags tags of the tagger
 * @param films films with a text, in the order of the catalogue
 */
public record AuditedFilms(String tagger, Task task, TagSet tags, List<AuditedFilm> films) {

  public AuditedFilms {
    films = List.copyOf(films);
  }

  /** Receives the number of films read. Called by several threads, but never concurrently. */
  @FunctionalInterface
  public interface Listener {
    void read(int done, int total);
  }

  /**
   * Predicts the tags of all films of a catalogue. Films are read in parallel unless the model uses
   * several threads for one film.
   *
   * @param split split of the tagger
   * @param catalogue all films; films with the same text belong to the same part
   */
  public static AuditedFilms read(
      Tagger tagger, Split split, List<Film> catalogue, Listener listener) {
    return read(tagger, Parts.of(split, catalogue), catalogue, listener);
  }

  /**
   * Predicts the tags of some films of a catalogue.
   *
   * @param parts parts of all films of the catalogue
   * @param catalogue films to read
   */
  public static AuditedFilms read(
      Tagger tagger, Parts parts, List<Film> catalogue, Listener listener) {
    List<Film> withText = catalogue.stream().filter(film -> !film.text().isBlank()).toList();
    AuditedFilm[] films = new AuditedFilm[withText.size()];
    AtomicInteger done = new AtomicInteger();
    Object lock = new Object();
    IntStream order = IntStream.range(0, films.length);
    (tagger.info().kind().usesManyThreads() ? order : order.parallel())
        .forEach(
            i -> {
              films[i] = film(tagger, parts, withText.get(i));
              synchronized (lock) {
                listener.read(done.incrementAndGet(), films.length);
              }
            });
    return new AuditedFilms(
        tagger.info().name(), tagger.info().task(), tagger.tags(), Arrays.asList(films));
  }

  /** Predicts the tags of one film. */
  public static AuditedFilm film(Tagger tagger, Parts parts, Film film) {
    return film(tagger, parts, film, Cancellation.NEVER);
  }

  /**
   * Predicts the tags of one film.
   *
   * @throws java.util.concurrent.CancellationException if the prediction was stopped
   */
  public static AuditedFilm film(Tagger tagger, Parts parts, Film film, Cancellation cancellation) {
    float[] probabilities = tagger.probabilities(film.text(), cancellation);
    return new AuditedFilm(
        film.id(),
        film.title(),
        film.tags(),
        tagger.predicted(probabilities),
        probabilities,
        parts.of(film));
  }

  /** Returns the films that had no influence on the tagger. */
  public AuditedFilms unseen() {
    return new AuditedFilms(
        tagger, task, tags, films.stream().filter(film -> film.part().unseen()).toList());
  }

  /** Returns a copy in which the given films replace those with the same id. */
  AuditedFilms replacing(List<AuditedFilm> replacements) {
    Map<String, AuditedFilm> byId = new HashMap<>();
    replacements.forEach(film -> byId.put(film.id(), film));
    List<AuditedFilm> replaced = new ArrayList<>();
    films.forEach(film -> replaced.add(byId.getOrDefault(film.id(), film)));
    return new AuditedFilms(tagger, task, tags, replaced);
  }
}
