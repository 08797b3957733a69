package org.tagline.compare;

import java.util.Collection;

/**
 * Mean and sample standard deviation of values.
 *
 * @param mean mean; NaN if there are no values
 * @param sd standard deviation (divided by n − 1); 0 for fewer than two values
 * @param count number of values
 */
public record Spread(double mean, double sd, int count) {

  public static Spread of(Collection<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double sd = values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    return new Spread(mean, sd, values.size());
  }
}
