package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Recommended action for a predicted tag of a multi-label tagger. */
public enum Band {
  /** Reached the target precision when the tagger was trained: apply without review. */
  APPLY,
  /** Reaches the threshold only: review before applying. */
  SUGGEST,
  /** Below the threshold: do not apply. */
  LEAVE;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
