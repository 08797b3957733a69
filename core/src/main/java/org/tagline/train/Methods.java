package org.tagline.train;

import java.util.List;
import java.util.Locale;

/** The ways to train that are known here, one line each. */
public final class Methods {
  private static final List<Method> ALL =
      List.of(new FullMethod(), new LoraMethod(), new FrozenMethod());

  private Methods() {}

  public static List<Method> all() {
    return ALL;
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
