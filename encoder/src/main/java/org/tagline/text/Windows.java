package org.tagline.text;

import java.util.List;

/**
 * The windows of a text and how much of the text they contain.
 *
 * @param windows the windows in reading order, at least one
 * @param tokensRead number of the text's tokens that are in a window, without special tokens
 * @param tokensTotal number of the text's tokens, without special tokens
 */
public record Windows(List<Window> windows, int tokensRead, int tokensTotal) {

  public Windows {
    windows = List.copyOf(windows);
  }
}
