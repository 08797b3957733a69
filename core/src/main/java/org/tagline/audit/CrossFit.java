package org.tagline.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tagline.dataset.Cleaning;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.TagSet;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerInfo;

/**
 * Asks, of the films that a tagger learned from, taggers made the same way that did not learn them:
 * the films are dealt into parts, and each part is answered by what was learned from the others.
 * Only linear taggers, which are learned in a minute, can be asked so.
 */
public final class CrossFit {
  private final Tagger tagger;
  private final Split split;
  private final LinearPlan plan;

  /**
   * Prepares it.
   *
   * @throws IllegalArgumentException for a tagger that cannot be learned again in a minute
   */
  public CrossFit(Tagger tagger, Split split) {
    this.tagger = tagger;
    this.split = split;
    this.plan = plan(tagger.info());
  }

  private static LinearPlan plan(TaggerInfo info) {
    if (!info.kind().id().equals(LinearRecipe.BASE)) {
      throw new IllegalArgumentException(
          "\""
              + info.name()
              + "\" is no linear tagger, so learning it again for every part would take too long;"
              + " look at the films it did not learn from (--unseen)");
    }
    try {
      return new ObjectMapper().treeToValue(info.provenance().plan(), LinearPlan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "\""
              + info.name()
              + "\" cannot be learned again from these films alone; look at the films it did not"
              + " learn from (--unseen)",
          e);
    }
  }

  /**
   * Answers for the films learned from, by parts.
   *
   * @param audited the tagger's own answers
   * @param documents the catalogue
   * @param parts how many, at least 2
   * @return the same films; those learned from have their new answers and count as held out
   */
  public AuditedFilms of(
      AuditedFilms audited, List<Film> documents, int parts, TaggerListener listener)
      throws IOException {
    TagSet tags = tagger.tags();
    List<Film> clean = known(Cleaning.clean(documents).kept(), tags);
    List<Film> learned = present(split.train(), clean);
    List<String> validation = present(split.validation(), clean).stream().map(Film::id).toList();
    if (learned.size() < parts) {
      throw new IllegalArgumentException(
          "this catalogue has %d of the films that \"%s\" learned from: too few to deal into %d parts"
              .formatted(learned.size(), tagger.info().name(), parts));
    }
    List<AuditedFilm> better = new ArrayList<>();
    List<Film> rest = learned;
    for (int part = 0; part < parts; part++) {
      int left = parts - part;
      List<Film> held = left == 1 ? rest : dealt(rest, left);
      Set<String> heldIds = ids(held);
      List<String> train =
          learned.stream().map(Film::id).filter(id -> !heldIds.contains(id)).toList();
      better.addAll(
          answers(clean, documents, new Split(train, validation, List.of()), held, listener));
      rest = rest.stream().filter(film -> !heldIds.contains(film.id())).toList();
    }
    return audited.replacing(better);
  }

  private List<AuditedFilm> answers(
      List<Film> clean, List<Film> documents, Split fold, List<Film> held, TaggerListener listener)
      throws IOException {
    TaggerInfo info = tagger.info();
    TrainingRequest request =
        new TrainingRequest(
            info.name(), new LinearRecipe(plan), info.task(), tagger.tags(), clean, fold);
    List<AuditedFilm> answers = new ArrayList<>();
    try (Tagger other = new TaggerTrainer(request, listener).make(null, false).tagger()) {
      List<String> asked = held.stream().map(Film::id).toList();
      Parts parts = Parts.of(new Split(fold.train(), fold.validation(), asked), documents);
      documents.stream()
          .filter(film -> parts.of(film) == Parts.Part.HELD_OUT)
          .map(film -> AuditedFilms.film(other, parts, film))
          .forEach(answers::add);
    }
    return answers;
  }

  /** One part of what is left, with its share of every tag. */
  private static List<Film> dealt(List<Film> films, int left) {
    Set<String> test = new HashSet<>(StratifiedSplitter.split(films, 1.0 / left, 0, left).test());
    return films.stream().filter(film -> test.contains(film.id())).toList();
  }

  private static List<Film> present(List<String> ids, List<Film> films) {
    Set<String> wanted = new HashSet<>(ids);
    return films.stream().filter(film -> wanted.contains(film.id())).toList();
  }

  private static Set<String> ids(List<Film> films) {
    Set<String> ids = new HashSet<>();
    films.forEach(film -> ids.add(film.id()));
    return ids;
  }

  /** The films that have a tag of the tagger, without their other tags. */
  private static List<Film> known(List<Film> films, TagSet tags) {
    return films.stream()
        .map(
            film ->
                new Film(
                    film.id(),
                    film.title(),
                    film.text(),
                    film.tags().stream().filter(tags::contains).toList()))
        .filter(film -> !film.tags().isEmpty())
        .toList();
  }
}
