package org.tagline.train;

import java.util.List;
import org.tagline.text.Window;

/**
 * A labelled document, cut into windows, ready for the encoder.
 *
 * @param id id of the document
 * @param windows the document's windows, at least one
 * @param target {@code [tags]}, 1 if the document has the tag
 */
public record Example(String id, List<Window> windows, float[] target) {

  public Example {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("example " + id + " has no window");
    }
  }

  /** Returns the number of tokens of all windows, special tokens included. */
  public int tokens() {
    return windows.stream().mapToInt(Window::size).sum();
  }
}
