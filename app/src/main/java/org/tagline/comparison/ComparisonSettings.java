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
 * What is compared on what, as the catalogue keeps it.
 *
 * @param candidates in the order of the runs
 * @param parts the splits' names
 * @param trainFilms films to learn from in each part
 * @param testFilms films to measure on in each part
 * @param seeds each candidate is trained with each of them on each part
 * @param task single or multi
 * @param tags to learn
 * @param validation share of the training films for early stopping and calibration
 * @param machine on which times were taken
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

  /** One run to do: its part's name is unique in the comparison. */
  public record Planned(
      Candidate candidate, String split, long seed, int trainFilms, int testFilms) {

    /** Which split and seed. */
    public String part() {
      return split + ", seed " + seed;
    }
  }

  /** Every run, all candidates of a part in turn before the next part. */
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

  /** The same settings on the same films and splits have the same fingerprint. */
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
