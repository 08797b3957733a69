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
 * What {@code tagline.json} says of a tagger.
 *
 * @param format of this file, {@link #FORMAT}
 * @param kind of model; a file that names none is of a {@link ModelKind#TRANSFORMER}
 * @param name of the tagger
 * @param task one tag a film or any number
 * @param tags in the order of the outputs
 * @param base the encoder it was fine-tuned from, or the kind's own name
 * @param windowPooling {@code mean} or {@code cls}; as the following, {@code none} or 0 where a
 *     kind has no such thing
 * @param documentPooling always {@code mean} of the windows
 * @param head {@code linear} or {@code published}
 * @param windows {@code first}, {@code all} or the most windows a film in training
 * @param maxTokens longest window
 * @param overlap tokens that neighbouring windows share
 * @param precision of products, as in training
 * @param temperature logits are divided by it before they become probabilities
 * @param thresholds one a tag for {@link Task#MULTI}, empty for {@link Task#SINGLE}
 * @param calibration one a tag for {@link Task#MULTI}; empty where logits are taken as they are
 * @param bands from where on tags are given without asking; null where that is not known
 * @param provenance how it came about
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
  /** The version of the file's format that this code writes and reads. */
  public static final int FORMAT = 1;

  @SuppressWarnings("ConstantValue") // Jackson gives null for what a file lacks
  public TaggerInfo {
    kind = kind == null ? ModelKind.named(null) : kind;
    tags = List.copyOf(tags);
    thresholds = List.copyOf(thresholds);
    calibration = List.copyOf(Objects.requireNonNullElse(calibration, List.of()));
  }

  /** The same with what was measured. */
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
   * How a tagger came about.
   *
   * @param created instant in ISO 8601
   * @param dataHash SHA-256 over ids, texts and tags of the films
   * @param films in each part of the split
   * @param trainingTags films a tag in the training part
   * @param classWeights what each tag's weight in the loss was
   * @param plan as given to training
   * @param training what training did
   * @param evaluation on the held-out part; null where there is none
   * @param versions of Tagline, its engine and Java
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
