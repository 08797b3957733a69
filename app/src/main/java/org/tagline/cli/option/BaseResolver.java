package org.tagline.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseFinder;
import org.tagline.base.HubCache;
import org.tagline.base.HubName;
import org.tagline.cli.console.Progress;
import org.tagline.hub.DownloadListener;
import org.tagline.hub.HubDownload;
import org.tagline.hub.HubSettings;

/**
 * Finds a base by its name: on this machine, otherwise on the hub if that is allowed.
 *
 * @param environment environment variables, for the hub's settings
 * @param err gets the progress
 * @param ask asks the user a question; false if there is no user
 */
public record BaseResolver(
    Map<String, String> environment, PrintWriter err, Predicate<String> ask) {

  /**
   * Finds the base; downloads it only if that is allowed or the user agrees.
   *
   * @throws IllegalArgumentException if it is not found; the message says where it was looked for
   * @throws IOException if the download failed
   */
  public BaseEncoder resolve(String name, @Nullable String revision, boolean download)
      throws IOException {
    Optional<BaseEncoder> here = finder().find(name, revision);
    if (here.isPresent()) {
      return here.get();
    }
    Optional<HubName> named = HubName.ifNamed(name, revision);
    if (named.isPresent() && (download || wanted(named.get()))) {
      return download(named.get());
    }
    String advice =
        named.isEmpty()
            ? "check the name; tagline bases lists the encoders on this machine"
            : HubSettings.possible(environment)
                ? "add --download to fetch it from " + environment.get("HF_ENDPOINT")
                : "to fetch it from a hub, set HF_ENDPOINT to the hub's address and add --download";
    throw new IllegalArgumentException(finder().lookedFor(name, revision) + "; " + advice);
  }

  /** Downloads the current files of that name, even if some are on this machine. */
  public BaseEncoder download(HubName name) throws IOException {
    HubSettings settings = HubSettings.of(environment);
    try (Shown shown = new Shown(err)) {
      new HubDownload(settings, HubCache.standard(environment)).run(name, shown);
    }
    return finder().cached(name).orElseThrow();
  }

  public BaseFinder finder() {
    return new BaseFinder(HubCache.standard(environment));
  }

  private boolean wanted(HubName name) {
    return HubSettings.possible(environment)
        && ask.test(
            name + " is not on this machine. Download it from " + environment.get("HF_ENDPOINT"));
  }

  /** Shows a download on standard error. */
  private static final class Shown implements DownloadListener, AutoCloseable {
    private final PrintWriter err;
    private @Nullable Progress progress;
    private int shift = 20;

    Shown(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void started(String what, long bytes) {
      shift = bytes >= 10L << 20 ? 20 : 10;
      String unit = shift == 20 ? "MB" : "kB";
      progress = Progress.start("Downloading " + what, unit, bytes >> shift, err);
    }

    @Override
    public void arrived(long bytes) {
      if (progress != null) {
        progress.stepTo(bytes >> shift);
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
