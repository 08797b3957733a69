package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.kills.KillStore.Home;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Flag;

/**
 * Kills servers while clients report and review flags. On PostgreSQL two servers share the
 * database, one of them is killed, and the other must go on.
 */
final class FlagKills implements KillScenario {
  private static final int CLIENTS = 3;
  private static final int LONGEST_MILLIS = 1_500;
  private static final int START_SECONDS = 120;
  private static final int PAGE = 1_000;

  private final Home home;
  private final FlagJournal journal = new FlagJournal();

  FlagKills(KillStore store) throws IOException {
    this.home = store.create();
  }

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    StringBuilder csv = new StringBuilder("id,title,synopsis,tags\n");
    for (int i = 0; i < 60; i++) {
      csv.append(
          "%d,Film %d,Night %d at the %s.,%s%n"
              .formatted(
                  i, i, i, i % 2 == 0 ? "haunted house" : "court", i % 2 == 0 ? "ghost" : "law"));
    }
    Path films = Files.writeString(home.file("films.csv"), csv);
    command("import", films.toString());
    command("train", "--as", "served", "--base", "linear");
  }

  private void command(String... arguments) throws IOException, InterruptedException {
    KilledProcess process = tagline(arguments);
    if (!process.succeeded()) {
      throw new IOException("a command failed without a kill: " + process.log());
    }
  }

  @Override
  public void round(int round, Random random, KillTally tally)
      throws IOException, InterruptedException {
    boolean shared = home.url() != null;
    List<KilledProcess> servers = new ArrayList<>();
    for (int i = 0; i < (shared ? 2 : 1); i++) {
      servers.add(tagline("serve", "served", "--port", "0"));
    }
    List<FlagClient> clients = new ArrayList<>();
    for (KilledProcess server : servers) {
      String address = address(server, tally);
      if (address == null) {
        servers.forEach(one -> kill(one, 0));
        return;
      }
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new FlagClient(address, journal, random.nextLong()));
      }
    }
    clients.forEach(FlagClient::start);
    int first = random.nextInt(servers.size());
    if (kill(servers.get(first), random.nextInt(LONGEST_MILLIS))) {
      tally.killedAtWork();
    }
    if (shared) {
      long before = journal.acknowledged();
      long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
      while (journal.acknowledged() < before + CLIENTS && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      if (journal.acknowledged() < before + CLIENTS) {
        tally.notRestarted("the other server acknowledged nothing after the kill");
      }
      kill(servers.get(1 - first), 0);
    }
    for (FlagClient client : clients) {
      client.join();
    }
    clients.forEach(client -> client.faults().forEach(tally::notRestarted));
    tally.acknowledged(journal.takeAcknowledged());
    check(tally);
  }

  /** Waits until a server is ready and returns its address, or null if it does not start. */
  private static @Nullable String address(KilledProcess server, KillTally tally)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
    while (server.alive() && System.nanoTime() < end) {
      for (String line : server.lines()) {
        int at = line.indexOf("http://");
        if (at >= 0) {
          return line.substring(at).strip();
        }
      }
      Thread.sleep(5);
    }
    tally.notRestarted("the server did not start: " + server.log());
    return null;
  }

  private static boolean kill(KilledProcess process, long afterMillis) {
    try {
      return process.killAfter(afterMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Compares the stored flags with those that were acknowledged in all rounds so far. */
  private void check(KillTally tally) throws IOException {
    Map<Long, Flag> stored = new TreeMap<>();
    try (Catalogue catalogue = Catalogue.open(home.path(), home.url())) {
      int from = 0;
      for (List<Flag> page = page(catalogue, from); !page.isEmpty(); page = page(catalogue, from)) {
        page.forEach(flag -> stored.put(flag.id(), flag));
        from += page.size();
      }
    }
    journal.compare(stored, tally);
  }

  private static List<Flag> page(Catalogue catalogue, int from) {
    return catalogue.flags().list(null, from, PAGE).flags();
  }

  private KilledProcess tagline(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(home.options());
    return KilledProcess.tagline(home.path(), all);
  }
}
