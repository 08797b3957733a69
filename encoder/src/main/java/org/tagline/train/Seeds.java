package org.tagline.train;

/**
 * Derives independent seeds from one seed, so that any step can be recomputed without its
 * predecessors.
 */
public final class Seeds {

  private Seeds() {}

  /** Mixes a seed with the place where it is used (SplitMix64's finalizer, Steele et al., 2014). */
  public static long of(long seed, long... where) {
    long mixed = seed;
    for (long value : where) {
      mixed = mix(mixed + 0x9E3779B97F4A7C15L * (value + 1));
    }
    return mixed;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
