package org.tagline.text;

/**
 * A complete text as token ids, without special tokens.
 *
 * @param ids vocabulary indexes
 * @param starts start of each token in the original string, in UTF-16 units, inclusive
 * @param ends end of each token, exclusive
 */
public record Tokens(int[] ids, int[] starts, int[] ends) {

  public Tokens {
    if (ids.length != starts.length || ids.length != ends.length) {
      throw new IllegalArgumentException("every token needs a start and an end");
    }
  }

  public int size() {
    return ids.length;
  }
}
