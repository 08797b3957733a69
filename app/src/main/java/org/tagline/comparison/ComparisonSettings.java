package org.tagline.comparison;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tagline.compare.Candidate;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.files.Sha256;
import org.tagline.render.Json;

/**
 * Settings of a comparison, stored as JSON in the catalogue under the components' names.
 *
 * @param candidates the candidates, in the order of the runs
 * @param parts the names of the splits
 * @param trainFilms the number of training films in each split
 * @param testFilms the number of test films in each split
 * @param seeds the seeds; each candidate is trained with every seed on every split
 * @param task {@code single} or {@code multi}
 * @param tags the tags to train
 * @param validation the share of the training films used for early stopping and calibration
 * @param machine a description of the machine on which times are taken
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ComparisonSettings(
    List<Candidate> candidates,
    List<String> parts,
    List<Integer> trainFilms,
    List<Integer> testFilms,
    List<Long> seeds,
    String task,
    List<String> tags,
    double validation,
    String machine) {

  /**
   * One planned run.
   *
   * @param candidate the candidate to train
   * @param split the name of the split
   * @param seed the seed of the training
   * @param trainFilms the number of training films
   * @param testFilms the number of test films
   */
  public record Planned(
      Candidate candidate, String split, long seed, int trainFilms, int testFilms) {

    /** Returns the split and the seed in words, which together identify a candidate's run. */
    public String part() {
      return split + ", seed " + seed;
    }
  }

  /** Returns every run: all candidates on one split and seed, then the next. */
  public List<Planned> planned() {
    List<Planned> planned = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      for (long seed : seeds) {
        for (Candidate candidate : candidates) {
          planned.add(
              new Planned(
                  candidate, parts.get(part), seed, trainFilms.get(part), testFilms.get(part)));
        }
      }
    }
    return planned;
  }

  /** Returns a SHA-256 hash of the settings, films and splits, by which a comparison is resumed. */
  public String fingerprint(List<Film> films, Map<String, Split> splits) {
    MessageDigest digest = Sha256.digest();
    digest.update(Json.compact(this).getBytes(StandardCharsets.UTF_8));
    digest.update(Json.compact(splits).getBytes(StandardCharsets.UTF_8));
    for (Film film : films) {
      digest.update(Json.compact(film).getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest);
  }
}
