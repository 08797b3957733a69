package org.tagline.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.AuditedFilm;
import org.tagline.audit.AuditedFilms;
import org.tagline.catalogue.Catalogue;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.dataset.Split;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;

/**
 * What taggers say of the films of the catalogue: read in the background, while nobody waits for a
 * prediction, and kept until the catalogue changes. Thread-safe.
 */
final class CatalogueReadings implements AutoCloseable {
  /** Bounds memory; the films of a larger catalogue are judged from the command line. */
  private static final int MOST_FILMS = 50_000;

  private static final long PAUSE_MILLIS = 20;
  private static final long STOPPING_SECONDS = 10;

  private final Catalogue catalogue;
  private final PredictionQueue queue;
  private final Map<String, Reading> readings = new HashMap<>();
  private volatile boolean closed;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "readings");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
          });

  CatalogueReadings(Catalogue catalogue, PredictionQueue queue) {
    this.catalogue = catalogue;
    this.queue = queue;
  }

  /**
   * How far a reading is.
   *
   * @param audited the films read so far
   * @param total how many there will be; −1 before they are counted
   */
  record Progress(AuditedFilms audited, int total) {}

  /** One tagger's reading of one state of the catalogue. */
  private static final class Reading {
    final long version;
    private final List<AuditedFilm> films = new ArrayList<>();
    private int total = -1;
    private @Nullable RuntimeException problem;

    Reading(long version) {
      this.version = version;
    }

    synchronized void add(AuditedFilm film) {
      films.add(film);
    }

    synchronized void expect(int count) {
      total = count;
    }

    synchronized void fail(RuntimeException cause) {
      problem = cause;
    }

    synchronized boolean failed() {
      return problem != null;
    }

    synchronized Progress progress(Tagger tagger) {
      if (problem != null) {
        throw problem;
      }
      AuditedFilms audited =
          new AuditedFilms(tagger.info().name(), tagger.info().task(), tagger.tags(), films);
      return new Progress(audited, total);
    }
  }

  /** What a tagger said so far; begins where nobody asked before. */
  Progress of(LoadedTaggers.Loaded loaded) {
    return current(loaded).progress(loaded.tagger());
  }

  private synchronized Reading current(LoadedTaggers.Loaded loaded) {
    String name = loaded.tagger().info().name();
    long version = catalogue.version();
    Reading reading = readings.get(name);
    if (reading == null || reading.version != version || reading.failed()) {
      Reading fresh = new Reading(version);
      readings.put(name, fresh);
      background.execute(() -> read(loaded, fresh));
      return fresh;
    }
    return reading;
  }

  private void read(LoadedTaggers.Loaded loaded, Reading reading) {
    try {
      List<Film> all = catalogue.films();
      Parts parts = Parts.of(split(loaded), all);
      List<Film> films =
          all.stream().filter(film -> !film.text().isBlank()).limit(MOST_FILMS).toList();
      reading.expect(films.size());
      for (Film film : films) {
        while (queue.waitingTexts() > 0 && !closed) {
          Thread.sleep(PAUSE_MILLIS);
        }
        if (closed || stale(loaded, reading)) {
          return;
        }
        reading.add(AuditedFilms.film(loaded.tagger(), parts, film));
      }
    } catch (RuntimeException e) {
      reading.fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean stale(LoadedTaggers.Loaded loaded, Reading reading) {
    return readings.get(loaded.tagger().info().name()) != reading;
  }

  private static Split split(LoadedTaggers.Loaded loaded) {
    try {
      return TaggerFolder.split(loaded.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the film that is being read: its tagger must not be freed before. */
  @Override
  public void close() {
    closed = true;
    background.shutdown();
    try {
      if (!background.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
