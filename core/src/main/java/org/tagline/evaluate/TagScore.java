package org.tagline.evaluate;

/**
 * Metrics of one tag.
 *
 * @param tag name of the tag
 * @param precision share of the films predicted to have the tag that have it; 0 if there are none
 * @param recall share of the films with the tag that are predicted to have it; 0 if there are none
 * @param f1 harmonic mean of precision and recall
 * @param support number of films with the tag
 */
public record TagScore(String tag, double precision, double recall, double f1, int support) {}
