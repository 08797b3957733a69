package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.util.Random;

/** A kind of work that is killed. Used by one thread. */
interface KillScenario {

  /** Returns the name in the report. */
  String name();

  /** Prepares what all rounds share. */
  void prepare() throws IOException, InterruptedException;

  /**
   * Starts the work, kills it, checks what is left and repeats the work to its end.
   *
   * @param round the number of the round, from 0
   * @param random draws the moment of the kill
   * @param tally receives the counts and faults
   */
  void round(int round, Random random, KillTally tally) throws IOException, InterruptedException;
}
