package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Kills processes with SIGKILL at random moments, on the embedded catalogue and on PostgreSQL, and
 * checks that nothing acknowledged is lost, nothing is half visible and the next command succeeds.
 */
@Command(
    name = "kills",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Kills imports, trainings and servers at random moments and counts what is lost; about an"
            + " hour.")
public final class KillBenchmark extends Benchmark {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "100",
      description = "Kills of each scenario on the embedded catalogue (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--postgresql-rounds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Kills of each scenario on PostgreSQL (${DEFAULT-VALUE}).")
  private int postgresqlRounds;

  @Option(
      names = "--only",
      paramLabel = "SCENARIO",
      split = ",",
      description = "Scenarios: import, train, serve (all).")
  private @Nullable List<String> only;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "17",
      description = "Seed of the moments (${DEFAULT-VALUE}).")
  private long seed;

  KillBenchmark() {
    super("Killed processes");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    List<KillTally> tallies = new ArrayList<>();
    try (ScratchFolder scratch = ScratchFolder.create()) {
      try (KillStore embedded = KillStore.embedded(scratch.resolve("embedded"))) {
        run(embedded, rounds, tallies);
      }
      try (KillStore shared = KillStore.postgresql(scratch.resolve("shared"))) {
        run(shared, postgresqlRounds, tallies);
      }
    }
    report
        .paragraph(
            "Each round starts a process, kills it with SIGKILL at a random moment and looks at"
                + " what is left. A round counts as lost if anything that was acknowledged is"
                + " missing, as half visible if a film, flag or tagger is incomplete, and as not"
                + " restarted if the next command fails or leaves traces of the kill.")
        .numberTable(
            List.of(
                "scenario",
                "rounds",
                "killed at work",
                "acknowledged",
                "lost",
                "half visible",
                "not restarted"));
    tallies.forEach(tally -> tally.addTo(report));
    for (KillTally tally : tallies) {
      tally.faults().forEach(fault -> report.paragraph("%s", fault));
    }
    return tallies.stream().allMatch(tally -> tally.faults().isEmpty());
  }

  private void run(KillStore store, int count, List<KillTally> tallies)
      throws IOException, InterruptedException {
    List<KillScenario> scenarios =
        List.of(new ImportKills(store), new TrainingKills(store), new FlagKills(store));
    for (KillScenario scenario : scenarios) {
      if (count == 0 || (only != null && !only.contains(scenario.name()))) {
        continue;
      }
      KillTally tally = new KillTally(scenario.name() + ", " + store.name());
      Random random = new Random(seed);
      scenario.prepare();
      for (int round = 0; round < count; round++) {
        scenario.round(round, random, tally);
        tally.round(count);
      }
      tallies.add(tally);
    }
  }
}
