package org.tagline.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;

/**
 * Dataset of a training.
 *
 * @param task one or any number of tags per film
 * @param tags tags in the order of the outputs
 * @param train training films
 * @param validation films that choose the best epoch, the temperature and the thresholds
 * @param test held-out films, used for evaluation only
 * @param counts number of training films with each tag
 * @param weights class weight of each tag
 * @param thresholdPolicy how thresholds are chosen
 */
public record TrainingData(
    Task task,
    TagSet tags,
    List<Film> train,
    List<Film> validation,
    List<Film> test,
    long[] counts,
    double[] weights,
    ThresholdPolicy thresholdPolicy) {

  /** Cap of the class weights, so that very rare tags do not dominate the loss. */
  private static final double MAX_POSITIVE_WEIGHT = 20;

  static TrainingData of(TrainingRequest request) {
    TagSet tags = request.tags();
    Split split = request.split();
    List<Film> train = Split.films(split.train(), request.films());
    long[] counts = new long[tags.size()];
    for (Film film : train) {
      for (String tag : film.tags()) {
        if (tags.contains(tag)) {
          counts[tags.indexOf(tag)]++;
        }
      }
    }
    ClassWeighting weighting = request.recipe().classWeights();
    return new TrainingData(
        request.task(),
        tags,
        train,
        Split.films(split.validation(), request.films()),
        Split.films(split.test(), request.films()),
        counts,
        request.task() == Task.MULTI
            ? weighting.positiveWeights(counts, train.size(), MAX_POSITIVE_WEIGHT)
            : weighting.weights(counts),
        request.thresholdPolicy());
  }

  /** Returns the number of films in each part. */
  public Map<String, Integer> films() {
    Map<String, Integer> films = new LinkedHashMap<>();
    films.put("train", train.size());
    films.put("validation", validation.size());
    films.put("test", test.size());
    return films;
  }

  public Map<String, Double> weightsByTag() {
    Map<String, Double> byTag = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      byTag.put(tags.name(i), weights[i]);
    }
    return byTag;
  }

  Map<String, Long> countsByTag() {
    Map<String, Long> byTag = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      byTag.put(tags.name(i), counts[i]);
    }
    return byTag;
  }

  /** Returns the tag with most training films; ties go to the lower index. */
  String mostFrequentTag() {
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return tags.name(most);
  }

  /**
   * Returns the target {@code [tags]} of a film: 1 for its tags, otherwise 0.
   *
   * @throws IllegalArgumentException if the task is single and the film does not have exactly one
   *     tag
   */
  public float[] target(Film film) {
    if (task == Task.SINGLE && film.tags().size() != 1) {
      throw new IllegalArgumentException(
          "film "
              + film.id()
              + " has the tags "
              + film.tags()
              + " but the task is single; train with --task multi");
    }
    float[] target = new float[tags.size()];
    film.tags().stream().filter(tags::contains).forEach(tag -> target[tags.indexOf(tag)] = 1);
    return target;
  }
}
