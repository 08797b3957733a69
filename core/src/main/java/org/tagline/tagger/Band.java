package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a cataloguer should do with one of several tags. */
public enum Band {
  /** Right as often as was wanted when the tagger was trained: take it unseen. */
  APPLY,
  /** More likely right than its rivals, not more: look at it. */
  SUGGEST,
  LEAVE;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
