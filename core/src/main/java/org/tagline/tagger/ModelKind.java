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
 * META-INF/services/org.tagline.tagger.ModelKind}. Stateless; two kinds are the same if their ids
 * are.
 */
public interface ModelKind {
  /** The id of taggers whose {@code tagline.json} names no kind. */
  String UNNAMED = "transformer";

  /** The name in {@code tagline.json}. */
  @JsonValue
  String id();

  /**
   * Reads a model's files from a tagger's folder, whose checksums are verified already.
   *
   * @throws IOException if a file is missing or damaged
   */
  TaggerModel load(Path folder, TaggerInfo info) throws IOException;

  /**
   * Returns whether one text is computed on several threads; asking for several texts at once then
   * gains nothing.
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
   * Returns the kind of that id.
   *
   * @param id null for {@link #UNNAMED}
   * @throws IllegalArgumentException if no module on the class path has it
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
                        + "\" is unknown here; update Tagline, or add tagline-finetune to the class"
                        + " path for fine-tuned encoders"));
  }
}
