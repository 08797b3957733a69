package org.tagline.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.tagline.files.JsonFiles;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerInfo;

/**
 * Cross-fitting: predicts the tags of the training films of a tagger with taggers of the same kind
 * that were not trained on them. The films are divided into folds, and each fold is predicted by a
 * tagger trained on the others. Only linear taggers train fast enough for this.
 */
public final class CrossFit {
  private final Tagger tagger;
  private final Split split;
  private final LinearPlan plan;

  /**
   * Creates a cross-fit of a tagger.
   *
   * @param split split of the tagger
   * @throws IllegalArgumentException if the tagger is not linear or was trained with auxiliary
   *     films
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
              + "\" is not a linear tagger, so training it again for every fold would take too long;"
              + " use only the films that it was not trained on (--unseen)");
    }
    try {
      return JsonFiles.COMPACT.treeToValue(info.provenance().plan(), LinearPlan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "\""
              + info.name()
              + "\" was not trained on the films of the catalogue alone, so it cannot be trained again;"
              + " use only the films that it was not trained on (--unseen)",
          e);
    }
  }

  /**
   * Replaces the predictions of the training films.
   *
   * @param audited predictions of the tagger
   * @param catalogue all films
   * @param folds number of folds, at least 2
   * @param listener receives the progress of each training
   * @return the films; training films have their new predictions and count as held out
   */
  public AuditedFilms of(
      AuditedFilms audited, List<Film> catalogue, int folds, TaggerListener listener)
      throws IOException {
    TagSet tags = tagger.tags();
    List<Film> clean = known(Cleaning.clean(catalogue).kept(), tags);
    List<Film> trained = present(split.train(), clean);
    List<String> validation = present(split.validation(), clean).stream().map(Film::id).toList();
    if (trained.size() < folds) {
      throw new IllegalArgumentException(
          "the catalogue has only %d of the training films of \"%s\", too few for %d folds"
              .formatted(trained.size(), tagger.info().name(), folds));
    }
    List<AuditedFilm> predicted = new ArrayList<>();
    List<Film> rest = trained;
    for (int fold = 0; fold < folds; fold++) {
      int left = folds - fold;
      List<Film> held = left == 1 ? rest : fold(rest, left);
      Set<String> heldIds = ids(held);
      List<String> train =
          trained.stream().map(Film::id).filter(id -> !heldIds.contains(id)).toList();
      predicted.addAll(
          predict(clean, catalogue, new Split(train, validation, List.of()), held, listener));
      rest = rest.stream().filter(film -> !heldIds.contains(film.id())).toList();
    }
    return audited.replacing(predicted);
  }

  private List<AuditedFilm> predict(
      List<Film> clean, List<Film> catalogue, Split fold, List<Film> held, TaggerListener listener)
      throws IOException {
    TaggerInfo info = tagger.info();
    TrainingRequest request =
        new TrainingRequest(
            info.name(), new LinearRecipe(plan), info.task(), tagger.tags(), clean, fold);
    List<AuditedFilm> predicted = new ArrayList<>();
    try (Tagger other = new TaggerTrainer(request, listener).make(null, false).tagger()) {
      List<String> heldIds = held.stream().map(Film::id).toList();
      Parts parts = Parts.of(new Split(fold.train(), fold.validation(), heldIds), catalogue);
      catalogue.stream()
          .filter(film -> parts.of(film) == Parts.Part.HELD_OUT)
          .map(film -> AuditedFilms.film(other, parts, film))
          .forEach(predicted::add);
    }
    return predicted;
  }

  /** Returns one of {@code left} folds of the films, stratified by tag. */
  private static List<Film> fold(List<Film> films, int left) {
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

  /** Returns the films with a tag of the tagger, without their other tags. */
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
