package org.tagline.tagger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A kind of model that a tagger can hold.
 *
 * <p>Kinds are found by {@link ServiceLoader}: an implementation is one class with a public
 * constructor without arguments and one line in its module's {@code
 * META-INF/services/org.tagline.tagger.ModelKind}. Stateless; two kinds are equal if their ids are.
 */
public interface ModelKind {
  /** Id of the kind of taggers whose {@code tagline.json} has no kind. */
  String UNNAMED = "transformer";

  /** Returns the id in {@code tagline.json}. */
  @JsonValue
  String id();

  /**
   * Loads a model from a tagger's folder, whose checksums are already verified.
   *
   * @throws IOException if a file is missing or damaged
   */
  TaggerModel load(Path folder, TaggerInfo info) throws IOException;

  /**
   * Returns whether a single text is computed on several threads, so that reading several texts in
   * parallel is not faster.
   */
  default boolean usesManyThreads() {
    return false;
  }

  /** Returns every kind on the class path. */
  static List<ModelKind> all() {
    return ServiceLoader.load(ModelKind.class, ModelKind.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * Returns the kind with an id.
   *
   * @param id null for {@link #UNNAMED}
   * @throws IllegalArgumentException if no module on the class path has the kind
   */
  @JsonCreator
  static ModelKind named(@Nullable String id) {
    String wanted = id == null ? UNNAMED : id;
    return all().stream()
        .filter(kind -> kind.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the model kind \""
                        + wanted
                        + "\" is unknown; update Tagline, or add tagline-finetune to the class"
                        + " path for fine-tuned encoders"));
  }
}
