package org.tagline.learn;

/**
 * A model's result on the validation films.
 *
 * @param loss mean, unweighted, in nats
 * @param score higher is better; the best epoch has the highest
 * @param metric the score's name, such as {@code macroF1}
 */
public record ValidationScore(double loss, double score, String metric) {}
