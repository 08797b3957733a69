package org.tagline.server;

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
import org.tagline.tagger.Tagger;

/**
 * Runs taggers over the whole catalogue in the background and caches the results until the
 * catalogue changes. Pauses between films while predictions are waiting, and takes turns with them
 * window by window. Thread-safe.
 */
final class CatalogueAudits implements AutoCloseable {
  /** Bounds memory; a larger catalogue can be audited on the command line. */
  private static final int MOST_FILMS = 50_000;

  private static final long PAUSE_MILLIS = 20;
  private static final long STOPPING_SECONDS = 10;

  private final Catalogue catalogue;
  private final PredictionQueue queue;
  private final Map<String, Audit> audits = new HashMap<>();
  private volatile boolean closed;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "audits");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
          });

  CatalogueAudits(Catalogue catalogue, PredictionQueue queue) {
    this.catalogue = catalogue;
    this.queue = queue;
  }

  /**
   * The progress of an audit.
   *
   * @param audited the films tagged so far
   * @param total the number of films to tag, or −1 until they are counted
   */
  record Progress(AuditedFilms audited, int total) {}

  /** One tagger's audit of one version of the catalogue. */
  private static final class Audit {
    final long version;
    private final List<AuditedFilm> films = new ArrayList<>();
    private int total = -1;
    private @Nullable RuntimeException problem;

    Audit(long version) {
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

  /** Returns the progress of a tagger's audit, which the first call starts. */
  Progress of(LoadedTaggers.Loaded loaded) {
    return current(loaded).progress(loaded.tagger());
  }

  private synchronized Audit current(LoadedTaggers.Loaded loaded) {
    if (closed) {
      throw HttpProblem.later(503, "The server is stopping.", 10);
    }
    String name = loaded.tagger().info().name();
    long version = catalogue.version();
    Audit audit = audits.get(name);
    if (audit == null || audit.version != version || audit.failed()) {
      Audit fresh = new Audit(version);
      audits.put(name, fresh);
      background.execute(() -> run(loaded, fresh));
      return fresh;
    }
    return audit;
  }

  private void run(LoadedTaggers.Loaded loaded, Audit audit) {
    try {
      List<Film> all = catalogue.films();
      Parts parts = Parts.of(loaded.split(), all);
      List<Film> films =
          all.stream().filter(film -> !film.text().isBlank()).limit(MOST_FILMS).toList();
      audit.expect(films.size());
      for (Film film : films) {
        while (queue.waitingTexts() > 0 && !closed) {
          Thread.sleep(PAUSE_MILLIS);
        }
        if (closed || stale(loaded, audit)) {
          return;
        }
        audit.add(AuditedFilms.film(loaded.tagger(), parts, film, () -> closed));
      }
    } catch (RuntimeException e) {
      audit.fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean stale(LoadedTaggers.Loaded loaded, Audit audit) {
    return audits.get(loaded.tagger().info().name()) != audit;
  }

  /** Stops the film in progress and waits until it has stopped. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      background.shutdown();
    }
    try {
      if (!background.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
