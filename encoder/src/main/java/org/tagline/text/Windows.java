package org.tagline.text;

import java.util.List;

/**
 * A text's windows and how much of it they hold.
 *
 * @param windows in reading order, at least one
 * @param tokensRead tokens of the text that some window holds, special tokens not counted
 * @param tokensTotal tokens of the whole text, special tokens not counted
 */
public record Windows(List<Window> windows, int tokensRead, int tokensTotal) {

  public Windows {
    windows = List.copyOf(windows);
  }
}
