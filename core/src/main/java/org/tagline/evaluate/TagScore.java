package org.tagline.evaluate;

/**
 * How well one tag is found.
 *
 * @param precision of the documents given this tag, the share that carries it; 0 when none was
 * @param recall of the documents that carry this tag, the share given it; 0 when none does
 * @param support how many documents carry this tag
 */
public record TagScore(String tag, double precision, double recall, double f1, int support) {}
