package org.tagline.text;

/**
 * A whole text as token ids without special tokens.
 *
 * @param ids vocabulary indexes
 * @param starts where each token begins in the original string, UTF-16 units, inclusive
 * @param ends where each token ends, exclusive
 */
public record Tokens(int[] ids, int[] starts, int[] ends) {

  public Tokens {
    if (ids.length != starts.length || ids.length != ends.length) {
      throw new IllegalArgumentException("a token without its offsets");
    }
  }

  public int size() {
    return ids.length;
  }
}
