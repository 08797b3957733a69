package org.tagline.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.catalogue.Catalogue;
import org.tagline.dataset.Film;
import org.tagline.dataset.Profile;
import org.tagline.report.ExploreCharts;
import org.tagline.report.ExploreJson;
import org.tagline.text.Tokenizer;
import org.tagline.text.Window;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;

/**
 * Serves {@code GET /api/profile} with the JSON of {@code explore --json} and its charts. The
 * profile is computed in the background and cached until the catalogue changes. Thread-safe.
 */
final class ProfileApi implements AutoCloseable {
  private static final int WINDOW = 512;

  /** Longest wait of a client; the profile of a large catalogue takes longer. */
  private static final int WAIT_SECONDS = 10;

  private final Catalogue catalogue;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "profile");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
          });
  private long version = -1;
  private @Nullable CompletableFuture<Map<String, Object>> profile;

  ProfileApi(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void get(Context context) throws ExecutionException, InterruptedException {
    CompletableFuture<Map<String, Object>> current = current();
    try {
      JsonResponses.json(context, current.get(WAIT_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw HttpProblem.later(503, "The profile is being computed; try again in a moment.", 2);
    } catch (ExecutionException e) {
      forget(current);
      throw e;
    }
  }

  private synchronized CompletableFuture<Map<String, Object>> current() {
    long now = catalogue.version();
    if (profile == null || now != version) {
      version = now;
      profile = CompletableFuture.supplyAsync(this::compute, background);
    }
    return profile;
  }

  private synchronized void forget(CompletableFuture<Map<String, Object>> failed) {
    if (profile == failed) {
      profile = null;
    }
  }

  private Map<String, Object> compute() {
    List<Film> films = catalogue.films();
    try {
      BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
      try (Tokenizer tokenizer = base.tokenizer()) {
        Windower windower = new Windower(tokenizer, WindowPolicy.all(WINDOW));
        Profile counted =
            Profile.of(
                films,
                text -> {
                  if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the server is stopping");
                  }
                  return windower.toRead(text).windows().stream().mapToInt(Window::size).toArray();
                });
        Map<String, Object> json = ExploreJson.of(counted, WINDOW, base.id());
        json.put("charts", ExploreCharts.of(counted));
        return json;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the film in progress and waits until it has stopped. */
  @Override
  public void close() {
    background.shutdownNow();
    try {
      background.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
