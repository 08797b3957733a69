package org.tagline.catalogue;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.format.RowRules;

/**
 * A prediction that a person marked as wrong.
 *
 * @param id the database id
 * @param flaggedAt the time of the report, epoch milliseconds
 * @param film the id of the film, or null if the text is not in the catalogue
 * @param title the title of the film; empty if the text is not in the catalogue
 * @param text the tagged text
 * @param tagger the name of the tagger
 * @param predicted the predicted tags
 * @param correct the correct tags
 * @param by the name of the reporter; may be empty
 * @param note a remark; may be empty
 * @param state the state of the review
 * @param reviewedAt the time of the review, epoch milliseconds, or null while the flag is open
 * @param reviewedBy the name of the reviewer; may be empty
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

  /** The state of a flag's review; accepted flags become labelled films. */
  public enum State {
    OPEN,
    ACCEPTED,
    REJECTED;

    /** Returns the name used in the database and in JSON. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A person's report of a wrong prediction before it is stored. Tags that a catalogue could not
   * hold unchanged are refused with an {@link IllegalArgumentException}.
   */
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
      predicted = checked(predicted);
      correct = checked(correct);
    }

    private static List<String> checked(List<String> tags) {
      for (String tag : tags) {
        String problem = RowRules.tagProblem(tag);
        if (problem != null) {
          throw new IllegalArgumentException("a tag has " + problem);
        }
      }
      return List.copyOf(tags);
    }
  }

  public Flag {
    predicted = List.copyOf(predicted);
    correct = List.copyOf(correct);
  }
}
