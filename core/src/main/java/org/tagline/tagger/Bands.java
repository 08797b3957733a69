package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Thresholds of the bands of a multi-label tagger.
 *
 * @param precision target precision of {@link Band#APPLY}, 0 to 1
 * @param apply smallest probability of {@link Band#APPLY} for each tag; {@link #NEVER} if the tag
 *     does not reach the precision
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Bands(double precision, List<Float> apply) {
  /** Threshold above every probability. */
  public static final float NEVER = 2;

  public Bands {
    apply = List.copyOf(apply);
  }

  /** Returns the band of a tag with a probability and a prediction threshold. */
  Band of(int tag, float probability, float threshold) {
    if (probability < threshold) {
      return Band.LEAVE;
    }
    return probability >= apply.get(tag) ? Band.APPLY : Band.SUGGEST;
  }
}
