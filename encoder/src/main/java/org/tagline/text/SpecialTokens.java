package org.tagline.text;

/**
 * The special tokens that a tokenizer adds around every text, found by encoding a sample: BERT's
 * {@code [CLS] … [SEP]}, Funnel's {@code <cls>} with token type 2.
 *
 * @param prefix ids of the tokens before the text
 * @param suffix ids of the tokens after the text
 * @param prefixTypes token type ids of the prefix
 * @param suffixTypes token type ids of the suffix
 * @param textType token type id of the text itself
 */
record SpecialTokens(
    int[] prefix, int[] suffix, int[] prefixTypes, int[] suffixTypes, int textType) {

  int count() {
    return prefix.length + suffix.length;
  }
}
