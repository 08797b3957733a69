package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;

/**
 * Prediction of a tagger for one text.
 *
 * @param task whether one or several tags can be predicted
 * @param predicted predicted tags; exactly one for {@link Task#SINGLE}
 * @param tags all tags with their probabilities, the most probable first
 * @param windows number of windows that the text was read in
 * @param tokensRead number of tokens read, without special tokens
 * @param tokensTotal number of tokens of the whole text
 * @param evidence passages that support a tag, the strongest first; empty unless requested
 */
public record Prediction(
    Task task,
    List<String> predicted,
    List<Probability> tags,
    int windows,
    int tokensRead,
    int tokensTotal,
    List<Evidence> evidence) {

  /**
   * A tag with its probability.
   *
   * @param tag name of the tag
   * @param probability probability, 0 to 1
   * @param band recommended action; null for a tagger without bands
   */
  public record Probability(
      String tag,
      double probability,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Band band) {}

  /**
   * A sentence that supports a tag.
   *
   * @param start start in the text, in UTF-16 units
   * @param end end in the text, exclusive
   * @param text the sentence
   * @param weight decrease of the tag's logit without the sentence; for a linear tagger, the
   *     contribution of the sentence to the logit
   */
  public record Evidence(int start, int end, String text, double weight) {}

  Prediction with(List<Evidence> evidence) {
    return new Prediction(
        task, predicted, tags, windows, tokensRead, tokensTotal, List.copyOf(evidence));
  }
}
