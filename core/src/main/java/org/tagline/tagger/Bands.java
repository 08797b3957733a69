package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * From where on tags are given without asking.
 *
 * @param precision how often such a tag should be right, 0 to 1
 * @param apply the probability from which each tag is in {@link Band#APPLY}; {@link #NEVER} where
 *     no film seen shows such a precision
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Bands(double precision, List<Float> apply) {
  /** Above every probability. */
  public static final float NEVER = 2;

  public Bands {
    apply = List.copyOf(apply);
  }

  /** The band of a tag's probability, given that the tag is predicted from its threshold on. */
  Band of(int tag, float probability, float threshold) {
    if (probability < threshold) {
      return Band.LEAVE;
    }
    return probability >= apply.get(tag) ? Band.APPLY : Band.SUGGEST;
  }
}
