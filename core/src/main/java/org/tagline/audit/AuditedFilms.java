package org.tagline.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.tagger.Tagger;

/**
 * The films of a catalogue with what a tagger says of each.
 *
 * @param tagger its name
 * @param task one tag a film or any number
 * @param tags that the tagger knows
 * @param films in the catalogue's order; films without a text are not among them
 */
public record AuditedFilms(String tagger, Task task, TagSet tags, List<AuditedFilm> films) {

  public AuditedFilms {
    films = List.copyOf(films);
  }

  /** Hears how many films are read, on any thread but one at a time. */
  @FunctionalInterface
  public interface Listener {
    void read(int done, int total);
  }

  /**
   * Has a tagger read films. An encoder keeps every core busy with one film; others read several.
   *
   * @param split of the tagger
   * @param documents the whole catalogue: films that repeat a text have the part of the text
   */
  public static AuditedFilms read(
      Tagger tagger, Split split, List<Film> documents, Listener listener) {
    return read(tagger, Parts.of(split, documents), documents, listener);
  }

  /**
   * Has a tagger read some of the films of a catalogue.
   *
   * @param parts of the whole catalogue
   */
  public static AuditedFilms read(
      Tagger tagger, Parts parts, List<Film> documents, Listener listener) {
    List<Film> texts = documents.stream().filter(d -> !d.text().isBlank()).toList();
    AuditedFilm[] films = new AuditedFilm[texts.size()];
    AtomicInteger done = new AtomicInteger();
    Object heard = new Object();
    IntStream order = IntStream.range(0, films.length);
    (tagger.info().kind().usesManyThreads() ? order : order.parallel())
        .forEach(
            i -> {
              films[i] = film(tagger, parts, texts.get(i));
              synchronized (heard) {
                listener.read(done.incrementAndGet(), films.length);
              }
            });
    return new AuditedFilms(
        tagger.info().name(), tagger.info().task(), tagger.tags(), Arrays.asList(films));
  }

  /** One film as a tagger sees it. */
  public static AuditedFilm film(Tagger tagger, Parts parts, Film document) {
    float[] probabilities = tagger.probabilities(document.text());
    return new AuditedFilm(
        document.id(),
        document.title(),
        document.tags(),
        tagger.predicted(probabilities),
        probabilities,
        parts.of(document));
  }

  /** The same without films that had a part in the making of the tagger. */
  public AuditedFilms unseen() {
    return new AuditedFilms(
        tagger, task, tags, films.stream().filter(film -> film.part().unseen()).toList());
  }

  /** The same with some films' answers replaced by those of a tagger that did not learn them. */
  AuditedFilms replacing(List<AuditedFilm> better) {
    var byId = new java.util.HashMap<String, AuditedFilm>();
    better.forEach(film -> byId.put(film.id(), film));
    List<AuditedFilm> replaced = new ArrayList<>();
    films.forEach(film -> replaced.add(byId.getOrDefault(film.id(), film)));
    return new AuditedFilms(tagger, task, tags, replaced);
  }
}
