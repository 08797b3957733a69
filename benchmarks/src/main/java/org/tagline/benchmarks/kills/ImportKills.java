package org.tagline.benchmarks.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tagline.benchmarks.kills.KillStore.Home;
import org.tagline.catalogue.Catalogue;
import org.tagline.dataset.Film;
import org.tagline.files.Folders;

/** Kills imports. Films are stored in batches, each in one transaction. */
final class ImportKills implements KillScenario {
  private static final int FILMS = 6_000;
  private static final int BATCH = 1_000;
  private static final String TEXT = "A ship sails, and nobody knows where. ".repeat(40);

  private final KillStore store;
  private final List<Film> expected = new ArrayList<>();
  private final StringBuilder csv = new StringBuilder("id,title,synopsis,tags\n");
  private long millis;

  ImportKills(KillStore store) {
    this.store = store;
    for (int i = 0; i < FILMS; i++) {
      Film film = new Film("tt" + i, "Film " + i, i + " " + TEXT.strip(), List.of("a", "b", "c"));
      expected.add(film);
      csv.append("%s,%s,\"%s\",a|b|c%n".formatted(film.id(), film.title(), film.text()));
    }
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    Home home = store.create();
    long began = System.nanoTime();
    KilledProcess whole = start(home);
    if (!whole.succeeded()) {
      throw new IOException("the import failed without a kill: " + whole.log());
    }
    millis = (System.nanoTime() - began) / 1_000_000;
    Folders.delete(home.path());
  }

  @Override
  public void round(int round, Random random, KillTally tally)
      throws IOException, InterruptedException {
    Home home = store.create();
    KilledProcess process = start(home);
    if (process.killAfter((long) (random.nextDouble() * millis))) {
      tally.killedAtWork();
    }
    List<String> lines = process.lines();
    long acknowledged = lines.isEmpty() ? 0 : Long.parseLong(lines.get(lines.size() - 1));
    tally.acknowledged(acknowledged);
    check(home, acknowledged, tally);
    KilledProcess again = start(home);
    if (!again.succeeded()) {
      tally.notRestarted("the next import failed: " + again.log());
    }
    try (Catalogue catalogue = Catalogue.open(home.path(), home.url())) {
      if (!catalogue.films().equals(expected)) {
        tally.notRestarted("after the next import the films are not those of the file");
      }
    }
    Folders.delete(home.path());
  }

  private void check(Home home, long acknowledged, KillTally tally) throws IOException {
    try (Catalogue catalogue = Catalogue.open(home.path(), home.url())) {
      List<Film> films = catalogue.films();
      if (films.size() < acknowledged) {
        tally.lost(films.size() + " films of " + acknowledged + " are stored");
      }
      if (films.size() % BATCH != 0 || !films.equals(expected.subList(0, films.size()))) {
        tally.halfVisible(films.size() + " films are stored, not all of them whole");
      }
    }
  }

  private KilledProcess start(Home home) throws IOException {
    Path file = Files.writeString(home.file("films.csv"), csv);
    List<String> arguments = new ArrayList<>(List.of(home.path().toString(), file.toString()));
    if (home.url() != null) {
      arguments.add(home.url());
    }
    return KilledProcess.start(home.path(), AcknowledgingImport.class, arguments);
  }
}
