package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;

/**
 * What a tagger says of one text.
 *
 * @param task whether one tag or several may be predicted
 * @param predicted the predicted tags; exactly one for {@link Task#SINGLE}
 * @param tags every tag with its probability, the likeliest first
 * @param windows pieces that the text was read in
 * @param tokensRead of the text, special tokens not counted
 * @param tokensTotal of the text
 * @param evidence the passages that spoke for the first predicted tag, strongest first; empty
 *     unless asked for
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
   * A tag and how likely it is, 0 to 1.
   *
   * @param band what to do with it; null where the tagger knows no bands
   */
  public record Probability(
      String tag,
      double probability,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Band band) {}

  /**
   * A sentence that spoke for a tag.
   *
   * @param start where it begins in the text, UTF-16 units
   * @param end where it ends, exclusive
   * @param text the sentence
   * @param weight by how much the tag's logit falls when the sentence is left out; of a linear
   *     tagger, what the sentence's terms add to it
   */
  public record Evidence(int start, int end, String text, double weight) {}

  Prediction with(List<Evidence> evidence) {
    return new Prediction(
        task, predicted, tags, windows, tokensRead, tokensTotal, List.copyOf(evidence));
  }
}
