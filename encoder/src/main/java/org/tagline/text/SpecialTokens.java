package org.tagline.text;

/**
 * What the tokenizer puts around every text, learnt by asking it: BERT's {@code [CLS] … [SEP]},
 * Funnel's {@code <cls>} with token type 2.
 *
 * @param prefix ids before the text
 * @param suffix ids after it
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
