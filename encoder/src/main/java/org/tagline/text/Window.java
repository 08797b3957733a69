package org.tagline.text;

/**
 * A piece of a text with special tokens, which the encoder reads at once.
 *
 * @param ids {@code [tokens]} vocabulary indexes, special tokens included
 * @param types {@code [tokens]} token type ids
 * @param starts {@code [tokens]} offsets into the original string, inclusive; 0 for special tokens
 * @param ends {@code [tokens]} offsets, exclusive; 0 for special tokens
 */
public record Window(int[] ids, int[] types, int[] starts, int[] ends) {

  /** Length in tokens, special tokens included. */
  public int size() {
    return ids.length;
  }
}
