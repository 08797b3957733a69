package org.tagline.tagger;

import org.tagline.finetune.EnsembleModel;
import org.tagline.finetune.TransformerModel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of model that a tagger can hold, one line each. */
public enum ModelKind {
  /** A fine-tuned encoder with a head. */
  TRANSFORMER(TransformerModel::load),
  /** A fine-tuned encoder and a linear model that read the same texts. */
  ENSEMBLE(EnsembleModel::load),
  /** TF-IDF and logistic regression. */
  LINEAR(LinearTaggerModel::load),
  /** The same for every text: how frequent each tag is. */
  MAJORITY(MajorityModel::load);

  /** Reads a model's files from a tagger's folder, whose checksums are verified already. */
  @FunctionalInterface
  interface Loading {
    TaggerModel load(Path folder, TaggerInfo info) throws IOException;
  }

  private final Loading loading;

  ModelKind(Loading loading) {
    this.loading = loading;
  }

  TaggerModel load(Path folder, TaggerInfo info) throws IOException {
    return loading.load(folder, info);
  }

  /** Whether the tensor engine answers, which has threads of its own for one text. */
  public boolean usesEngine() {
    return this == TRANSFORMER || this == ENSEMBLE;
  }

  /** As {@code tagline.json} names it; taggers from before there were kinds name none. */
  @JsonCreator
  static ModelKind named(@Nullable String id) {
    return id == null
        ? TRANSFORMER
        : Arrays.stream(values())
            .filter(kind -> kind.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the model kind \"" + id + "\" is unknown; update Tagline"));
  }

  /** The name in {@code tagline.json}. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
