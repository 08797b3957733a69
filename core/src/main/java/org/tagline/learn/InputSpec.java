package org.tagline.learn;

import org.tagline.tagger.TaggerInfo;

/**
 * How a model reads and scores a text, as {@code tagline.json} says it; see {@link TaggerInfo} for
 * each component. What a kind of model does not have is {@code none} or 0.
 */
public record InputSpec(
    String windowPooling,
    String documentPooling,
    String head,
    String windows,
    int maxTokens,
    int overlap,
    String precision) {}
