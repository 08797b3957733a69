package org.tagline.learn;

/**
 * Result of a model on the validation films.
 *
 * @param loss mean loss in nats, without class weights
 * @param score score to maximize; the best epoch has the highest
 * @param metric name of the score, such as {@code macroF1}
 */
public record ValidationScore(double loss, double score, String metric) {}
