package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;
import org.tagline.evaluate.PlattScaling;

/**
 * Content of {@code tagline.json}, the description of a tagger. A property that a kind of model
 * does not have is {@code none} or 0.
 *
 * @param format version of the file format, {@link #FORMAT}
 * @param kind kind of model; {@link ModelKind#UNNAMED} if the file has none
 * @param name name of the tagger
 * @param task one or any number of tags per film
 * @param tags tags in the order of the outputs
 * @param base encoder that was fine-tuned, or the name of the kind
 * @param windowPooling {@code mean} or {@code cls}
 * @param documentPooling always {@code mean} of the windows
 * @param head {@code linear} or {@code published}
 * @param windows {@code first}, {@code all} or the largest number of windows per film in training
 * @param maxTokens length of the longest window in tokens
 * @param overlap number of tokens shared by neighbouring windows
 * @param precision number format of matrix products, as in training
 * @param temperature divisor of the logits before softmax or sigmoid
 * @param thresholds one per tag for {@link Task#MULTI}, empty for {@link Task#SINGLE}
 * @param calibration one per tag for {@link Task#MULTI}; empty for uncalibrated logits
 * @param bands thresholds of the bands; null if they are unknown
 * @param provenance data, plan and software of the training
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaggerInfo(
    int format,
    ModelKind kind,
    String name,
    Task task,
    List<String> tags,
    String base,
    String windowPooling,
    String documentPooling,
    String head,
    String windows,
    int maxTokens,
    int overlap,
    String precision,
    double temperature,
    List<Float> thresholds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PlattScaling> calibration,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Bands bands,
    Provenance provenance) {
  /** Version of the file format that this code writes and reads. */
  public static final int FORMAT = 1;

  @SuppressWarnings("ConstantValue") // Jackson passes null for missing properties
  public TaggerInfo {
    kind = kind == null ? ModelKind.named(null) : kind;
    tags = List.copyOf(tags);
    thresholds = List.copyOf(thresholds);
    calibration = List.copyOf(Objects.requireNonNullElse(calibration, List.of()));
  }

  /** Returns a copy with an evaluation. */
  public TaggerInfo with(JsonNode evaluation) {
    return new TaggerInfo(
        format,
        kind,
        name,
        task,
        tags,
        base,
        windowPooling,
        documentPooling,
        head,
        windows,
        maxTokens,
        overlap,
        precision,
        temperature,
        thresholds,
        calibration,
        bands,
        provenance.with(evaluation));
  }

  /**
   * Provenance of a tagger.
   *
   * @param created time of creation in ISO 8601
   * @param dataHash SHA-256 of the ids, texts and tags of the films
   * @param films number of films in each part of the split
   * @param trainingTags number of training films with each tag
   * @param classWeights class weight of each tag
   * @param plan hyperparameters of the training
   * @param training summary of the training
   * @param evaluation metrics on the held-out part; null if there is none
   * @param versions versions of Tagline, Java and the libraries
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Provenance(
      String created,
      String dataHash,
      Map<String, Integer> films,
      Map<String, Long> trainingTags,
      Map<String, Double> classWeights,
      JsonNode plan,
      JsonNode training,
      @Nullable JsonNode evaluation,
      Map<String, String> versions) {

    public Provenance with(JsonNode measured) {
      return new Provenance(
          created, dataHash, films, trainingTags, classWeights, plan, training, measured, versions);
    }
  }
}
