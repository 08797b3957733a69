package org.tagline.learn;

import org.tagline.tagger.TaggerInfo;

/**
 * Specification of how a model reads and scores a text. The components are those of {@link
 * TaggerInfo}; a property that a kind of model does not have is {@code none} or 0.
 */
public record InputSpec(
    String windowPooling,
    String documentPooling,
    String head,
    String windows,
    int maxTokens,
    int overlap,
    String precision) {}
