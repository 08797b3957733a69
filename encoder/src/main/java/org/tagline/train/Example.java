package org.tagline.train;

import java.util.List;
import org.tagline.text.Window;

/**
 * A film ready for the encoder.
 *
 * @param id of its document
 * @param windows at least one
 * @param target {@code [tags]}, 1 where the film has the tag
 */
public record Example(String id, List<Window> windows, float[] target) {

  public Example {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("film " + id + " has no window");
    }
  }

  /** Tokens of all its windows, special tokens included. */
  public int tokens() {
    return windows.stream().mapToInt(Window::size).sum();
  }
}
