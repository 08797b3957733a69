package org.tagline.catalogue;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody marked as wrong.
 *
 * @param id in the database
 * @param flaggedAt epoch milliseconds
 * @param film the film's id where it is in the catalogue; null for another text
 * @param title of the film; empty for another text
 * @param text that was tagged
 * @param tagger that was wrong
 * @param predicted what it said
 * @param correct what is right
 * @param by who says so; may be empty
 * @param note may be empty
 * @param state whether it was looked at
 * @param reviewedAt epoch milliseconds; null while it is open
 * @param reviewedBy may be empty
 */
public record Flag(
    long id,
    long flaggedAt,
    @Nullable String film,
    String title,
    String text,
    String tagger,
    List<String> predicted,
    List<String> correct,
    String by,
    String note,
    State state,
    @Nullable Long reviewedAt,
    String reviewedBy) {

  /** What became of a flag; accepted ones become labelled films. */
  public enum State {
    OPEN,
    ACCEPTED,
    REJECTED;

    /** As it stands in the database and in JSON. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a person says of an answer, before it is stored. */
  public record Report(
      @Nullable String film,
      String title,
      String text,
      String tagger,
      List<String> predicted,
      List<String> correct,
      String by,
      String note) {

    public Report {
      predicted = List.copyOf(predicted);
      correct = List.copyOf(correct);
    }
  }

  public Flag {
    predicted = List.copyOf(predicted);
    correct = List.copyOf(correct);
  }
}
