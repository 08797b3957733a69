package org.tagline.benchmarks.kills;

import java.util.ArrayList;
import java.util.List;
import org.tagline.benchmarks.harness.MarkdownReport;

/** The counts and faults of one scenario. Used by one thread. */
final class KillTally {
  private final String scenario;
  private final List<String> faults = new ArrayList<>();
  private int rounds;
  private int killed;
  private long acknowledged;
  private int lost;
  private int halfVisible;
  private int notRestarted;

  KillTally(String scenario) {
    this.scenario = scenario;
  }

  /** Counts a round and prints the progress. */
  void round(int of) {
    rounds++;
    if (rounds % 5 == 0 || rounds == of) {
      System.err.printf(
          "%s: %d of %d rounds, %d acknowledged, %d faults%n",
          scenario, rounds, of, acknowledged, faults.size());
    }
  }

  /** Counts a process that was still working when it was killed. */
  void killedAtWork() {
    killed++;
  }

  /** Counts what processes acknowledged before they were killed. */
  void acknowledged(long count) {
    acknowledged += count;
  }

  void lost(String what) {
    lost++;
    fault("lost", what);
  }

  void halfVisible(String what) {
    halfVisible++;
    fault("half visible", what);
  }

  void notRestarted(String what) {
    notRestarted++;
    fault("not restarted", what);
  }

  private void fault(String kind, String what) {
    String fault = "%s, round %d: %s: %s".formatted(scenario, rounds, kind, what);
    faults.add(fault);
    System.err.println(fault);
  }

  /** Returns a sentence per fault. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  void addTo(MarkdownReport report) {
    report.row(
        scenario,
        Integer.toString(rounds),
        Integer.toString(killed),
        MarkdownReport.format("%,d", acknowledged),
        Integer.toString(lost),
        Integer.toString(halfVisible),
        Integer.toString(notRestarted));
  }
}
