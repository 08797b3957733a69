package org.tagline.train.method;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.tagline.base.BaseEncoder;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.train.Method;

/** The ways to train that are known here, one line each. */
public final class Methods {
  /** The method that trains as many layers as the plan says. */
  public static final String UPPER = UpperMethod.ID;

  private static final List<Method> ALL =
      List.of(new UpperMethod(), new FullMethod(), new LoraMethod(), new FrozenMethod());

  private Methods() {}

  public static List<Method> all() {
    return ALL;
  }

  /**
   * The method that suits a base where none is asked for: its upper layers, or every weight where
   * its weights are random, its layers few, or it shortens the text between them.
   *
   * @throws IOException if the base's configuration cannot be read
   */
  public static Method usual(BaseEncoder base) throws IOException {
    boolean upper =
        base.pretrained() && new UpperMethod().pays(DocumentClassifier.layers(base.config()));
    return named(upper ? UpperMethod.ID : FullMethod.ID);
  }

  /** The method of that name; an unknown one is refused with the known ones. */
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
