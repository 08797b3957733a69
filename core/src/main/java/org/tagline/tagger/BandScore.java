package org.tagline.tagger;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision of the predictions in a band.
 *
 * @param band the band
 * @param given number of predictions in the band
 * @param right number of these that match the films' tags
 * @param precision share of right predictions; 0 if there are none
 */
public record BandScore(Band band, int given, int right, double precision) {

  /** Returns one score per band; empty for a tagger without bands. */
  static List<BandScore> of(TaggerInfo info, boolean[][] labels, float[][] probabilities) {
    List<BandScore> scores = new ArrayList<>();
    Bands bands = info.bands();
    if (bands == null) {
      return scores;
    }
    int[] given = new int[Band.values().length];
    int[] right = new int[given.length];
    for (int film = 0; film < labels.length; film++) {
      for (int tag = 0; tag < labels[film].length; tag++) {
        Band band = bands.of(tag, probabilities[film][tag], info.thresholds().get(tag));
        given[band.ordinal()]++;
        right[band.ordinal()] += labels[film][tag] ? 1 : 0;
      }
    }
    for (Band band : Band.values()) {
      int all = given[band.ordinal()];
      int carried = right[band.ordinal()];
      scores.add(new BandScore(band, all, carried, all == 0 ? 0 : (double) carried / all));
    }
    return scores;
  }
}
