package org.tagline.train.method;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.tagline.base.BaseEncoder;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.train.Method;

/** The training methods, one line each. */
public final class Methods {
  /** Id of the method that trains the plan's number of upper layers. */
  public static final String UPPER = UpperMethod.ID;

  private static final List<Method> ALL =
      List.of(new UpperMethod(), new FullMethod(), new LoraMethod(), new FrozenMethod());

  private Methods() {}

  public static List<Method> all() {
    return ALL;
  }

  /**
   * Returns the default method for a base: {@code upper}, or {@code full} if the base has random
   * weights, has few layers, or shortens the text between its layers.
   *
   * @throws IOException if the base's configuration cannot be read
   */
  public static Method usual(BaseEncoder base) throws IOException {
    boolean upper =
        base.pretrained() && new UpperMethod().pays(DocumentClassifier.layers(base.config()));
    return named(upper ? UpperMethod.ID : FullMethod.ID);
  }

  /**
   * Returns the method with the given id, ignoring case.
   *
   * @throws IllegalArgumentException for an unknown id; the message lists the known ones
   */
  public static Method named(String id) {
    String wanted = id.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(method -> method.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the method must be one of "
                        + String.join(", ", ALL.stream().map(Method::id).toList())
                        + ", not \""
                        + id
                        + "\""));
  }
}
